"""One measurement in a process of its own: `python -m benchmarks.worker speed ...` (or `memory ...`) prints JSON.

Loading of libraries, compiling of lexicons and the making of texts are not measured. Not here: the order of
measurements and what is made of them (`reading.py`).
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from benchmarks.generate import Release, generate, read_corpus, shared_corpus
from benchmarks.peers import CONTENDERS, count_found, text_of
from reading.version import reading_version

#: Releases that are read at once, as the refresh does.
BATCH = 500
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
        case "describe", ():
            result = describe()
        case _:
            raise SystemExit(f"no such task: {task} {' '.join(arguments)}")
    print(json.dumps(result))


if __name__ == "__main__":
    main(*sys.argv[1:])
