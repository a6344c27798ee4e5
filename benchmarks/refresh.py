"""The benchmark of refreshing: `python -m benchmarks.refresh` measures, prints and writes `benchmarks/RESULTS.md`.

For each number of releases: a refresh of all of them, of an empty source, and one that finds nothing new; the reading
alone, and imports and hashing alone, to compare with; then 100 releases added, and the queries of `sql/queries/`. Each
is a fresh process, measured from outside; this one stays small, because a child may inherit its peak of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from rich.console import Console

from benchmarks.results import Measurement, machine, markdown_table, put_section, with_range

PROJECT = Path(__file__).parents[1]
SIZES = (1_000, 10_000)
SEED = 20260
N_ADDED = 100
TITLE = "Speed and memory of refreshing"
_REFRESH = "from orchestration.cli import main; main()"
_HASH = (
    "import sys, hashlib, pathlib, dagster, duckdb, polars\n"
    "for path in pathlib.Path(sys.argv[1]).iterdir(): hashlib.sha256(path.read_bytes()).hexdigest()"
)


@dataclass
class Measured:
    """What one number of releases took: CPU seconds and peak memory of each process, in order of the rounds.

    `clock` are the seconds by the clock, which another program on the machine changes more. `reading` and `queries` are
    what those tasks measured of themselves.
    """

    n_releases: int
    seconds: dict[str, list[float]] = field(default_factory=dict)
    clock: dict[str, list[float]] = field(default_factory=dict)
    peaks: dict[str, int] = field(default_factory=dict)
    reading: Measurement = field(default_factory=dict)
    queries: dict[str, float] = field(default_factory=dict)


class Runner:
    """Runs commands on one home and notes what they took."""

    def __init__(self, home: Path, measured: Measured, console: Console) -> None:
        self.home, self.measured, self.console = home, measured, console

    def run(self, what: str, *command: object) -> str:
        """Run Python with these arguments; return what it printed. Its error ends the benchmark."""
        environment = os.environ | {"CHANCERY_HOME": str(self.home), "PYTHONPATH": str(PROJECT)}
        given = [sys.executable, *map(str, command)]
        began = time.perf_counter()
        with subprocess.Popen(given, env=environment, stdout=subprocess.PIPE, text=True) as process:
            printed = process.stdout.read() if process.stdout else ""
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        clock, seconds = time.perf_counter() - began, usage.ru_utime + usage.ru_stime
        if process.returncode:
            raise SystemExit(f"the measurement failed: {' '.join(given)}\n{printed}")
        peak = usage.ru_maxrss if sys.platform == "darwin" else usage.ru_maxrss * 1024
        self.measured.seconds.setdefault(what, []).append(seconds)
        self.measured.clock.setdefault(what, []).append(clock)
        self.measured.peaks[what] = max(peak, self.measured.peaks.get(what, 0))
        self.console.print(
            f"{self.measured.n_releases:>9,} releases: {what:20} {seconds:8.1f} s CPU {clock:8.1f} s"
            f" {peak / 2**20:7.0f} MiB",
            highlight=False,
        )
        return printed

    def refresh(self, what: str, source: Path) -> None:
        """Refresh from a source."""
        self.run(what, "-c", _REFRESH, "refresh", "--source", source)

    def task(self, what: str, *arguments: object) -> Measurement:
        """Run a task of the worker and return its result."""
        result: Measurement = json.loads(self.run(what, "-m", "benchmarks.worker", *arguments).splitlines()[-1])
        return result


def measure(n_releases: int, rounds: int, folder: Path, console: Console) -> Measured:
    """Measure everything for one number of releases, in a folder of its own."""
    measured = Measured(n_releases)
    runner = Runner(folder / "home", measured, console)
    releases, empty = folder / "releases", folder / "empty"
    empty.mkdir(parents=True)
    runner.task("writing", "write", releases, n_releases, SEED)
    measured.reading = runner.task("reading alone", "read", releases)
    Runner(folder / "empty-home", measured, console).refresh("empty source", empty)
    runner.refresh("full refresh", releases)
    for number in range(rounds):
        runner.run("imports and hashing", "-c", _HASH, releases)
        runner.refresh("nothing new", releases)
        added = folder / f"added-{number}"
        runner.task("writing", "write", added, N_ADDED, SEED + 1 + number)
        runner.refresh(f"{N_ADDED} added", added)
    measured.queries = runner.task("queries", "queries", folder / "home" / "chancery.duckdb")
    return measured


#: What is compared, and the goal.
HEAD = ("measure", "releases", "value", "goal")


def rows(measured: Sequence[Measured]) -> list[tuple[str, ...]]:
    """Return a row of text for each number of releases and measure, as HEAD names it."""
    by_size: list[list[tuple[str, ...]]] = []
    least = measured[0]
    for one in measured:
        full, empty = one.seconds["full refresh"][0], one.seconds["empty source"][0]
        read, added = one.reading["seconds"], one.seconds[f"{N_ADDED} added"]
        nothing = [a / b for a, b in zip(one.seconds["nothing new"], one.seconds["imports and hashing"], strict=True)]
        slowest, seconds = max(one.queries.items(), key=lambda each: each[1])
        to_least = median(added) / median(least.seconds[f"{N_ADDED} added"])
        size = f"{one.n_releases:,}"
        by_size.append(
            [
                ("full refresh, CPU s", size, f"{full:.1f}", ""),
                ("full refresh, s by the clock", size, f"{one.clock['full refresh'][0]:.1f}", ""),
                ("full refresh less an empty one / reading alone", size, f"{(full - empty) / read:.2f}", "1.5"),
                (f"{N_ADDED} releases added, CPU s", size, with_range(added, 1), ""),
                (f"{N_ADDED} releases added, s by the clock", size, with_range(one.clock[f"{N_ADDED} added"], 1), ""),
                (f"{N_ADDED} releases added / added to {least.n_releases:,}", size, f"{to_least:.2f}", "1.5"),
                ("nothing new, CPU s", size, with_range(one.seconds["nothing new"], 1), ""),
                ("nothing new / imports and hashing", size, with_range(nothing, 2), "2"),
                (f"slowest query, s by the clock: {slowest}", size, f"{seconds:.3f}", "1"),
                ("peak memory of a refresh, MiB", size, f"{_peak(one) / 2**20:.0f}", "1,430"),
            ]
        )
    return [row for of_measure in zip(*by_size, strict=True) for row in of_measure]


def _peak(measured: Measured) -> int:
    return max(measured.peaks[what] for what in ("full refresh", f"{N_ADDED} added"))


_HOW_TO_READ = f"""\
## How to read it

- CPU seconds of all threads of a fresh process, with its start; where there are several rounds, their median and
  range. The goals are for 100,000 releases added to and read, and 1,000,000 for queries and memory.
- **Reading alone**: from text to Arrow tables, in one process, without its start and the making of texts.
- **Imports and hashing**: Python with dagster, duckdb and polars imported, and the SHA-256 of every source file.
- **{N_ADDED} releases added** come as a file of their own, so nothing else is hashed.
- Releases are generated (`benchmarks/generate.py`), 10,000 a file, published over two years, in several states.
"""


def page(measured: Sequence[Measured], command: str) -> str:
    """Return the section of the page of results."""
    lines = [f"# {TITLE}", "", "Written by `python -m benchmarks.refresh`; do not edit.", "", *machine(command), ""]
    return "\n".join([*lines, *markdown_table(HEAD, rows(measured)), "", _HOW_TO_READ])


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.refresh", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of releases")
    parser.add_argument("--rounds", type=int, default=3, help=f"how often {N_ADDED} releases are added, and none")
    parser.add_argument("--out", type=Path, default=PROJECT / "benchmarks" / "RESULTS.md", help="where to write")
    return parser.parse_args(arguments)


def main(given: Sequence[str]) -> None:
    """Measure, print, write."""
    arguments = _parse(given)
    console = Console(width=160) if not sys.stdout.isatty() else Console()
    measured = []
    for size in sorted(arguments.sizes):
        with TemporaryDirectory(prefix="chancery-") as folder:
            measured.append(measure(size, arguments.rounds, Path(folder), console))
    sizes = " ".join(map(str, sorted(arguments.sizes)))
    text = page(measured, f"python -m benchmarks.refresh --sizes {sizes} --rounds {arguments.rounds}")
    console.print(text, highlight=False, markup=False)
    put_section(arguments.out, text)


if __name__ == "__main__":
    main(sys.argv[1:])
