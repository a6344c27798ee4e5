"""The raw store: bytes kept for ever, and a ledger of every reading of a source. It is the only state there is.

    documents/ab/abcd....zst      the bytes, content-addressed by SHA-256, compressed
    fetches/<warehouse>.jsonl     the ledger, one reading a line; each published warehouse has its own

Bytes are written beside their place, flushed to disk and renamed; a line of the ledger is appended and flushed after
its bytes are there. A crash leaves at most a torn last line, which the next writer cuts off. One writer at a time: the
caller holds the refresh lock.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Literal

import pyarrow as pa
import zstandard
from pydantic import BaseModel, ConfigDict, ValidationError

from warehouse.contracts.raw import RawDocument, RawFetch
from warehouse.schema import arrow_schema

#: Of zstandard: level 10 takes eight times as long, half as long as reading the texts, to save a sixth of the bytes.
_LEVEL = 3


class RawStoreError(RuntimeError):
    """The raw store cannot be read; the message names the file and what to do."""


class LedgerEntry(BaseModel):
    """One reading of a source: the facts of a `raw_fetch` row, and those of the document it gave."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    fetch_id: str
    document_id: str | None
    source_name: str
    uri: str
    status: Literal["ok", "failed"]
    detail: str | None
    observed_at: datetime | None
    read_at: datetime
    home_country_code: str | None
    time_zone: str
    language_code: str | None
    publisher_name: str | None
    media_type: str | None
    n_bytes: int | None
    #: Lines that were written before there were complete sources do not say it.
    is_complete: bool = False


@dataclass(frozen=True, slots=True)
class RawStore:
    """The raw store under `root`, with the ledger of one warehouse (`ledger_name`, a file stem)."""

    root: Path
    ledger_name: str

    @property
    def ledger_path(self) -> Path:
        """The ledger's file."""
        return self.root / "fetches" / f"{self.ledger_name}.jsonl"

    def document_path(self, document_id: str) -> Path:
        """Where the compressed bytes of a document are."""
        return self.root / "documents" / document_id[:2] / f"{document_id}.zst"

    def put(self, data: bytes) -> str:
        """Keep bytes; return their document_id. Bytes that are there already are not written again."""
        document_id = sha256(data).hexdigest()
        path = self.document_path(document_id)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(path, zstandard.compress(data, _LEVEL))
        return document_id

    def get(self, document_id: str) -> bytes:
        """Return the bytes of a document. Raises RawStoreError if they are missing or are not what was kept."""
        path = self.document_path(document_id)
        try:
            data = zstandard.decompress(path.read_bytes())
        except FileNotFoundError as error:
            raise RawStoreError(f"{path}: missing; restore data/raw from a backup") from error
        except zstandard.ZstdError as error:
            raise RawStoreError(f"{path}: damaged ({error}); delete it and read its source again") from error
        if sha256(data).hexdigest() != document_id:
            raise RawStoreError(
                f"{path}: its bytes are not those its name promises; delete it and read its source again"
            )
        return data

    def entries(self) -> list[LedgerEntry]:
        """Return all readings, oldest first. Raises RawStoreError for a damaged line that is not the torn last one."""
        return list(self._entries())

    def _entries(self) -> Iterator[LedgerEntry]:
        if not self.ledger_path.exists():
            return
        *lines, torn = self.ledger_path.read_bytes().split(b"\n")
        del torn  # what stands behind the last line feed was never completely written
        for number, line in enumerate(lines, start=1):
            try:
                yield LedgerEntry.model_validate_json(line)
            except ValidationError as error:
                raise RawStoreError(
                    f"{self.ledger_path}:{number}: not a ledger line; restore the file from a backup"
                ) from error

    def append(self, entries: Sequence[LedgerEntry]) -> None:
        """Append readings and flush them to disk; a torn last line of a crash is cut off first."""
        if not entries:
            return
        is_new = not self.ledger_path.exists()
        self.ledger_path.parent.mkdir(parents=True, exist_ok=True)
        with self.ledger_path.open("a+b") as ledger:
            if ledger.tell() and os.pread(ledger.fileno(), 1, ledger.tell() - 1) != b"\n":
                ledger.seek(0)
                ledger.truncate(ledger.read().rfind(b"\n") + 1)
            ledger.write(b"".join(entry.model_dump_json().encode() + b"\n" for entry in entries))
            ledger.flush()
            os.fsync(ledger.fileno())
        if is_new:
            fsync_folder(self.ledger_path.parent)


def fetch_id(source_name: str, uri: str, document_id: str | None, read_at: datetime) -> str:
    """Return the id of a reading: what was read where, and when Chancery read it."""
    parts = (source_name, uri, document_id or "", read_at.isoformat())
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def documents_table(entries: Sequence[LedgerEntry]) -> pa.Table:
    """Return `raw_document` from the readings that succeeded."""
    rows = {
        entry.document_id: {"document_id": entry.document_id, "media_type": entry.media_type, "n_bytes": entry.n_bytes}
        for entry in entries
        if entry.document_id
    }
    return pa.Table.from_pylist(list(rows.values()), schema=arrow_schema(RawDocument))


def fetches_table(entries: Sequence[LedgerEntry]) -> pa.Table:
    """Return `raw_fetch`."""
    rows = [entry.model_dump(exclude={"media_type", "n_bytes"}) for entry in entries]
    return pa.Table.from_pylist(rows, schema=arrow_schema(RawFetch))


def write_durably(path: Path, data: bytes) -> None:
    """Write a file so that after a crash it is there whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    fsync_folder(path.parent)


def fsync_folder(folder: Path) -> None:
    """Flush a folder's entries, so that a rename survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
