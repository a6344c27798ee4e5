"""Capture: the bytes of sources go into the raw store, each reading of a source into the ledger. Knows no Dagster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256

from assets.workspace import Workspace
from reading.countries import country_table
from sources.config import SAMPLE, FilesSource
from sources.files import Capture, read_files
from warehouse.raw_store import LedgerEntry, fetch_id


@dataclass(slots=True)
class Captured:
    """What a refresh read: files looked at, readings that said something new, and readings that failed."""

    n_files: int = 0
    new: list[LedgerEntry] = field(default_factory=list)
    failed: list[LedgerEntry] = field(default_factory=list)


def capture(workspace: Workspace, sources: tuple[FilesSource, ...], read_at: datetime) -> Captured:
    """Read the given sources, or the configured ones if none is given; keep what is new. `read_at` is UTC without zone.

    The sample is read only if the warehouse would be empty without it. For a warehouse as known on a day, no source is.
    """
    if workspace.known_on:
        return Captured()
    store = workspace.store
    if not sources and not store.ledger_path.exists() and store.ledger_path != workspace.main_store.ledger_path:
        store.append(workspace.main_store.entries())
    captured, known = Captured(), _Known(store.entries())
    for one in _readings(workspace, sources):
        captured.n_files += 1
        entry = _entry(one, store.put(one.data) if one.data is not None else None, read_at)
        if entry.status == "failed":
            captured.failed.append(entry)
        elif known.says_nothing_new(entry, by_hand=bool(sources)):
            continue
        else:
            captured.new.append(entry)
            known.add(entry)
        # One by one: what was read before a crash stays read.
        store.append([entry])
    return captured


def has_news(workspace: Workspace, sources: tuple[FilesSource, ...], read_at: datetime) -> bool:
    """Tell whether `capture` would keep anything, without keeping it. It reads every file to its end."""
    if workspace.known_on:
        return False
    known = _Known(workspace.store.entries())
    for one in _readings(workspace, sources):
        if one.data is not None:
            entry = _entry(one, sha256(one.data).hexdigest(), read_at)
            if not known.says_nothing_new(entry, by_hand=bool(sources)):
                return True
    return False


def _readings(workspace: Workspace, sources: tuple[FilesSource, ...]) -> Iterator[Capture]:
    for source in sources or workspace.configured_sources():
        yield from read_files(source)
    if not sources and not any(each.document_id and each.source_name != SAMPLE for each in workspace.store.entries()):
        for source in workspace.sample_sources():
            yield from read_files(source)


class _Known:
    """What the ledger says about documents. A reading that only repeats it is not noted."""

    def __init__(self, entries: Iterable[LedgerEntry]) -> None:
        self._observed: set[tuple[str, datetime | None]] = set()
        self._stated: dict[tuple[str, str | None], Stated] = {}
        self._last: dict[tuple[str, str], str] = {}
        for entry in entries:
            if entry.document_id:
                self.add(entry)

    def add(self, entry: LedgerEntry) -> None:
        document_id = str(entry.document_id)
        self._observed |= {(document_id, entry.observed_at), (document_id, None)}
        self._stated[document_id, entry.source_name] = self._stated[document_id, None] = _stated(entry)
        self._last[entry.source_name, entry.uri] = document_id

    def says_nothing_new(self, entry: LedgerEntry, by_hand: bool) -> bool:
        """Tell whether observation and circumstances are known.

        Named by hand, a document must have said the same last, whatever source it was in; else last in this source, so
        that two configured sources with one file do not contradict each other for ever. A complete source that shows
        an earlier list again says that what was gone is back.
        """
        document_id = str(entry.document_id)
        if entry.is_complete and self._last.get((entry.source_name, entry.uri)) != document_id:
            return False
        said = self._stated.get((document_id, None if by_hand else entry.source_name))
        return (document_id, entry.observed_at) in self._observed and said == _stated(entry)


Stated = tuple[str | bool | None, ...]


def _stated(entry: LedgerEntry) -> Stated:
    return (
        entry.source_name,
        entry.home_country_code,
        entry.time_zone,
        entry.language_code,
        entry.publisher_name,
        entry.is_complete,
    )


@cache
def _capital_zone(home_country: str | None) -> str:
    """Return the zone of a capital; where there is none to ask, that of Kazakhstan's clocks, the first publisher's."""
    zones = {country.country_code: country.capital_time_zone for country in country_table()}
    return zones.get(home_country or "") or "Asia/Almaty"


def _entry(one: Capture, document_id: str | None, read_at: datetime) -> LedgerEntry:
    stated = one.circumstances
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
        time_zone=stated.time_zone or _capital_zone(stated.home_country),
        language_code=stated.language,
        publisher_name=stated.publisher,
        is_complete=one.is_complete,
        media_type=one.media_type,
        n_bytes=len(one.data) if one.data is not None else None,
    )
