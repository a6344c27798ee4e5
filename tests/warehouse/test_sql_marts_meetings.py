"""Who met whom, what happened with a state, and which level an office has: on a few rows made by hand."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import build, put, rows_of

Connection = duckdb.DuckDBPyConnection


@pytest.fixture
def connection(scratch: Connection) -> Connection:
    return scratch


@pytest.fixture(autouse=True)
def dimensions(connection: Connection) -> None:
    for code, name in (("FRA", "France"), ("DEU", "Germany"), ("ITA", "Italy"), ("KAZ", "Kazakhstan")):
        put(connection, "dim_country", {"country_code": code, "country_name": name})
    for code, plover_type in (("CONSULT-visit", "CONSULT"), ("AGREE", "AGREE"), ("CREDENTIALS", None), ("AID", "AID")):
        row = {"event_type_code": code, "event_type_name": code.title(), "plover_type": plover_type}
        put(connection, "dim_event_type", row)
    for official_id in "abc":
        put(connection, "dim_official", {"official_id": official_id, "official_name": f"Person {official_id}"})


def put_release(
    connection: Connection,
    name: str,
    day: int,
    people: dict[str, str],
    event_type_code: str = "CONSULT-visit",
    story_id: str | None = None,
) -> None:
    """Note a release whose main event, of the same name, has these people, each with the state spoken for."""
    day_of = {"published_on": date(2026, 3, day), "published_at": datetime(2026, 3, day)}
    put(connection, "fct_article", {"article_id": name, "story_id": story_id or name} | day_of)
    event = {"event_id": name, "article_id": name, "event_type_code": event_type_code, "place_country_code": "ZZZ"}
    put(connection, "fct_event", event | {"published_on": date(2026, 3, day)})
    for official_id, code in people.items():
        row = {"event_id": name, "official_id": official_id, "represented_country_code": code}
        put(connection, "bridge_event_official", row)


PAIR = """
    SELECT official_id, other_official_id, represented_country_code, other_represented_country_code,
        n_articles, n_stories, event_type_codes, first_met_on, last_met_on, article_ids
    FROM mart_official_pair ORDER BY ALL
"""


def test_two_people_are_one_row_with_all_their_releases_latest_first(connection: Connection) -> None:
    put_release(connection, "one", 2, {"a": "KAZ", "b": "FRA"})
    put_release(connection, "again", 9, {"b": "FRA", "a": "KAZ"}, "AGREE")
    put_release(connection, "repost", 5, {"a": "KAZ", "b": "DEU"}, story_id="one")
    build(connection, "mart_official_pair")
    assert rows_of(connection, PAIR) == [
        (
            *("a", "b", "KAZ", "FRA", 3, 2),
            ["AGREE", "CONSULT-visit"],
            *(date(2026, 3, 2), date(2026, 3, 9), ["again", "repost", "one"]),
        )
    ]
    names = "SELECT official_name, represented_country_name, other_official_name, other_represented_country_name"
    assert rows_of(connection, f"{names} FROM mart_official_pair") == [("Person a", "Kazakhstan", "Person b", "France")]


@pytest.mark.parametrize(
    ("people", "event_type_code", "pairs"),
    [
        ({"a": "KAZ", "b": "FRA", "c": "DEU"}, "CONSULT-visit", [("a", "b"), ("a", "c"), ("b", "c")]),
        ({"a": "KAZ", "b": "KAZ", "c": "FRA"}, "CONSULT-visit", [("a", "c"), ("b", "c")]),  # colleagues do not meet
        ({"a": "KAZ"}, "CONSULT-visit", []),
        ({"a": "KAZ", "b": "FRA"}, "CREDENTIALS", [("a", "b")]),
        ({"a": "KAZ", "b": "FRA"}, "AID", []),  # nobody need meet
    ],
)
def test_a_pair_speaks_for_two_states_at_a_meeting(
    people: dict[str, str], event_type_code: str, pairs: list[tuple[str, str]], connection: Connection
) -> None:
    put_release(connection, "one", 2, people, event_type_code)
    build(connection, "mart_official_pair")
    found = rows_of(connection, "SELECT official_id, other_official_id FROM mart_official_pair ORDER BY ALL")
    assert found == pairs


def test_who_tells_of_a_meeting_met_nobody(connection: Connection) -> None:
    put_release(connection, "one", 2, {"a": "KAZ", "b": "FRA", "c": "FRA"})
    for official_id, title in (("b", "Spokesperson"), ("c", "Envoy")):
        row = {"article_id": "one", "official_id": official_id, "official_title": title}
        put(connection, "bridge_article_official", row)
    build(connection, "dim_official_title", "mart_official_pair")
    found = rows_of(connection, "SELECT official_id, other_official_id FROM mart_official_pair")
    assert found == [("a", "c")]


def timeline(connection: Connection, columns: str, where: str = "TRUE") -> list[tuple[Any, ...]]:
    build(connection, "mart_country_timeline")
    return rows_of(
        connection,
        f"SELECT {columns} FROM mart_country_timeline WHERE {where} ORDER BY country_code, timeline_no",
    )


def put_states(connection: Connection, event_id: str, **roles: str) -> None:
    for code, role in roles.items():
        put(connection, "bridge_event_country", {"event_id": event_id, "country_code": code, "role_code": role})


def test_an_event_stands_under_each_state_and_under_its_place(connection: Connection) -> None:
    put_release(connection, "talks", 2, {"b": "FRA", "a": "KAZ"})
    put_states(connection, "talks", KAZ="home", FRA="partner")
    connection.execute("UPDATE fct_event SET place_country_code = 'ITA'")
    found = timeline(connection, "country_code, role_code, is_place, other_country_codes, official_names")
    people = ["Person a", "Person b"]
    assert found == [
        ("FRA", "partner", False, ["KAZ"], people),
        ("ITA", None, True, ["FRA", "KAZ"], people),
        ("KAZ", "home", False, ["FRA"], people),
    ]


def test_a_state_that_takes_part_where_it_is_has_one_row(connection: Connection) -> None:
    put_release(connection, "talks", 2, {})
    put_states(connection, "talks", FRA="partner")
    connection.execute("UPDATE fct_event SET place_country_code = 'FRA'")
    assert timeline(connection, "country_code, role_code, is_place") == [("FRA", "partner", True)]


def test_the_newest_event_comes_first_by_its_own_day_where_one_is_stated(connection: Connection) -> None:
    for name, day in (("early", 2), ("late", 9), ("postponed", 4)):
        put_release(connection, name, day, {})
        put_states(connection, name, FRA="partner")
    connection.execute("UPDATE fct_event SET event_on = DATE '2026-03-20' WHERE event_id = 'postponed'")
    assert timeline(connection, "timeline_no, event_id, timeline_on, is_day_stated") == [
        (1, "postponed", date(2026, 3, 20), True),
        (2, "late", date(2026, 3, 9), False),
        (3, "early", date(2026, 3, 2), False),
    ]


def test_an_event_shows_the_words_and_lines_that_tell_of_it(connection: Connection) -> None:
    for name in ("told", "untold"):
        put_release(connection, name, 2, {})
        put_states(connection, name, FRA="partner")
    for field, start, code, surface in (
        ("body", 0, "CONSULT-visit", "travelled"),
        ("title", 20, "CONSULT-visit", "visits"),
        ("title", 5, "CONSULT-visit", "arrives"),
        ("title", 0, "AID", "gives"),
    ):
        span = {"field": field, "start_char": start, "end_char": start + len(surface), "surface": surface}
        put(connection, "fct_mention", {"article_id": "told", "kind": "event", "entity_id": code} | span)
    evidence = "event_id, evidence_field, evidence_start_char, evidence_end_char, evidence_surface, line_from, line_to"
    assert timeline(connection, evidence) == [
        ("told", "title", 5, 12, "arrives", 1, 3),
        ("untold", None, None, None, None, 1, 3),
    ]


@pytest.mark.parametrize(
    ("level", "titles"),
    [
        ("head_of_state", ["President", "President of the Republic of Examplia", "King", "Acting President", "Emir"]),
        (
            "head_of_government",
            ["Prime Minister", "Federal Chancellor", "Head of Government", "Prime Minister and Minister of Finance"],
        ),
        (
            "foreign_minister",
            [
                "Foreign Minister",
                "Minister of Foreign Affairs",
                "Minister for Europe and Foreign Affairs",
                "Deputy Prime Minister and Foreign Minister",
                "Foreign Secretary",
                "Secretary of State",
            ],
        ),
        (
            "minister",
            [
                "Minister of Trade",
                "Deputy Prime Minister",
                "Vice President",
                "Secretary of Energy",
                "Secretary of the Treasury",
                "Minister",
            ],
        ),
        (
            "ambassador",
            [
                "Ambassador Extraordinary and Plenipotentiary",
                "Chargé d'Affaires",
                "High Commissioner",
                "Apostolic Nuncio",
            ],
        ),
        (
            "official",
            [
                "Deputy Minister of Foreign Affairs",
                "Deputy Foreign Minister",
                "Minister Counsellor",
                "President of the National Assembly",
                "President of the Development Bank",
                "Adviser to the President",
                "Special Representative of the President",
                "former Prime Minister",
                "Assistant Secretary of State",
                "Secretary-General",
                "President’s Media Adviser",
                "Senior Vice President",
                "Secretary of the Ministry of Ports",
                "High Commissioner for Refugees",
                "Head of Government Relations",
                "Department Spokesperson",
                "Director",
                "Deputy Ambassador",
            ],
        ),
    ],
)
def test_a_title_has_the_level_of_its_office(level: str, titles: list[str], connection: Connection) -> None:
    for number, title in enumerate(titles):
        put(connection, "bridge_article_official", {"article_id": str(number), "official_title": title})
    build(connection, "dim_official_title")
    found = dict(rows_of(connection, "SELECT official_title, official_level_code FROM dim_official_title"))
    assert found == dict.fromkeys(titles, level) | {"unknown": "official"}


def test_levels_are_ranked_from_the_head_of_state_down(connection: Connection) -> None:
    for number, title in enumerate(["Envoy", "Ambassador", "Minister of Trade", "Foreign Minister", "Premier", "King"]):
        put(connection, "bridge_article_official", {"article_id": str(number), "official_title": title})
    put(connection, "bridge_article_official", {"article_id": "untitled"})
    build(connection, "dim_official_title")
    ranks = "SELECT official_title, official_level_rank FROM dim_official_title ORDER BY ALL"
    assert dict(rows_of(connection, ranks)) == {
        **{"King": 1, "Premier": 2, "Foreign Minister": 3, "Minister of Trade": 4, "Ambassador": 5, "Envoy": 6},
        "unknown": 6,
    }
