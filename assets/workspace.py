"""The folder in which a warehouse is made: raw store, work file, inbox, and the file that is published from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from pathlib import Path

import duckdb

from sources.config import SAMPLE, SHIPPED, FilesSource, Sources, inbox_sources, load_sources
from warehouse.engine import open_work
from warehouse.raw_store import LedgerEntry, RawStore

MAIN = "chancery"


@dataclass(frozen=True, slots=True)
class Workspace:
    """All state under `home`, and where the warehouse is published. The holder of the refresh lock works in it.

    With a day in `known_on`, the warehouse is what the main one would be, had nothing been read after that day (UTC).
    """

    home: Path
    published_path: Path
    known_on: date | None = None

    @property
    def name(self) -> str:
        """Name of the warehouse in this home: `chancery`, or the file's stem and a hash of its path."""
        path = self.published_path.resolve()
        if path == (self.home / f"{MAIN}.duckdb").resolve():
            return MAIN
        return f"{path.stem}-{blake2b(str(path).encode(), digest_size=4).hexdigest()}"

    @property
    def work_path(self) -> Path:
        """The DuckDB file in which the tables are built."""
        return self.home / "work" / f"{self.name}.duckdb"

    @property
    def inbox(self) -> Path:
        """Where a person puts files for the next refresh."""
        return self.home / "inbox"

    @property
    def store(self) -> RawStore:
        """Raw bytes, and this warehouse's ledger of readings."""
        return RawStore(self.home / "raw", self.name)

    @property
    def main_store(self) -> RawStore:
        """Raw bytes, and the ledger of the main warehouse, with which another begins if it is given no source."""
        return RawStore(self.home / "raw", MAIN)

    @contextmanager
    def open_work(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the work file for writing."""
        with open_work(self.work_path) as connection:
            yield connection

    def configured(self) -> Sources:
        """Return the person's `sources.toml`, else the one that ships. Raises SourceError."""
        own = self.home / "sources.toml"
        return load_sources(own if own.exists() else SHIPPED)

    def configured_sources(self) -> tuple[FilesSource, ...]:
        """Return the configured sources but the sample, and those of the inbox."""
        sources = self.configured()
        own = tuple(source for source in sources.source if source.name != SAMPLE)
        return (*own, *inbox_sources(self.inbox, sources.inbox))

    def sample_sources(self) -> tuple[FilesSource, ...]:
        """Return the sample source, if it is configured."""
        return tuple(source for source in self.configured().source if source.name == SAMPLE)

    def entries(self) -> list[LedgerEntry]:
        """Return the readings this warehouse is made of: all in its ledger; the sample's only while it is alone.

        One as known on a day has no ledger of its own, but the readings of the main one that were made by then.
        """
        entries = self.store.entries() if self.known_on is None else self._entries_known()
        own = [entry for entry in entries if entry.source_name != SAMPLE]
        return own if any(entry.document_id for entry in own) else entries

    def _entries_known(self) -> list[LedgerEntry]:
        assert self.known_on is not None
        end = datetime.combine(self.known_on + timedelta(days=1), time())
        return [entry for entry in self.main_store.entries() if entry.read_at < end]
