"""The benchmark: `python -m benchmarks.reading` measures, prints the tables and writes `benchmarks/RESULTS.md`.

Here belongs the order of measurements: rounds, fresh processes, one thread each. This process itself stays small,
because a child may inherit its peak of memory.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from benchmarks.generate import shared_corpus
from benchmarks.peers import CONTENDERS
from benchmarks.results import (
    MEMORY_HEAD,
    SPEED_HEAD,
    Measurement,
    Results,
    build_table,
    memory_rows,
    put_section,
    seconds_per_megabyte,
    speed_rows,
    to_markdown,
)

PROJECT = Path(__file__).parents[1]
MEMORY_SIZES = (1_000, 10_000, 100_000)
SEED = 20260
#: Slow contenders read at least so many releases.
FEWEST = 20

_ONE_THREAD = {
    f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA", "RAYON", "NUMEXPR", "ARROW_IO")
} | {"POLARS_MAX_THREADS": "1"}


def run_worker(*arguments: object) -> Measurement:
    """Run a task in a fresh process with one thread; its error ends the benchmark."""
    command = [sys.executable, "-m", "benchmarks.worker", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=PROJECT, env=os.environ | _ONE_THREAD, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"the measurement failed: {' '.join(command[1:])}")
    result: Measurement = json.loads(done.stdout.splitlines()[-1])
    return result


def order_of(names: Sequence[str], round_number: int) -> list[str]:
    """Return the names, beginning with another one in each round, and every second round backwards."""
    first = round_number % len(names)
    rotated = [*names[first:], *names[:first]]
    return rotated[::-1] if round_number % 2 else rotated


def measure_rounds(
    console: Console, workload: str, names: Sequence[str], arguments: argparse.Namespace
) -> dict[str, list[Measurement]]:
    """Measure each contender once a round; return the measurements by contender, in order of the rounds."""
    measured: dict[str, list[Measurement]] = {name: [] for name in names}
    for number in range(arguments.rounds):
        for name in order_of(names, number):
            count = max(FEWEST, round(arguments.releases * CONTENDERS[name].share))
            result = run_worker("speed", name, workload, count, SEED)
            measured[name].append(result)
            speed = result["n_releases"] / result["cpu_seconds"]
            console.print(
                f"{workload}, round {number + 1} of {arguments.rounds}: {name:16}"
                f" {speed:10,.0f} releases/s {1 / seconds_per_megabyte(result):8.2f} MB/s",
                highlight=False,
            )
    return measured


def measure_memory(console: Console, sizes: Sequence[int]) -> list[Measurement]:
    """Measure the peak memory of the full reading for each number of releases."""
    measured = []
    for size in sizes:
        measured.append(run_worker("memory", size, SEED))
        console.print(f"memory, {size:,} releases: {measured[-1]['peak_bytes'] / 2**20:.0f} MiB", highlight=False)
    return measured


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--releases", type=int, default=2000, help="releases of a round; slow contenders read a part")
    parser.add_argument("--rounds", type=int, default=5, help="how often each contender is measured")
    parser.add_argument("--quick", action="store_true", help="leave out the memory of 100,000 releases")
    parser.add_argument("--generated", action="store_true", help="leave out the real releases")
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, metavar="NAME", help="these contenders, and Chancery")
    parser.add_argument("--out", type=Path, default=PROJECT / "benchmarks" / "RESULTS.md", help="where to write")
    return parser.parse_args(arguments)


def _command(arguments: argparse.Namespace) -> str:
    """Return the command that measures the same; where the page was written to is of no interest."""
    command = f"python -m benchmarks.reading --releases {arguments.releases} --rounds {arguments.rounds}"
    command += " --quick" * arguments.quick + " --generated" * arguments.generated
    return f"{command} --only {' '.join(arguments.only)}" if arguments.only else command


def main(given: Sequence[str]) -> None:
    """Measure, print, write."""
    arguments = _parse(given)
    console = Console(width=160) if not sys.stdout.isatty() else Console()
    results = Results(_command(arguments), run_worker("describe"))
    chosen = [name for name in CONTENDERS if not arguments.only or name in {"chancery", *arguments.only}]
    names = [name for name in chosen if name == "chancery" or CONTENDERS[name].installed()]
    results.missing = [name for name in chosen if name not in names]
    for name in results.missing:
        console.print(f"{name} is left out: {CONTENDERS[name].library} is not installed ('make bench' installs it)")
    workloads = ["generated"]
    if shared_corpus() and not arguments.generated:
        workloads.append("real")
    for workload in workloads:
        results.speed[workload] = measure_rounds(console, workload, names, arguments)
    results.memory = measure_memory(console, MEMORY_SIZES[:-1] if arguments.quick else MEMORY_SIZES)
    for workload, measured in results.speed.items():
        console.print(build_table(f"\n{workload}: CPU time of one process", SPEED_HEAD, speed_rows(measured)))
    console.print(build_table("\nPeak memory of the full reading", MEMORY_HEAD, memory_rows(results.memory)))
    put_section(arguments.out, to_markdown(results))
    console.print(f"written: {arguments.out.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
