"""What was measured, as numbers, as a table for the terminal and as `RESULTS.md`.

Here belong the sums: median and range over rounds, ratios within a round. Not here: measuring (`worker.py`).
"""

from __future__ import annotations

import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from os import cpu_count
from pathlib import Path
from statistics import median
from types import MappingProxyType
from typing import Any

from rich.table import Table

from benchmarks.peers import CONTENDERS

#: Goals of the ratio of Chancery's time to the contender's, by contender.
GOALS = {"flashtext": "0.50, then 0.25", "phrase-matcher": "0.05"}
MEMORY_GOAL = "1.25"

Measurement = dict[str, Any]


@dataclass
class Results:
    """All measurements of a run.

    `speed` by workload, then contender: one measurement a round, in order of the rounds. `memory`: one for each number
    of releases. `missing`: contenders whose library is not installed.
    """

    command: str
    versions: dict[str, Any]
    speed: dict[str, dict[str, list[Measurement]]] = field(default_factory=dict)
    memory: list[Measurement] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def seconds_per_megabyte(measurement: Measurement) -> float:
    """CPU seconds for a million bytes of text: comparable where a contender reads fewer releases."""
    return float(measurement["cpu_seconds"]) / float(measurement["n_bytes"]) * 1e6


def ratios(own: Sequence[Measurement], peer: Sequence[Measurement]) -> list[float]:
    """Return Chancery's time over the peer's, round by round."""
    return [seconds_per_megabyte(one) / seconds_per_megabyte(other) for one, other in zip(own, peer, strict=True)]


def with_range(values: Sequence[float], digits: int) -> str:
    """Return 'median (least-largest)'."""
    return f"{median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


SPEED_HEAD = ("contender", "looks for", "releases", "ms/release", "releases/s", "MB/s", "found", "Chancery/it", "goal")


def speed_rows(measured: dict[str, list[Measurement]]) -> list[tuple[str, ...]]:
    """Return a row of text for each contender, as SPEED_HEAD names it."""
    rows: list[tuple[str, ...]] = []
    for name, rounds in measured.items():
        contender = CONTENDERS[name]
        each = [one["cpu_seconds"] / one["n_releases"] for one in rounds]
        compared = name != "chancery" and "chancery" in measured
        rows.append(
            (
                contender.label,
                contender.looks_for,
                f"{rounds[0]['n_releases']:,}",
                with_range([1000 * seconds for seconds in each], 3),
                f"{1 / median(each):,.0f}",
                f"{1 / median(map(seconds_per_megabyte, rounds)):.2f}",
                f"{rounds[0]['n_found'] / rounds[0]['n_releases']:.1f}",
                with_range(ratios(measured["chancery"], rounds), 3) if compared else "",
                GOALS.get(name, ""),
            )
        )
    return rows


MEMORY_HEAD = ("releases", "peak MiB", "to the smallest", "goal", "CPU s, with the making of the texts")


def memory_rows(measured: Sequence[Measurement]) -> list[tuple[str, ...]]:
    """Return a row of text for each number of releases, as MEMORY_HEAD names it."""
    return [
        (
            f"{one['n_releases']:,}",
            f"{one['peak_bytes'] / 2**20:.0f}",
            f"{one['peak_bytes'] / measured[0]['peak_bytes']:.2f}",
            MEMORY_GOAL if one is measured[-1] and one is not measured[0] else "",
            f"{one['cpu_seconds']:.1f}",
        )
        for one in measured
    ]


#: Columns that hold words.
_WORDS = frozenset(("contender", "looks for", "measure"))


def build_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """Return a table for the terminal; numbers stand to the right."""
    table = Table(title=title, title_justify="left")
    for name in head:
        table.add_column(name, justify="left" if name in _WORDS else "right")
    for row in rows:
        table.add_row(*row)
    return table


def markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the lines of a table; numbers stand to the right."""
    rule = ["---" if name in _WORDS else "---:" for name in head]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def processor() -> str:
    """Return the name of the processor, as far as the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def machine(command: str, libraries: Mapping[str, str | None] = MappingProxyType({})) -> list[str]:
    """Return lines that say when, how and on what was measured, with these libraries beside those always used."""
    used = {name: version(name) for name in ("duckdb", "numpy", "polars", "pyarrow")} | dict(libraries)
    listed = ", ".join(f"{name} {number}" for name, number in sorted(used.items()) if number)
    return [
        f"- {datetime.now(UTC):%Y-%m-%d %H:%M} UTC, `{command}`",
        f"- {processor()}, {cpu_count()} cores, {platform.system()} {platform.machine()}",
        f"- Python {platform.python_version()}; {listed}",
    ]


_WORKLOADS = {
    "generated": "Generated releases",
    "real": "Real releases of three publishers",
}

_HOW_TO_READ = """\
## How to read it

- **ms/release, releases/s, MB/s**: CPU time of one process with one thread; median of the rounds, in brackets the
  range. Imports, compiling of lexicons and a warm-up on other texts are not counted.
- **Chancery/it**: time of Chancery's *full reading* (countries, officials, organizations, topics and events of all
  texts, from text to Arrow tables) over the time of the contender's *search* alone, for the same amount of text, within
  one round; under 1 Chancery is faster. The rounds are interleaved: each runs every contender once, in a fresh process,
  and starts with another one, so that a busy machine does not hit always the same.
- **looks for**: `states` are all forms of states that Chancery knows; `all phrases` those of all its readers. Peers
  look for each form as it is written; Chancery also for its other spellings (capitals, typographic apostrophes).
- **releases**: the slow contenders read fewer of the same texts (spaCy a quarter, flashgeotext half,
  country_named_entity_recognition a tenth), which is why ratios are for a megabyte of text.
- **found**: mentions or matches for a release. It only shows that the work was done: Chancery drops what the context
  denies and adds officials, which are no phrases.
- **Generated releases** have about 2.5 KB each, with invented persons and places (`benchmarks/generate.py`). Real ones
  are read where they lie beside the repository; they are no part of it.
- **Memory**: peak of a fresh process (`ru_maxrss`) that makes texts one at a time, reads them in batches of 500, counts
  the rows and throws them away.
"""


def to_markdown(results: Results) -> str:
    """Return the page."""
    lines = ["# Speed and memory of reading", "", "Written by `make bench`; do not edit.", ""]
    lines += machine(results.command, results.versions["libraries"])
    lines += [
        f"- version of `reading/`: `{results.versions['reading_version']}`",
        *(f"- not measured, its library is not installed: {name}" for name in results.missing),
    ]
    for workload, measured in results.speed.items():
        n_rounds = len(next(iter(measured.values())))
        lines += ["", f"## {_WORKLOADS[workload]}, {n_rounds} rounds", ""]
        lines += markdown_table(SPEED_HEAD, speed_rows(measured))
    if results.memory:
        lines += ["", "## Peak memory of the full reading", ""]
        lines += markdown_table(MEMORY_HEAD, memory_rows(results.memory))
    return "\n".join([*lines, "", _HOW_TO_READ])


def put_section(path: Path, section: str) -> None:
    """Put a section, which begins with its `# title`, in the place of the one with that title, else at the end."""
    page = path.read_text(encoding="utf-8") if path.exists() else ""
    sections = {
        part.partition("\n")[0]: part.rstrip() for part in re.split(r"^(?=# )", page, flags=re.M) if part.strip()
    }
    sections[section.partition("\n")[0]] = section.rstrip()
    path.write_text("\n\n".join(sections.values()) + "\n", encoding="utf-8")
