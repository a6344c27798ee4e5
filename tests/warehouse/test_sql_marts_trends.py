"""Days, states and topics over time: dense, compared with the calendar month before. On a few rows made by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import build, put, rows_of
from warehouse.checks import checks_of, run_check
from warehouse.schema import contracts

Connection = duckdb.DuckDBPyConnection
MONTHS = [date(2025, 11, 1), date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 8))]


@pytest.fixture
def connection(scratch: Connection) -> Connection:
    return scratch


def put_articles(connection: Connection, published_on: date, n_articles: int, **stated: Any) -> list[str]:
    """Note so many releases of a day, each a story of its own; return their ids."""
    names = [f"{published_on} {number} {stated.get('source_name', '')}" for number in range(n_articles)]
    of_day = {"published_on": published_on, "engagement_month": published_on.replace(day=1)}
    at = {"published_at": datetime.combine(published_on, datetime.min.time())}
    if names:
        rows = ({"article_id": name, "story_id": name} | of_day | at | stated for name in names)
        put(connection, "fct_article", *rows)
    return names


def made(connection: Connection, mart: str, columns: str, order: str = "ALL") -> list[tuple[Any, ...]]:
    """Build a mart, see that its own checks hold, and return columns of it."""
    build(connection, mart)
    for check in checks_of(contracts()[mart]):
        if check.name not in ("values_hold",):  # the dimensions are not filled here
            assert run_check(connection, check).rows == []
    return rows_of(connection, f"SELECT {columns} FROM {mart} ORDER BY {order}")


class TestPublicationByDay:
    MART = "mart_publication_by_day"
    MONDAY = date(2026, 1, 5)

    def put_days(self, connection: Connection, counts: list[int], source_name: str = "ministry") -> None:
        days = [self.MONDAY + timedelta(days=number) for number in range(len(counts))]
        for day, n_articles in zip(days, counts, strict=True):
            put_articles(connection, day, n_articles, source_name=source_name)
        known = {row[0] for row in rows_of(connection, "SELECT date_on FROM dim_date")}
        put(
            connection,
            "dim_date",
            *({"date_on": day, "day_of_week_number": day.isoweekday()} for day in days if day not in known),
        )

    def test_every_day_between_the_first_release_and_the_last_has_a_row(self, connection: Connection) -> None:
        self.put_days(connection, [1, 0, 0, 2, 0], "one")
        self.put_days(connection, [0, 0, 3, 0, 1], "other")
        found = made(connection, self.MART, "source_name, published_on, n_articles", "source_name, published_on")
        expected = [("one", 5, 1), ("one", 6, 0), ("one", 7, 0), ("one", 8, 2)]
        expected += [("other", 7, 3), ("other", 8, 0), ("other", 9, 1)]
        assert found == [(name, date(2026, 1, day), n_articles) for name, day, n_articles in expected]

    def test_reposts_count_as_one_story(self, connection: Connection) -> None:
        self.put_days(connection, [3])
        connection.execute("UPDATE fct_article SET story_id = (SELECT min(article_id) FROM fct_article)")
        assert made(connection, self.MART, "n_articles, n_stories") == [(3, 1)]

    @pytest.mark.parametrize(
        ("counts", "silent", "gaps"),
        [
            ([1, 0, 0, 1], [0, 2, 2, 0], 0),
            ([1, 0, 0, 0, 1], [0, 3, 3, 3, 0], 0),  # a long weekend
            ([1, 0, 1, 0, 1, 0, 0, 0, 0, 1], [0, 1, 0, 1, 0, 4, 4, 4, 4, 0], 4),
            ([1, *[0] * 6, 1, *[0] * 6, 1, *[0] * 8, 1], None, 0),  # a weekly, once a little late
            ([1, *[0] * 6, 1, *[0] * 6, 1, *[0] * 13, 1], None, 13),
        ],
    )
    def test_a_gap_is_a_silence_that_is_long_for_the_source(
        self, counts: list[int], silent: list[int] | None, gaps: int, connection: Connection
    ) -> None:
        self.put_days(connection, counts)
        found = made(connection, self.MART, "n_silent_days, is_gap", "published_on")
        assert silent is None or [row[0] for row in found] == silent
        assert sum(row[1] for row in found) == gaps

    def test_a_day_is_compared_with_the_same_day_of_eight_weeks_before(self, connection: Connection) -> None:
        week = [4, 4, 4, 4, 9, 0, 0]
        self.put_days(connection, [*week * 9, 12])
        where = "usual_n_articles, round(robust_z_score, 6), is_surprise"
        *_, friday, _, sunday, monday = made(connection, self.MART, where, "published_on")
        assert (friday, sunday, monday) == ((9.0, 0.0, False), (0.0, 0.0, False), (4.0, 4.0, True))

    def test_nothing_is_usual_before_the_fifth_week(self, connection: Connection) -> None:
        self.put_days(connection, [5] * 29)
        found = made(connection, self.MART, "usual_n_articles, robust_z_score, is_surprise", "published_on")
        assert found == [(None, None, False)] * 28 + [(5.0, 0.0, False)]

    def test_a_gap_says_nothing_about_what_is_usual(self, connection: Connection) -> None:
        self.put_days(connection, [5] * 70 + [0] * 100 + [5] * 60)
        found = made(connection, self.MART, "usual_n_articles, is_surprise", "published_on")
        assert {row[0] for row in found[170:190]} == {None}
        assert {row[0] for row in found[198:]} == {5.0}
        assert not any(row[1] for row in found[170:])

    def test_one_day_of_many_releases_does_not_change_what_is_usual(self, connection: Connection) -> None:
        counts = [3] * 71
        counts[28] = 300
        self.put_days(connection, counts)
        found = made(connection, self.MART, "usual_n_articles, is_surprise", "published_on")
        assert [number for number, row in enumerate(found) if row[1]] == [28]
        assert {row[0] for row in found[28:]} == {3.0}

    @pytest.mark.parametrize(
        ("usual", "n_articles", "is_surprise"),
        [(0, 1, False), (0, 3, False), (0, 4, True), (20, 30, False), (20, 40, True), (20, 0, True), (4, 0, False)],
    )
    def test_chance_alone_is_no_surprise(
        self, usual: int, n_articles: int, is_surprise: bool, connection: Connection
    ) -> None:
        counts = [usual if number % 7 == 1 else 5 for number in range(77)]
        counts[71] = n_articles
        self.put_days(connection, counts)
        found = made(connection, self.MART, "is_surprise", "published_on")
        assert found[71] == (is_surprise,)

    def test_a_source_that_varies_surprises_less(self, connection: Connection) -> None:
        self.put_days(connection, [*[2] * 7, *[18] * 7] * 4 + [30])
        assert made(connection, self.MART, "robust_z_score < 3, is_surprise", "published_on")[-1] == (True, False)


class TestTopicMomentum:
    MART = "mart_topic_momentum"

    @pytest.fixture(autouse=True)
    def dimension(self, connection: Connection) -> None:
        for code in ("trade", "energy", "unused"):
            put(connection, "dim_topic", {"topic_code": code})

    def put_months(self, connection: Connection, topic_code: str, counts: dict[date, int]) -> None:
        for month, n_articles in counts.items():
            for name in put_articles(connection, month, n_articles, source_name=topic_code):
                put(connection, "bridge_article_topic", {"article_id": name, "topic_code": topic_code})

    def of(self, connection: Connection, topic_code: str, columns: str) -> list[tuple[Any, ...]]:
        rows = made(connection, self.MART, f"topic_code, {columns}", "topic_code, engagement_month")
        return [row[1:] for row in rows if row[0] == topic_code]

    def test_a_month_without_a_release_has_a_row_of_zero(self, connection: Connection) -> None:
        self.put_months(connection, "trade", {MONTHS[0]: 2, MONTHS[3]: 1})
        self.put_months(connection, "energy", {MONTHS[1]: 1})
        columns = "engagement_month, n_articles, n_stories, n_main_articles, topic_share, n_articles_change"
        assert self.of(connection, "trade", columns) == [
            (MONTHS[0], 2, 2, 2, 1.0, None),
            (MONTHS[1], 0, 0, 0, 0.0, -2),
            (MONTHS[2], 0, 0, 0, None, 0),
            (MONTHS[3], 1, 1, 1, 1.0, 1),
        ]
        assert self.of(connection, "unused", "n_articles") == []

    def test_means_are_of_the_calendar_months_before(self, connection: Connection) -> None:
        self.put_months(connection, "trade", dict(zip(MONTHS, (6, 0, 3, 9, 0, 0, 12), strict=False)))
        assert self.of(connection, "trade", "past_3_mean, over_past_3_mean, past_6_mean, over_past_6_mean") == [
            (None, None, None, None),
            (None, None, None, None),
            (None, None, None, None),
            (3.0, 6.0, None, None),
            (4.0, -4.0, None, None),
            (4.0, -4.0, None, None),
            (3.0, 9.0, 3.0, 9.0),
        ]

    def test_the_topic_that_rises_most_is_first(self, connection: Connection) -> None:
        put(connection, "dim_topic", {"topic_code": "culture"})
        self.put_months(connection, "trade", dict(zip(MONTHS, (9, 9, 9, 9), strict=False)))
        self.put_months(connection, "energy", dict(zip(MONTHS, (0, 0, 0, 4), strict=False)))
        self.put_months(connection, "culture", dict(zip(MONTHS, (3, 3, 3, 3), strict=False)))
        assert self.of(connection, "energy", "momentum_rank") == [(None,), (None,), (None,), (1,)]
        assert self.of(connection, "trade", "momentum_rank")[-1] == (2,)
        assert self.of(connection, "culture", "momentum_rank")[-1] == (2,)


class TestCountryRelationship:
    MART = "mart_country_relationship"

    @pytest.fixture(autouse=True)
    def dimensions(self, connection: Connection) -> None:
        for code in ("FRA", "DEU", "KAZ"):
            put(connection, "dim_country", {"country_code": code, "country_name": code.title()})
        put(connection, "dim_event_type", {"event_type_code": "CONSULT-call", "plover_type": "CONSULT"})
        put(connection, "dim_event_type", {"event_type_code": "ACCUSE", "plover_type": "ACCUSE"})
        for number, level in enumerate(("head_of_state", "minister", "ambassador"), start=1):
            row = {"official_title": level.title(), "official_level_code": level, "official_level_rank": number}
            put(connection, "dim_official_title", row)
        put(connection, "dim_official_title", {"official_title": "unknown", "official_level_rank": 6})

    def put_country(self, connection: Connection, article_id: str, code: str, role: str, weight: float | None) -> None:
        row = {"article_id": article_id, "country_code": code, "role_code": role, "weight": weight}
        put(connection, "bridge_article_country", row)

    def put_contact(
        self,
        connection: Connection,
        article_id: str,
        event_type_code: str,
        *people: tuple[str, str | None],
        role: str = "partner",
    ) -> None:
        """Note a main event of the release in which France takes part, spoken for by these people."""
        put(
            connection,
            "fct_event",
            {"event_id": article_id, "article_id": article_id, "event_type_code": event_type_code},
        )
        put(connection, "bridge_event_country", {"event_id": article_id, "country_code": "FRA", "role_code": role})
        for name, title in people:
            person = {"official_id": name, "represented_country_code": "FRA"}
            put(connection, "dim_official", {"official_id": name, "official_name": name.title()})
            put(connection, "bridge_event_official", person | {"event_id": article_id})
            put(
                connection,
                "bridge_article_official",
                person | {"article_id": article_id, "official_title": title},
            )

    def of(self, connection: Connection, code: str, columns: str) -> list[tuple[Any, ...]]:
        rows = made(connection, self.MART, f"country_code, {columns}", "country_code, engagement_month")
        return [row[1:] for row in rows if row[0] == code]

    def test_attention_is_shared_out_by_weight_and_zero_in_a_month_without(self, connection: Connection) -> None:
        for month in (MONTHS[0], MONTHS[1], MONTHS[3]):
            (one, other) = put_articles(connection, month, 2)
            self.put_country(connection, one, "KAZ", "home", None)
            if month != MONTHS[1]:
                self.put_country(connection, one, "FRA", "partner", 0.5)
                self.put_country(connection, one, "DEU", "mentioned", 0.5)
            self.put_country(connection, other, "DEU", "partner", 1.0)
        columns = "engagement_month, n_articles, n_partner_articles, attention_share, attention_share_change"
        assert self.of(connection, "FRA", columns) == [
            (MONTHS[0], 1, 1, 0.25, None),
            (MONTHS[1], 0, 0, 0.0, -0.25),
            (MONTHS[2], 0, 0, None, None),
            (MONTHS[3], 1, 1, 0.25, None),
        ]
        assert self.of(connection, "KAZ", "n_articles") == []

    def test_the_trend_is_against_the_mean_of_up_to_six_months_before(self, connection: Connection) -> None:
        for month, n_articles in zip(MONTHS, (8, 1, 0, 3, 0, 0, 2, 2), strict=False):
            for name in put_articles(connection, month, n_articles):
                self.put_country(connection, name, "FRA", "partner", 1.0)
        found = self.of(connection, "FRA", "n_articles_change, n_articles_past_mean, n_articles_trend")
        assert found == [
            (None, None, None),
            (-7, 8.0, -7.0),
            (-1, 4.5, -4.5),
            (3, 3.0, 0.0),
            (-3, 3.0, -3.0),
            (0, 2.4, -2.4),
            (2, 2.0, 0.0),
            (0, 1.0, 1.0),
        ]

    def test_the_counterpart_is_the_highest_of_the_month_and_of_equals_the_latest(self, connection: Connection) -> None:
        for day, people in (
            (3, [("anna", "Minister"), ("bo", "Ambassador")]),
            (9, [("cy", "Minister"), ("di", None)]),
        ):
            (name,) = put_articles(connection, date(2026, 3, day), 1)
            self.put_country(connection, name, "FRA", "partner", 1.0)
            self.put_contact(connection, name, "CONSULT-call", *people)
        columns = ", ".join(f"counterpart_{name}" for name in ("level_code", "official_id", "official_name"))
        columns += ", counterpart_official_title, counterpart_article_id, n_contacts"
        assert self.of(connection, "FRA", columns) == [("minister", "cy", "Cy", "Minister", "2026-03-09 0 ", 2)]

    @pytest.mark.parametrize(
        ("event_type_code", "role", "people", "level", "n_contacts"),
        [
            ("CONSULT-call", "partner", [("anna", "Head_Of_State")], "head_of_state", 1),
            ("CONSULT-call", "partner", [("anna", None)], "official", 1),
            ("CONSULT-call", "partner", [], None, 1),
            ("CONSULT-call", "home", [("anna", "Minister")], None, 0),
            ("ACCUSE", "partner", [("anna", "Head_Of_State")], None, 0),
        ],
    )
    def test_only_a_partner_at_a_meeting_is_a_counterpart(
        self,
        event_type_code: str,
        role: str,
        people: list[tuple[str, str | None]],
        level: str | None,
        n_contacts: int,
        connection: Connection,
    ) -> None:
        (name,) = put_articles(connection, MONTHS[0], 1)
        self.put_country(connection, name, "FRA", "partner", 1.0)
        self.put_contact(connection, name, event_type_code, *people, role=role)
        assert self.of(connection, "FRA", "counterpart_level_code, n_contacts") == [(level, n_contacts)]
