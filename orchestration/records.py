"""Dagster's own records, in SQLite, written at the speed of a small refresh.

Dagster opens and closes a connection for each of some 500 events of a run. Closing the last connection to a file in
write-ahead mode makes SQLite merge and delete its log, and each commit waits for the disk: together longer than all
work on the tables. Within `quick_records` one connection to each file stays open, and commits wait for the disk only
when the log is merged. A power cut may then lose the last events of a run, never the file (SQLite documentation,
"PRAGMA synchronous"); the warehouse is not concerned.
"""

from __future__ import annotations

import logging
import sqlite3
import uuid
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager

import dagster as dg
from sqlalchemy import Engine, event

from orchestration.lock import refresh_lock
from orchestration.settings import Settings


@contextmanager
def recorded_run(settings: Settings, say: Callable[[str], None]) -> Iterator[tuple[dg.DagsterInstance, str]]:
    """Prepare a run of a job from the command line: the lock is held, and Dagster is there but says nothing itself.

    Yields Dagster's instance and the id of the run to record in it.
    """
    settings.prepare()
    warnings.simplefilter("ignore", (dg.BetaWarning, dg.PreviewWarning, DeprecationWarning))
    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    run_id = str(uuid.uuid4())
    with quick_records(), refresh_lock(settings.home, run_id, dg.DagsterInstance.get, say) as instance, instance:
        yield instance, run_id


@contextmanager
def quick_records() -> Iterator[None]:
    """Speed up every SQLite connection that SQLAlchemy opens in this process while the context lasts."""
    with ExitStack() as kept:
        paths: set[str] = set()

        def hurry(connection: object, _record: object) -> None:
            if not isinstance(connection, sqlite3.Connection):
                return
            connection.execute("PRAGMA synchronous = NORMAL")
            path = connection.execute("PRAGMA database_list").fetchone()[2]
            if path and path not in paths:
                paths.add(path)
                keeper = kept.enter_context(closing(sqlite3.connect(path, check_same_thread=False)))
                keeper.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # only a read takes part in the log

        event.listen(Engine, "connect", hurry)
        kept.callback(event.remove, Engine, "connect", hurry)
        yield
