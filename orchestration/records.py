"""Dagster's own records, in SQLite, written at the speed of a small refresh.

Dagster opens and closes a connection for each of some 500 events of a run. Closing the last connection to a file in
write-ahead mode makes SQLite merge and delete its log, and each commit waits for the disk: together longer than all
work on the tables. Within `quick_records` one connection to each file stays open, and commits wait for the disk only
when the log is merged. A power cut may then lose the last events of a run, never the file (SQLite documentation,
"PRAGMA synchronous"); the warehouse is not concerned.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager

from sqlalchemy import Engine, event


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
