"""One lock of the operating system spans each run, so that no two ever work on one home.

The system frees the lock when its owner dies. The owner's run would then stay 'started' in Dagster for ever: whoever
holds the lock next marks it as failed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dagster as dg
from filelock import FileLock, Timeout

#: A run waits this long for another; whoever waits longer has a problem that waiting does not solve.
PATIENCE_SECONDS = 6 * 3600


@contextmanager
def refresh_lock(
    home: Path, run_id: str, open_instance: Callable[[], dg.DagsterInstance], say: Callable[[str], None]
) -> Iterator[dg.DagsterInstance]:
    """Hold the refresh lock of a home for a run; a process that holds it for this run may take it again.

    Dagster's records are opened under the lock, since two processes that make them at once get in each other's way.
    Raises filelock.Timeout after six hours.
    """
    home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home / "refresh.lock", is_singleton=True, thread_local=False)
    owner = home / "refresh.owner.json"
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"Another refresh is at work on {home}; waiting for it to end.")
        lock.acquire(timeout=PATIENCE_SECONDS)
    try:
        is_outermost = lock.lock_counter == 1
        instance = open_instance()
        if is_outermost:
            _bury(owner, instance, say)
            owner.write_text(json.dumps({"run_id": run_id, "process_id": os.getpid()}), encoding="utf-8")
        yield instance
        if is_outermost:
            owner.unlink(missing_ok=True)
    finally:
        lock.release()


def _bury(owner: Path, instance: dg.DagsterInstance, say: Callable[[str], None]) -> None:
    """Mark the run of a dead owner as failed. The caller holds the lock, so an owner that is noted is dead."""
    if not owner.exists():
        return
    try:
        run_id = str(json.loads(owner.read_text(encoding="utf-8"))["run_id"])
    except (ValueError, KeyError, TypeError):
        return  # it died while it wrote the note, before its run began
    run = instance.get_run_by_id(run_id)
    if run and not run.is_finished:
        instance.report_run_failed(run, f"The process of run {run_id} died; what it had not published is built anew.")
        say(f"The refresh before (run {run_id[:8]}) died in its work; it is marked as failed and repaired now.")
