"""Publishing: the work file becomes the file everybody reads, at once or not at all.

A reader that holds the old file keeps it; the next one to open the path sees the new one. DuckDB replays whatever
write-ahead log lies beside a file, so neither path may have one at the moment of the change.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import duckdb

from warehouse.audit import forget_checks, note_run, record_checks
from warehouse.changes import drop_state
from warehouse.checks import CheckResult, audit_checks, run_check
from warehouse.contracts.meta import MetaRun
from warehouse.engine import (
    WarehouseError,
    count,
    create_macros,
    open_published,
    open_work,
    schema_version,
    table_names,
    wal,
)
from warehouse.raw_store import LedgerEntry, fsync_folder
from warehouse.schema import contracts, quote


@dataclass(frozen=True, slots=True)
class Published:
    """What was published: its path, size in bytes, rows by table, and what the checks of the audit tables found."""

    path: Path
    n_bytes: int
    n_rows: dict[str, int]
    audited: list[CheckResult]


def build_key(entries: list[LedgerEntry], text_version: str) -> str:
    """Return a hash of all that decides the rows of a warehouse: the readings kept and the code.

    A source that fails again in the same way is no news, or it would publish the same rows at every refresh.
    """
    digest = blake2b(f"{text_version}\x1f{schema_version()}".encode(), digest_size=16)
    known = {
        entry.fetch_id if entry.document_id else f"{entry.source_name}\x1f{entry.uri}\x1f{entry.detail}"
        for entry in entries
    }
    for fact in sorted(known):
        digest.update(f"{fact}\x1e".encode())
    return digest.hexdigest()


def published_key(path: Path) -> str | None:
    """Return the build key of a published warehouse; None if there is none or it cannot be read."""
    try:
        with open_published(path) as connection:
            row = connection.execute("SELECT build_key FROM meta_run ORDER BY published_at DESC LIMIT 1").fetchone()
    except (WarehouseError, duckdb.Error):
        return None
    return str(row[0]) if row else None


def publish(work: Path, target: Path, run: MetaRun) -> Published:
    """Note the run in the work file and put a copy of it in the place of `target`, atomically.

    Raises WarehouseError if the work file still has a write-ahead log after its checkpoint.
    """
    with open_work(work) as connection:
        for table in table_names(connection) - contracts().keys():  # what an older version of the code has made
            connection.execute(f"DROP TABLE {quote(table)}")
        note_run(connection, run, target)
        audited = [run_check(connection, check) for check in audit_checks()]
        record_checks(connection, audited)
        forget_checks(connection)
        create_macros(connection)
        n_rows = {table: count(connection, table) for table in sorted(table_names(connection))}
        connection.execute("CHECKPOINT")
    if wal(work).exists():
        raise WarehouseError(
            f"{wal(work)} is still there after a checkpoint: another process holds the work file; close it"
        )
    with replacing(target) as temporary:
        shutil.copyfile(work, temporary)
        with open_work(temporary) as connection:
            drop_state(connection)
            connection.execute("CHECKPOINT")
    return Published(target, target.stat().st_size, n_rows, audited)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Hand out a path at which to make a file; then put it in the place of `target`, at once or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        # A log beside the target belongs to the file that is about to go; it would be replayed into the new one.
        wal(target).unlink(missing_ok=True)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    fsync_folder(target.parent)


def remove_leftovers(target: Path) -> None:
    """Delete copies that a killed publish left beside the target. The caller holds the refresh lock."""
    for leftover in target.parent.glob(f".{target.name}.*.tmp"):
        leftover.unlink(missing_ok=True)
