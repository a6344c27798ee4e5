"""Positions with their intervals, versions of a text, lists of a complete source: invented people, a few rows each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import build, document, fetch, put, rows_of

Connection = duckdb.DuckDBPyConnection
Told = Sequence[tuple[str, str, str]]

POSITIONS = ("bridge_title_office", "fct_position_statement", "dim_official_position", "bridge_article_official")
KENYA, OSCE = {"represented_country_code": "KEN"}, "osce"


@pytest.fixture
def connection(scratch: Connection) -> Connection:
    for form, code, kind in (
        ("Kenya", "KEN", "name"),
        ("Kenyan", "KEN", "adjective"),
        ("Norway", "NOR", "name"),
        ("Republic of Kenya", "KEN", "name"),
    ):
        put(scratch, "stg_country_form", {"form": form, "country_code": code, "form_kind_code": kind})
    put(scratch, "dim_organization", {"organization_id": "unknown"})
    return scratch


def on(month_and_day: str) -> date:
    return date.fromisoformat(f"2026-{month_and_day}")


def tell(connection: Connection, *told: tuple[str, str, str | None], **stated: Any) -> None:
    """Put releases: each (day, person, title) in one of its own; what is `stated` holds for all."""
    known = {row[0] for row in rows_of(connection, "SELECT official_id FROM dim_official")}
    n_before = len(rows_of(connection, "SELECT article_id FROM fct_article"))
    for number, (day, name, title) in enumerate(told, start=n_before):
        article = {"article_id": f"a{number}", "version_id": f"v{number}", "published_on": on(day)}
        put(connection, "fct_article", article)
        row = {"version_id": f"v{number}", "official_key": name, "official_name": name, "official_title": title}
        put(
            connection,
            "stg_article_official",
            row | {"posted_country_code": None, "represented_country_code": None, "organization_key": None} | stated,
        )
        if name not in known:
            put(connection, "dim_official", {"official_id": name, "official_name": name})
            put(connection, "bridge_official_key", {"official_key": name, "official_id": name})
            known.add(name)


def intervals(connection: Connection) -> list[tuple[Any, ...]]:
    """Return person, first day and day of the end of every position, by days."""
    build(connection, *POSITIONS)
    return [
        (name, f"{start:%m-%d}", f"{end:%m-%d}" if end else None)
        for name, start, end in rows_of(
            connection,
            "SELECT official_id, valid_from, valid_to FROM dim_official_position WHERE position_id <> 'unknown'"
            " ORDER BY valid_from, official_id, valid_to",
        )
    ]


def offices(connection: Connection, title: str) -> list[tuple[str, str, str | None]]:
    put(connection, "stg_article_official", {"official_title": title})
    build(connection, "bridge_title_office")
    return [
        (row[0], row[1], row[2])
        for row in rows_of(
            connection, "SELECT office_name, standing_code, scope_code FROM bridge_title_office ORDER BY office_no"
        )
    ]


MINISTER = "minister of foreign affairs"


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Foreign Minister", [(MINISTER, "holder", "state")]),
        ("Kenyan Foreign Minister", [(MINISTER, "holder", "state")]),
        ("Minister for Foreign Affairs of the Republic of Kenya", [(MINISTER, "holder", "state")]),
        ("MINISTER OF FOREIGN AFFAIRS AND DIASPORA", [(MINISTER, "holder", "state")]),
        ("Defense Minister", [("minister of defence", "holder", "state")]),
        ("Minister of Trade, Tourism, and Labor", [("minister of trade tourism and labour", "holder", "state")]),
        ("Deputy Foreign Minister", [("deputy foreign minister", "holder", None)]),
        ("Under Secretary for Trade", [("under secretary for trade", "holder", None)]),
        ("Minister of State for Trade", [("minister of state for trade", "holder", None)]),
        ("Minister", [("minister", "holder", None)]),
        ("former President of Kenya", [("president", "former", "state_or_body")]),
        ("Former Kenyan President", [("president", "former", "state_or_body")]),
        ("President-elect", [("president", "provisional", "state_or_body")]),
        ("Acting Foreign Minister", [(MINISTER, "provisional", "state")]),
        ("outgoing Ambassador of Kenya to Norway", [("ambassador", "outgoing", "posting")]),
        ("Ambassador Extraordinary and Plenipotentiary of Kenya", [("ambassador", "holder", "posting")]),
        ("Ambassador-at-Large for Oceans", [("ambassador at large for oceans", "holder", None)]),
        ("Special Envoy for Norway", [("special envoy for norway", "holder", None)]),
        ("Chairwoman of the River Board", [("chair of river board", "holder", "state_or_body")]),
        ("OSCE Secretary-General", [("osce secretary general", "holder", "body")]),
        ("Deputy Secretary General", [("deputy secretary general", "holder", None)]),
        ("Adviser to the President", [("adviser to president", "holder", None)]),
        (
            "Deputy Prime Minister and Minister of Trade and Industry",
            [("deputy prime minister", "holder", None), ("minister of trade and industry", "holder", "state")],
        ),
        ("!?", [("!?", "holder", None)]),
    ],
)
def test_the_words_of_a_title_tell_its_offices(
    title: str, found: list[tuple[str, str, str | None]], connection: Connection
) -> None:
    assert offices(connection, title) == found


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # Silence ends nothing, and what is said again begins nothing new.
        ([("01-05", "Ann Lee", "President"), ("03-01", "Ann Lee", "President")], [("Ann Lee", "01-05", None)]),
        # A successor ends it, on the day of the first release.
        (
            [("01-05", "Ann Lee", "President"), ("02-01", "Bo Kim", "President of Kenya")],
            [("Ann Lee", "01-05", "02-01"), ("Bo Kim", "02-01", None)],
        ),
        # A holder who returns has two intervals.
        (
            [("01-05", "Ann Lee", "President"), ("02-01", "Bo Kim", "President"), ("03-01", "Ann Lee", "President")],
            [("Ann Lee", "01-05", "02-01"), ("Bo Kim", "02-01", "03-01"), ("Ann Lee", "03-01", None)],
        ),
        # Nobody leaves and returns within a month: the other one is a look back.
        (
            [("01-05", "Ann Lee", "President"), ("01-10", "Bo Kim", "President"), ("01-20", "Ann Lee", "President")],
            [("Ann Lee", "01-05", None), ("Bo Kim", "01-10", "01-20")],
        ),
        # On one day two holders are no succession.
        (
            [("01-05", "Ann Lee", "President"), ("01-05", "Bo Kim", "President")],
            [("Ann Lee", "01-05", None), ("Bo Kim", "01-05", None)],
        ),
        # Another office is no successor, and a person may hold two.
        (
            [("01-05", "Ann Lee", "President"), ("02-01", "Bo Kim", "Prime Minister")],
            [("Ann Lee", "01-05", None), ("Bo Kim", "02-01", None)],
        ),
        # An office that several hold at a time has no successors.
        (
            [("01-05", "Ann Lee", "Adviser"), ("02-01", "Bo Kim", "Adviser")],
            [("Ann Lee", "01-05", None), ("Bo Kim", "02-01", None)],
        ),
        # An end that is stated ends any position.
        (
            [("01-05", "Ann Lee", "Adviser"), ("02-01", "Ann Lee", "former Adviser")],
            [("Ann Lee", "01-05", "02-01")],
        ),
        # Who is called former is none before.
        ([("02-01", "Ann Lee", "former President")], []),
        # An outgoing holder holds the post on that day yet.
        (
            [("01-05", "Ann Lee", "President"), ("02-01", "Ann Lee", "outgoing President")],
            [("Ann Lee", "01-05", "02-02")],
        ),
        # Who acts ends nobody's tenure, and is ended by the holder.
        (
            [
                ("01-05", "Ann Lee", "Foreign Minister"),
                ("02-01", "Bo Kim", "Acting Foreign Minister"),
                ("03-09", "Ann Lee", "Foreign Minister"),
            ],
            [("Ann Lee", "01-05", None), ("Bo Kim", "02-01", "03-09")],
        ),
        # A part of the name, or another spelling of it, is no successor.
        (
            [("01-05", "Ann Lee", "President"), ("02-15", "Lee", "President"), ("03-20", "Anne Lee", "President")],
            [("Ann Lee", "01-05", None), ("Lee", "02-15", None), ("Anne Lee", "03-20", None)],
        ),
    ],
)
def test_what_begins_and_ends_a_position(told: Told, expected: list[Any], connection: Connection) -> None:
    tell(connection, *told, **KENYA)
    assert intervals(connection) == expected


def test_an_ambassador_is_succeeded_in_the_same_posting_only(connection: Connection) -> None:
    tell(connection, ("01-05", "Ann Lee", "Ambassador"), **KENYA, posted_country_code="NOR")
    tell(connection, ("02-01", "Bo Kim", "Ambassador"), **KENYA, posted_country_code="PER")
    tell(connection, ("03-01", "Cy Poe", "Ambassador"), **KENYA, posted_country_code=None)
    assert {end for *_, end in intervals(connection)} == {None}
    tell(connection, ("04-01", "Di Roe", "Ambassador of Kenya"), **KENYA, posted_country_code="NOR")
    assert [row for row in intervals(connection) if row[2]] == [("Ann Lee", "01-05", "04-01")]


def test_the_head_of_a_body_is_one_however_the_title_names_the_body(connection: Connection) -> None:
    body = {"organization_name": "Lake Union", "acronym": "LU", "organization_type_code": "international"}
    put(connection, "dim_organization", body | {"organization_id": rows_of(connection, "SELECT md5('lu')")[0][0]})
    titles = ["LU Secretary General", "Secretary-General of the Lake Union", "Secretary General"]
    for month, title in enumerate(titles, start=1):
        tell(connection, (f"{month:02}-01", "Ann Lee", title), organization_key="lu")
    tell(connection, ("05-01", "Bo Kim", "Lake Union Secretary General"), organization_key="lu")
    assert intervals(connection) == [("Ann Lee", "01-01", "05-01"), ("Bo Kim", "05-01", None)]


def test_what_an_office_is_called_in_one_state_is_the_office_of_others(connection: Connection) -> None:
    tell(connection, ("01-05", "Ann Lee", "Secretary of State"), represented_country_code="USA")
    tell(connection, ("01-05", "Bo Kim", "Secretary of State"), represented_country_code="CHE")
    build(connection, *POSITIONS)
    assert rows_of(
        connection,
        "SELECT official_id, office_name, is_exclusive FROM dim_official_position WHERE official_id <> 'unknown'"
        " ORDER BY ALL",
    ) == [("Ann Lee", MINISTER, True), ("Bo Kim", "secretary of state", False)]


def test_an_office_of_two_states_is_that_of_the_state_that_more_releases_state(connection: Connection) -> None:
    tell(connection, ("01-05", "Ann Lee", "President"), ("03-05", "Ann Lee", "President"), **KENYA)
    tell(
        connection, ("01-02", "Bo Kim", "President"), ("04-01", "Ann Lee", "President"), represented_country_code="NOR"
    )
    assert intervals(connection) == [("Bo Kim", "01-02", None), ("Ann Lee", "01-05", None)]


def test_a_late_release_recomputes_the_intervals_whatever_the_order(connection: Connection) -> None:
    told = [
        ("01-05", "Ann Lee", "President"),
        ("02-10", "Bo Kim", "President"),
        ("02-01", "Cy Poe", "President"),
        ("03-01", "Bo Kim", "former President"),
    ]
    expected = [("Ann Lee", "01-05", "02-01"), ("Cy Poe", "02-01", "02-10"), ("Bo Kim", "02-10", "03-01")]
    ids = set()
    for order in (told, told[::-1], [*told[2:], *told[:2]]):
        for table in ("fct_article", "stg_article_official", "dim_official", "bridge_official_key"):
            connection.execute(f"DELETE FROM {table}")
        tell(connection, *order, **KENYA)
        assert intervals(connection) == expected
        ids.add(tuple(rows_of(connection, "SELECT position_id FROM dim_official_position ORDER BY ALL")))
    assert len(ids) == 1


def test_a_position_says_when_it_was_last_seen_and_in_which_words(connection: Connection) -> None:
    for day in ("01-05", "02-01"):
        tell(connection, (day, "Ann Lee", "Kenyan President"), **KENYA)
    tell(connection, ("03-01", "Ann Lee", "President"), **KENYA)
    build(connection, *POSITIONS)
    assert rows_of(
        connection,
        "SELECT position_title, office_name, country_code, is_current, end_code, last_seen_on, n_articles"
        " FROM dim_official_position WHERE official_id <> 'unknown'",
    ) == [("Kenyan President", "president", "KEN", True, None, on("03-01"), 3)]


@pytest.mark.parametrize(
    ("told", "held"),
    [
        # The release itself says it; or another does, for that day; or nobody.
        ([("01-05", "Ann Lee", "President")], ["president"]),
        ([("01-05", "Ann Lee", "President"), ("02-01", "Ann Lee", None)], ["president", "president"]),
        ([("01-05", "Ann Lee", None), ("02-01", "Ann Lee", "President")], ["unknown", "president"]),
        (
            [("01-05", "Ann Lee", "President"), ("02-01", "Bo Kim", "President"), ("02-01", "Ann Lee", None)],
            ["president", "president", "unknown"],
        ),
        ([("01-05", "Ann Lee", "President"), ("02-01", "Ann Lee", "former President")], ["president", "unknown"]),
        ([("01-05", "Ann Lee", "outgoing President")], ["president"]),
        (
            [("01-05", "Ann Lee", "Envoy"), ("01-06", "Ann Lee", "President"), ("02-01", "Ann Lee", None)],
            ["envoy", "president", "unknown"],
        ),
    ],
)
def test_a_release_carries_the_position_of_its_day(told: Told, held: list[str], connection: Connection) -> None:
    tell(connection, *told, **KENYA)
    build(connection, *POSITIONS)
    found = rows_of(
        connection,
        "SELECT office_name FROM bridge_article_official INNER JOIN dim_official_position USING (position_id)"
        " ORDER BY article_id",
    )
    assert [row[0] for row in found] == held


def at(day: int) -> datetime:
    return datetime(2026, 3, day)


def read(
    connection: Connection, name: str, read_on: int, observed_on: int | None = None, of: str = "", **stated: Any
) -> None:
    """Note the reading `name` of a document, which is called so too unless `of` names another."""
    row = {"fetch_id": fetch(name), "document_id": document(of or name), "read_at": at(read_on)}
    observed_at = at(observed_on) if observed_on else None
    put(connection, "raw_fetch", row | {"observed_at": observed_at, "source_name": "ministry"} | stated)


def hold(connection: Connection, name: str, *articles: str, version: str = "v", **stated: Any) -> None:
    """Put releases into the document `name`."""
    for line, article in enumerate(articles, start=1):
        row = {"document_id": document(name), "article_id": article, "version_id": f"{article}{version}"}
        put(connection, "stg_article", row | {"line_from": line} | stated)


def versions(connection: Connection) -> list[tuple[Any, ...]]:
    build(connection, "fct_article", "fct_article_version")
    return rows_of(
        connection,
        "SELECT version_id, version_no, is_current, n_documents, first_read_at, last_read_at FROM fct_article_version"
        " ORDER BY version_no",
    )


def test_each_text_of_a_release_is_a_version_and_the_same_text_again_is_none(connection: Connection) -> None:
    for name, day, version in (("one", 1, "x"), ("two", 2, "y"), ("three", 3, "y")):
        read(connection, name, day)
        hold(connection, name, "a", version=version, title=f"Title {version}")
    assert versions(connection) == [("ax", 1, False, 1, at(1), at(1)), ("ay", 2, True, 2, at(2), at(3))]


def test_a_text_that_returns_is_current_under_its_first_number(connection: Connection) -> None:
    for name, day, version in (("one", 1, "x"), ("two", 2, "y")):
        read(connection, name, day)
        hold(connection, name, "a", version=version, title=f"Title {version}")
    read(connection, "three", 3, of="one")
    assert [row[:3] for row in versions(connection)] == [("ax", 1, True), ("ay", 2, False)]


def test_versions_of_unknown_time_come_before_those_of_a_known_one(connection: Connection) -> None:
    for name, read_on, observed_on in (("known", 1, 1), ("unknown", 2, None), ("older", 3, None), ("later", 4, 2)):
        read(connection, name, read_on, observed_on)
        hold(connection, name, "a", version=name, title=name)
    assert [row[0] for row in versions(connection)] == ["aunknown", "aolder", "aknown", "alater"]


LISTING = "SELECT article_id, is_listed, last_listed_at, unlisted_since FROM fct_article ORDER BY article_id"


def listing(connection: Connection) -> list[tuple[Any, ...]]:
    build(connection, "fct_article")
    return rows_of(connection, LISTING)


def test_what_the_latest_list_of_a_complete_source_has_no_more_is_marked_since_when(connection: Connection) -> None:
    for name, day, articles in (("one", 1, "abc"), ("two", 2, "ac"), ("three", 3, "a")):
        read(connection, name, day, is_complete=True)
        hold(connection, name, *articles)
    assert listing(connection) == [
        ("a", True, at(3), None),
        ("b", False, at(1), at(2)),
        ("c", False, at(2), at(3)),
    ]


def test_a_release_that_is_back_is_listed(connection: Connection) -> None:
    for name, day, articles in (("one", 1, "ab"), ("two", 2, "a")):
        read(connection, name, day, is_complete=True)
        hold(connection, name, *articles)
    read(connection, "three", 3, of="one", is_complete=True)
    assert listing(connection) == [("a", True, at(3), None), ("b", True, at(3), None)]


def test_lists_are_ordered_by_their_time_of_observation(connection: Connection) -> None:
    for name, read_on, observed_on, articles in (("late", 1, 9, "a"), ("early", 2, 8, "ab")):
        read(connection, name, read_on, observed_on, is_complete=True)
        hold(connection, name, *articles)
    assert listing(connection) == [("a", True, at(9), None), ("b", False, at(8), at(9))]


@pytest.mark.parametrize("declared", [(False, False), (True, False)])
def test_a_source_that_is_not_declared_complete_says_nothing(
    declared: tuple[bool, bool], connection: Connection
) -> None:
    for name, day, articles, is_complete in (("one", 1, "ab", declared[0]), ("two", 2, "a", declared[1])):
        read(connection, name, day, is_complete=is_complete)
        hold(connection, name, *articles)
    assert listing(connection) == [("a", None, None, None), ("b", None, None, None)]


def test_a_failed_reading_is_no_list(connection: Connection) -> None:
    read(connection, "one", 1, is_complete=True)
    hold(connection, "one", "a")
    read(connection, "two", 2, is_complete=True, document_id=None, status="failed")
    assert listing(connection) == [("a", True, at(1), None)]


def test_lists_of_one_source_say_nothing_of_another(connection: Connection) -> None:
    read(connection, "one", 1, is_complete=True)
    hold(connection, "one", "a")
    read(connection, "two", 2, is_complete=True, source_name="embassy")
    hold(connection, "two", "b", source_name="embassy")
    assert [row[:2] for row in listing(connection)] == [("a", True), ("b", True)]
