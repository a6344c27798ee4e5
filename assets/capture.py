"""Capture: the bytes of sources go into the raw store, each reading of a source into the ledger. Knows no Dagster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from assets.workspace import Workspace
from sources.config import SAMPLE, FilesSource
from sources.files import Capture, read_files
from warehouse.raw_store import LedgerEntry, RawStore, fetch_id


@dataclass(slots=True)
class Captured:
    """What a refresh read: files looked at, readings that said something new, and readings that failed."""

    n_files: int = 0
    new: list[LedgerEntry] = field(default_factory=list)
    failed: list[LedgerEntry] = field(default_factory=list)


def capture(workspace: Workspace, sources: tuple[FilesSource, ...], read_at: datetime) -> Captured:
    """Read the given sources, or the configured ones if none is given; keep what is new. `read_at` is UTC without zone.

    The sample is read only if the warehouse would be empty without it.
    """
    store = workspace.store
    if not sources and not store.ledger_path.exists() and store.ledger_path != workspace.main_store.ledger_path:
        store.append(workspace.main_store.entries())
    captured = Captured()
    _keep(store, sources or workspace.configured_sources(), read_at, captured, bool(sources))
    if not sources and not any(entry.document_id and entry.source_name != SAMPLE for entry in store.entries()):
        _keep(store, workspace.sample_sources(), read_at, captured, by_hand=False)
    return captured


def _keep(
    store: RawStore, sources: Iterable[FilesSource], read_at: datetime, captured: Captured, by_hand: bool
) -> None:
    known = _Known(store.entries())
    for source in sources:
        for one in read_files(source):
            captured.n_files += 1
            entry = _entry(store, one, read_at)
            if entry.status == "failed":
                captured.failed.append(entry)
            elif known.says_nothing_new(entry, by_hand):
                continue
            else:
                captured.new.append(entry)
                known.add(entry)
            # One by one: what was read before a crash stays read.
            store.append([entry])


class _Known:
    """What the ledger says about documents. A reading that only repeats it is not noted."""

    def __init__(self, entries: Iterable[LedgerEntry]) -> None:
        self._observed: set[tuple[str, datetime | None]] = set()
        self._stated: dict[tuple[str, str | None], Stated] = {}
        for entry in entries:
            if entry.document_id:
                self.add(entry)

    def add(self, entry: LedgerEntry) -> None:
        document_id = str(entry.document_id)
        self._observed |= {(document_id, entry.observed_at), (document_id, None)}
        self._stated[document_id, entry.source_name] = self._stated[document_id, None] = _stated(entry)

    def says_nothing_new(self, entry: LedgerEntry, by_hand: bool) -> bool:
        """Tell whether observation and circumstances are known.

        Named by hand, a document must have said the same last, whatever source it was in; else last in this source, so
        that two configured sources with one file do not contradict each other for ever.
        """
        document_id = str(entry.document_id)
        said = self._stated.get((document_id, None if by_hand else entry.source_name))
        return (document_id, entry.observed_at) in self._observed and said == _stated(entry)


Stated = tuple[str | None, ...]


def _stated(entry: LedgerEntry) -> Stated:
    return (entry.source_name, entry.home_country_code, entry.time_zone, entry.language_code, entry.publisher_name)


def _entry(store: RawStore, one: Capture, read_at: datetime) -> LedgerEntry:
    stated = one.circumstances
    document_id = store.put(one.data) if one.data is not None else None
    return LedgerEntry(
        fetch_id=fetch_id(one.source_name, one.uri, document_id, read_at),
        document_id=document_id,
        source_name=one.source_name,
        uri=one.uri,
        status="ok" if document_id else "failed",
        detail=one.detail,
        observed_at=one.observed_at,
        read_at=read_at,
        home_country_code=stated.home_country,
        time_zone=stated.time_zone,
        language_code=stated.language,
        publisher_name=stated.publisher,
        media_type=one.media_type,
        n_bytes=len(one.data) if one.data is not None else None,
    )
