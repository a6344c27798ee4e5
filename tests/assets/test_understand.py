"""Staging is a function of the readings kept: whatever the order, whatever was known before, wherever it crashed."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

import assets.understand
from assets.capture import capture
from assets.understand import Understood, understand
from assets.workspace import Workspace
from reading.tables import read_versions
from tests.assets.home import TEXTS, day, source, workspace_in, write
from tests.warehouse.tables import in_order
from warehouse.checks import run_checks
from warehouse.engine import discard, load_arrow, load_query, table_queries
from warehouse.raw_store import LedgerEntry, RawStoreError, documents_table, fetches_table
from warehouse.schema import contracts, contracts_of

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path / "home")


def take(workspace: Workspace, text: str, on: int = 0, **stated: Any) -> LedgerEntry:
    """Capture one of the texts and return its entry."""
    path = write(workspace.home / "in" / text, TEXTS[text])
    (entry,) = capture(workspace, (source(path, **{"home_country": "KAZ"} | stated),), day(on)).new
    return entry


def take_all(workspace: Workspace) -> list[LedgerEntry]:
    return [take(workspace, name, number) for number, name in enumerate(TEXTS)]


def bring_up(workspace: Workspace, entries: list[LedgerEntry]) -> Understood:
    with workspace.open_work() as connection:
        return understand(connection, workspace, entries, logging.getLogger(__name__))


def rows(workspace: Workspace) -> Rows:
    """Return what staging and `raw_rejection` hold, whatever the order of rows."""
    with workspace.open_work() as connection:
        return {
            table: connection.execute(f"FROM {table} ORDER BY ALL").fetchall()
            for table in [*contracts_of("staging"), "raw_rejection"]
        }


def rebuilt(workspace: Workspace, entries: list[LedgerEntry]) -> Rows:
    discard(workspace.work_path)
    bring_up(workspace, entries)
    return rows(workspace)


def read_counts(workspace: Workspace) -> dict[str, int]:
    """Return how many releases there are, told apart, by text, and as found."""
    counts = "SELECT count(DISTINCT article_id), count(DISTINCT version_id), count(*) FROM stg_article"
    with workspace.open_work() as connection:
        (found,) = connection.execute(counts).fetchall()
    return dict(zip(("articles", "versions", "releases"), found, strict=True))


def test_every_record_is_read_or_rejected(workspace: Workspace) -> None:
    understood = bring_up(workspace, take_all(workspace))
    assert understood == Understood(n_found=10, n_read=8, n_unchanged=0, n_rejected=2)
    assert read_counts(workspace) == {"articles": 5, "versions": 7, "releases": 8}
    with workspace.open_work() as connection:
        counted = connection.execute(
            "SELECT format_code, n_found, (SELECT count(*) FROM stg_article AS a WHERE a.document_id = d.document_id),"
            " (SELECT count(*) FROM raw_rejection AS r WHERE r.document_id = d.document_id)"
            " FROM stg_document AS d ORDER BY ALL"
        ).fetchall()
    assert counted == [("jsonl", 3, 2, 1), ("listing", 3, 3, 0), ("listing", 4, 3, 1)]


def test_what_a_record_does_not_state_its_source_does(workspace: Workspace) -> None:
    bring_up(workspace, [take(workspace, "lines.jsonl", publisher="Office", language="en", time_zone="Asia/Almaty")])
    with workspace.open_work() as connection:
        found = connection.execute(
            "SELECT title, home_country_code, publisher_name, language_code, address, published_at::VARCHAR,"
            " published_on::VARCHAR FROM stg_article ORDER BY line_from"
        ).fetchall()
    assert found == [
        (
            "Ambassador of Peru Presents Her Credentials",
            "KAZ",
            "Office",
            "en",
            None,
            "2026-03-30 05:00:00",
            "2026-03-30",
        ),
        ("Visit to Colombo", "LKA", "Office", "en", "https://example.org/visit", "2026-04-02 08:00:00", "2026-04-02"),
    ]


def test_an_address_wins_over_minute_and_text(workspace: Workspace) -> None:
    def line(title: str, day: int, url: str | None) -> str:
        return json.dumps({"published_at": f"2026-03-{day:02}T10:00", "title": title, "body": f"{title}.", "url": url})

    url = "https://example.org/visit"
    march = "\n".join([line("A Visit", 1, url), line("Songs", 1, None)])
    april = "\n".join(
        [line("A Long Visit", 2, f"{url}?utm_source=x"), line("Songs", 1, None), line("Songs", 1, f"{url}/2")]
    )
    entries: list[LedgerEntry] = []
    for number, text in enumerate((march, april)):
        path = write(workspace.home / "in" / "visits.jsonl", text)
        entries += capture(workspace, (source(path, home_country="KAZ"),), day(number)).new
    bring_up(workspace, entries)
    with duckdb.connect(str(workspace.work_path)) as connection:
        found = connection.execute(
            "SELECT title, article_id FROM stg_article ORDER BY document_id, line_from"
        ).fetchall()
    of = {title: {one for name, one in found if name == title} for title, _ in found}
    assert of["A Visit"] == of["A Long Visit"]
    # The one with an address is another release than the one of that minute, which is one in both documents.
    assert len(of["A Visit"]) == 1
    assert len(of["Songs"]) == 2


def test_the_order_of_documents_makes_no_difference(workspace: Workspace) -> None:
    entries = take_all(workspace)
    expected = rebuilt(workspace, entries)
    assert all(expected.values())
    for order in permutations(entries):
        assert rebuilt(workspace, list(order)) == expected


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_documents_that_come_one_by_one_give_the_rows_of_a_rebuild(
    order: tuple[int, ...], workspace: Workspace
) -> None:
    entries = take_all(workspace)
    for number in range(1, 4):
        bring_up(workspace, [entries[index] for index in order[:number]])
    one_by_one = rows(workspace)
    assert one_by_one == rebuilt(workspace, entries)


def test_work_is_proportional_to_what_changed(workspace: Workspace) -> None:
    entries = take_all(workspace)
    read = [bring_up(workspace, entries[:number]) for number in (1, 2, 3, 3)]
    assert [(one.n_found, one.n_read, one.n_unchanged, one.n_rejected) for one in read] == [
        (4, 3, 0, 1),
        (7, 2, 4, 1),
        (10, 2, 6, 2),
        (10, 0, 8, 2),
    ]


def test_a_document_that_is_gone_takes_its_rows_along(workspace: Workspace) -> None:
    entries = take_all(workspace)
    for gone in entries:
        left = [entry for entry in entries if entry is not gone]
        bring_up(workspace, entries)
        bring_up(workspace, left)
        assert rows(workspace) == rebuilt(workspace, left)
    bring_up(workspace, [])
    reference = {"stg_country", "stg_country_form", "stg_topic", "stg_event_type"}
    assert {table for table, found in rows(workspace).items() if found} == reference


@pytest.mark.parametrize(
    ("changed", "n_read"),
    [
        ({"home_country": "NOR"}, 3),
        ({"time_zone": "Asia/Tokyo"}, 3),
        ({"name": "other"}, 3),
        ({"publisher": "Office"}, 3),
    ],
)
def test_changed_circumstances_read_their_document_again(
    changed: dict[str, str], n_read: int, workspace: Workspace
) -> None:
    entries = take_all(workspace)[1:2]
    bring_up(workspace, entries)
    before = rows(workspace)
    entries.append(take(workspace, "april.txt", on=9, **changed))
    assert bring_up(workspace, entries).n_read == n_read
    assert rows(workspace) != before
    assert rows(workspace) == rebuilt(workspace, entries)


def test_a_new_time_of_observation_reads_nothing_again(workspace: Workspace) -> None:
    entries = [take(workspace, "april.txt")]
    bring_up(workspace, entries)
    before = rows(workspace)
    entries.append(take(workspace, "april.txt", on=1, observed_at="2026-04-02T00:00:00Z"))
    assert bring_up(workspace, entries).n_read == 0
    assert rows(workspace) == before


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_text_under_two_home_states_is_read_under_the_same_one_in_any_order(
    order: tuple[int, int], workspace: Workspace
) -> None:
    both = [take(workspace, "march.txt"), take(workspace, "april.txt", home_country="JPN")]
    for number in (1, 2):
        bring_up(workspace, [both[index] for index in order[:number]])
    assert rows(workspace) == rebuilt(workspace, both)
    bring_up(workspace, both[1:])
    assert rows(workspace) == rebuilt(workspace, both[1:])


def test_a_changed_version_of_reading_reads_everything_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = take_all(workspace)
    bring_up(workspace, entries)
    before = rows(workspace)
    with workspace.open_work() as connection:  # what another version of reading might have said
        connection.execute("UPDATE stg_event SET event_type_code = 'OTHER'")
    assert bring_up(workspace, entries).n_read == 0
    assert rows(workspace) != before
    monkeypatch.setattr(assets.understand, "reading_version", lambda: "another")
    assert bring_up(workspace, entries).n_read == 8
    assert rows(workspace) == before
    assert bring_up(workspace, entries).n_read == 0


def test_another_way_to_take_fingerprints_takes_them_all_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = take_all(workspace)
    bring_up(workspace, entries)
    before = rows(workspace)
    with workspace.open_work() as connection:  # what another version of the library might have hashed
        connection.execute("UPDATE stg_article_fingerprint SET signature = NULL")
    named = assets.understand.text_version()
    monkeypatch.setattr(assets.understand, "fingerprint_version", lambda: "another")
    assert assets.understand.text_version() != named
    assert bring_up(workspace, entries).n_read == 8
    assert rows(workspace) == before


def test_a_staging_table_of_an_older_contract_is_made_anew(workspace: Workspace) -> None:
    entries = take_all(workspace)
    bring_up(workspace, entries)
    before = rows(workspace)
    with workspace.open_work() as connection:
        connection.execute("ALTER TABLE stg_event DROP COLUMN event_on")
        connection.execute("UPDATE meta_reading SET staging_version = 'older'")
    assert bring_up(workspace, entries).n_read == 8
    assert rows(workspace) == before


class Crash(BaseException):
    """As a killed process: nothing catches it."""


@contextmanager
def crashing_after(monkeypatch: pytest.MonkeyPatch, name: str, calls: int) -> Iterator[None]:
    """Let a function of `assets.understand` crash after so many calls."""
    works, left = getattr(assets.understand, name), iter(range(calls))

    def crash(*args: Any) -> Any:
        if next(left, None) is None:
            raise Crash
        return works(*args)

    with monkeypatch.context() as patch:
        patch.setattr(assets.understand, name, crash)
        with pytest.raises(Crash):
            yield


#: Documents known before, the function that crashes, and its calls that succeed.
CRASHES = [
    *((0, "_add_document", calls) for calls in (0, 1, 2)),
    *((2, "_add_document", calls) for calls in (0, 1)),
    *((known, name, 0) for known in (0, 2) for name in ("article_ids", "_drop_readings", "_load_reference")),
    *(
        (known, name, calls)
        for known in (0, 2)
        for name in ("read_versions", "fingerprint_rows")
        for calls in (0, 1, 2)
    ),
]


@pytest.mark.parametrize(("known", "name", "calls"), CRASHES)
def test_a_crash_is_made_good_by_the_next_refresh(
    known: int, name: str, calls: int, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Crash while `march.txt` comes back in another zone, and the documents that were not known come, too."""
    entries = take_all(workspace)
    bring_up(workspace, entries[:known])
    wanted = [*entries, take(workspace, "march.txt", on=9, time_zone="Asia/Almaty")]
    monkeypatch.setattr(assets.understand, "BATCH", 1)
    with crashing_after(monkeypatch, name, calls):
        bring_up(workspace, wanted)
    bring_up(workspace, wanted)
    assert rows(workspace) == rebuilt(workspace, wanted)


def test_batches_that_were_stored_before_a_crash_are_not_read_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = take_all(workspace)
    monkeypatch.setattr(assets.understand, "BATCH", 2)
    with crashing_after(monkeypatch, "read_versions", 2):
        bring_up(workspace, entries)
    read: list[str] = []
    monkeypatch.setattr(
        assets.understand,
        "read_versions",
        lambda batch: read.extend(one.version_id for one in batch) or read_versions(batch),
    )
    bring_up(workspace, entries)
    assert len(read) == len(set(read)) == 7 - 2 * 2


def test_bytes_that_are_missing_stop_the_refresh_and_can_be_put_back(workspace: Workspace) -> None:
    entries = take_all(workspace)
    lost = workspace.store.document_path(str(entries[2].document_id))
    data = lost.read_bytes()
    lost.unlink()
    with pytest.raises(RawStoreError, match="missing; restore"):
        bring_up(workspace, entries)
    lost.write_bytes(data)
    bring_up(workspace, entries)
    assert rows(workspace) == rebuilt(workspace, entries)


def test_the_size_of_batches_makes_no_difference(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = take_all(workspace)
    expected = rebuilt(workspace, entries)
    for size in (1, 3):
        monkeypatch.setattr(assets.understand, "BATCH", size)
        assert rebuilt(workspace, entries) == expected


def test_progress_is_told_step_by_step(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(assets.understand, "BATCH", 4)
    caplog.set_level(logging.INFO)
    bring_up(workspace, take_all(workspace))
    assert [record.message for record in caplog.records if record.levelno == logging.INFO] == [
        *(f"documents parsed: {number} of 3" for number in (1, 2, 3)),
        *(f"texts read: {number} of 7" for number in (4, 7)),
    ]


def built_under(connection: duckdb.DuckDBPyConnection, time_zone: str) -> Rows:
    connection.execute(f"SET TimeZone = '{time_zone}'")
    for query in in_order():
        load_query(connection, query)
    return {query.name: connection.execute(f"FROM {query.name} ORDER BY ALL").fetchall() for query in table_queries()}


def test_core_and_marts_are_the_same_in_every_session_time_zone_and_keep_every_promise(workspace: Workspace) -> None:
    entries = take_all(workspace)
    entries.append(take(workspace, "april.txt", on=9, observed_at="2026-04-10T00:30:00+05:00"))
    bring_up(workspace, entries)
    with workspace.open_work() as connection:
        for table, loaded in (("raw_document", documents_table(entries)), ("raw_fetch", fetches_table(entries))):
            load_arrow(connection, contracts()[table], loaded)
        expected = built_under(connection, "UTC")
        assert [result for result in run_checks(connection) if result.stops] == []
        for time_zone in ("Asia/Almaty", "America/Los_Angeles", "Pacific/Kiritimati"):
            assert built_under(connection, time_zone) == expected
        assert all(expected.values())
        connection.execute("SET threads = 1")
        assert built_under(connection, "UTC") == expected
