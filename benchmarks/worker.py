"""One measurement in a process of its own: `python -m benchmarks.worker speed ...` (or `memory ...`) prints JSON.

Loading of libraries, compiling of lexicons and the making of texts are not measured. Not here: the order of
measurements and what is made of them (`reading.py`, `refresh.py`).
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.generate import Release, generate, read_corpus, shared_corpus
from benchmarks.peers import CONTENDERS, count_found, text_of
from reading.version import reading_version
from warehouse.engine import SQL_FOLDER, open_published

#: Releases that are read at once, as the refresh does.
BATCH = 500
#: Releases of a file.
FILE = 10_000
#: Releases read before the clock starts, from another seed: they compile what is compiled at first use.
N_WARM_UP = 100


def _batches(releases: Iterable[Release]) -> Iterator[list[Release]]:
    iterator = iter(releases)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _releases(workload: str, count: int, seed: int) -> Iterator[Release]:
    if workload == "generated":
        return generate(count, seed)
    folder = shared_corpus()
    if folder is None:
        raise SystemExit("there are no real releases: CHANCERY_SHARED names no folder that has them")
    return read_corpus(folder, count)


def measure_speed(contender: str, workload: str, count: int, seed: int) -> dict[str, Any]:
    """Return CPU seconds of this process, bytes of UTF-8 and what was found, for `count` releases held in memory."""
    read = CONTENDERS[contender].load()
    read(list(generate(N_WARM_UP, seed + 1)))
    batches = list(_batches(_releases(workload, count, seed)))
    n_found = 0
    gc.collect()
    started = time.process_time()
    for batch in batches:
        n_found += count_found(read(batch))
    seconds = time.process_time() - started
    return {
        "n_releases": sum(map(len, batches)),
        "n_bytes": sum(len(text_of(release).encode()) for batch in batches for release in batch),
        "n_found": n_found,
        "cpu_seconds": seconds,
    }


def measure_memory(count: int, seed: int) -> dict[str, Any]:
    """Return the peak memory of this process in bytes after a full reading of `count` releases, batch by batch."""
    read = CONTENDERS["chancery"].load()
    n_found = n_releases = 0
    started = time.process_time()
    for batch in _batches(generate(count, seed)):
        n_found += count_found(read(batch))
        n_releases += len(batch)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "n_releases": n_releases,
        "n_found": n_found,
        "peak_bytes": peak if sys.platform == "darwin" else peak * 1024,  # macOS counts bytes, Linux kilobytes
        "cpu_seconds": time.process_time() - started,
    }


def write(folder: Path, count: int, seed: int) -> dict[str, Any]:
    """Write releases of two years as JSON Lines, in files of `FILE` releases; return how many."""
    folder.mkdir(parents=True)
    random = Random(seed)
    releases = generate(count, seed)
    for number in range(0, count, FILE):
        with (folder / f"{number:07}.jsonl").open("w", encoding="utf-8") as file:
            for release in islice(releases, FILE):
                published = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=random.randrange(2 * 365 * 24 * 60))
                stated = {"published_at": published.isoformat(), "n_views": random.randrange(50, 5000)}
                file.write(json.dumps(release._asdict() | stated, ensure_ascii=False) + "\n")
    return {"n_releases": count}


def read(folder: Path) -> dict[str, Any]:
    """Return the CPU seconds that the full reading of written releases takes, after a warm-up on others."""
    reader = CONTENDERS["chancery"].load()
    reader(list(generate(N_WARM_UP, len(_files(folder)))))
    seconds = 0.0
    for path in _files(folder):
        with path.open(encoding="utf-8") as file:
            records = map(json.loads, file)
            for batch in _batches(Release(one["title"], one["body"], one["home_country"]) for one in records):
                started = time.process_time()
                reader(batch)
                seconds += time.process_time() - started
    return {"seconds": seconds}


def ask(warehouse: Path) -> dict[str, Any]:
    """Return the seconds that each query of `sql/queries/` takes: the least of three."""
    seconds = {}
    with open_published(warehouse) as connection:
        for path in sorted((SQL_FOLDER / "queries").glob("*.sql")):
            query, took = path.read_text(encoding="utf-8"), []
            for _ in range(3):
                started = time.perf_counter()
                connection.execute(query).fetchall()
                took.append(time.perf_counter() - started)
            seconds[path.stem] = min(took)
    return seconds


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.jsonl"))


def describe() -> dict[str, Any]:
    """Return the versions that the results depend on: of the reader, and of the libraries by name."""
    return {
        "reading_version": reading_version(),
        "libraries": {one.library: one.installed() for one in CONTENDERS.values()},
    }


def main(task: str, *arguments: str) -> None:
    """Run one task and print its result as JSON."""
    match task, arguments:
        case "speed", (contender, workload, count, seed):
            result = measure_speed(contender, workload, int(count), int(seed))
        case "memory", (count, seed):
            result = measure_memory(int(count), int(seed))
        case "write", (folder, count, seed):
            result = write(Path(folder), int(count), int(seed))
        case "read", (folder,):
            result = read(Path(folder))
        case "queries", (warehouse,):
            result = ask(Path(warehouse))
        case "describe", ():
            result = describe()
        case _:
            raise SystemExit(f"no such task: {task} {' '.join(arguments)}")
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
