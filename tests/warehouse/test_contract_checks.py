"""Checks find the breach that is planted, and nothing where there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import duckdb
import pytest

from tests.warehouse.planted import PLANTED_STORIES_AND_TRENDS
from tests.warehouse.planted_audit import AUDITED
from tests.warehouse.planted_engagement import PLANTED_ENGAGEMENT
from tests.warehouse.tables import document, drop_constraints, put, rows_of
from warehouse.checks import (
    KEPT_ROWS,
    Check,
    CheckResult,
    audit_checks,
    checks_of,
    run_check,
    run_checks,
)
from warehouse.engine import check_queries
from warehouse.schema import contracts, references

Connection = duckdb.DuckDBPyConnection
Rows = list[tuple[str, dict[str, Any]]]


def check_named(table: str, name: str) -> Check:
    (found,) = [check for check in checks_of(contracts()[table]) if check.name == name]
    return found


def plant(connection: Connection, rows: Rows) -> None:
    for table, row in rows:
        put(connection, table, row)


def result(connection: Connection, table: str, name: str) -> CheckResult:
    return run_check(connection, check_named(table, name))


@pytest.mark.parametrize("table", sorted(contracts()))
def test_every_check_of_a_table_runs_and_finds_nothing_in_an_empty_one(table: str, scratch: Connection) -> None:
    checks = checks_of(contracts()[table])
    assert checks[0].name == "key_is_unique"
    assert len({check.name for check in checks}) == len(checks)
    for check in checks:
        assert check.description.endswith(".")
        assert table not in check.tables
        assert check.tables <= contracts().keys()
        assert run_check(scratch, check).passed


@pytest.mark.parametrize("table", sorted(contracts()))
def test_two_rows_of_one_key_are_found(table: str, scratch: Connection) -> None:
    put(scratch, table, {})
    assert result(scratch, table, "key_is_unique").passed
    put(scratch, table, {}, {})
    found = result(scratch, table, "key_is_unique")
    assert (found.passed, found.n_failing) == (False, 1)
    assert list(found.columns) == [*contracts()[table].key, "n_rows"]
    assert found.rows[0][-1] == 3


@pytest.mark.parametrize(
    ("table", "column", "good", "bad"),
    [
        ("raw_document", "document_id", document("a"), "no hash"),
        ("raw_document", "n_bytes", 0, -1),
        ("raw_fetch", "status", "failed", "maybe"),
        ("raw_rejection", "reason_code", "no_title", "No title!"),
        ("stg_article", "title", "T", ""),
        ("stg_article", "line_from", 1, 0),
        ("stg_mention", "confidence", 1.0, 1.5),
        ("stg_article_country", "role_code", "home", "guest"),
        ("stg_topic", "iptc_code", "01234567", "1"),
        ("dim_date", "month_number", 12, 13),
        ("dim_country", "alpha2_code", "ZZ", "ZZZ"),
    ],
)
def test_a_value_out_of_its_range_is_found(
    table: str, column: str, good: object, bad: object, scratch: Connection
) -> None:
    drop_constraints(scratch, table)
    scratch.execute(f"INSERT INTO {table} ({column}) VALUES (?), (NULL)", [good])
    assert result(scratch, table, "values_hold").passed
    scratch.execute(f"INSERT INTO {table} ({column}) VALUES (?), (?)", [bad, bad])
    found = result(scratch, table, "values_hold")
    assert (found.n_failing, list(found.columns)) == (1, ["column_name", "value", "rule", "n_rows"])
    assert (found.rows[0][0], found.rows[0][1], found.rows[0][3]) == (column, str(bad), 2)


@pytest.mark.parametrize(
    ("table", "column", "target", "key"),
    [
        (contract.table_name(), column, to.table, to.column)
        for contract in contracts().values()
        for column, to in references(contract).items()
    ],
)
def test_a_reference_to_nothing_is_found(table: str, column: str, target: str, key: str, scratch: Connection) -> None:
    for each in {table, target}:
        drop_constraints(scratch, each)
    value = date(2026, 1, 1) if key == "date_on" else "KAZ"
    scratch.execute(f"INSERT INTO {target} ({key}) VALUES (?)", [value])
    scratch.execute(f"INSERT INTO {table} ({column}) VALUES (?), (NULL)", [value])
    assert result(scratch, table, "values_hold").passed
    dangling = date(2026, 1, 2) if key == "date_on" else "AAA"
    scratch.execute(f"INSERT INTO {table} ({column}) VALUES (?)", [dangling])
    found = result(scratch, table, "values_hold")
    assert found.rows == [(column, str(dangling), f"occurs in {target}.{key}", 1)]
    assert target in found.check.tables


MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
ARTICLE = {"article_id": "a", "version_id": "v", "engagement_month": MARCH}


#: For each file of sql/checks/: rows that keep the promise, and one more that breaks it.
PLANTED: list[tuple[str, Rows, tuple[str, dict[str, Any]]]] = [
    *AUDITED,
    *(
        (
            f"bridge_article_{kind}__weights_sum_to_one",
            [
                (f"bridge_article_{kind}", {"article_id": "a", key: "AAA", "weight": 0.25}),
                (f"bridge_article_{kind}", {"article_id": "a", key: "BBB", "weight": 0.75}),
                (f"bridge_article_{kind}", {"article_id": "b", key: "AAA", "weight": 1.0}),
            ],
            (f"bridge_article_{kind}", {"article_id": "a", key: "CCC", "weight": 1e-6}),
        )
        for kind, key in (
            ("country", "country_code"),
            ("official", "official_id"),
            ("organization", "organization_id"),
            ("topic", "topic_code"),
        )
    ),
    (
        "bridge_article_country__weights_sum_to_one",
        [("bridge_article_country", {"article_id": "a", "role_code": "home", "weight": None})],
        ("bridge_article_country", {"article_id": "b", "role_code": "home", "weight": 1.0}),
    ),
    (
        "bridge_article_country__weights_sum_to_one",
        [("bridge_article_country", {"article_id": "a", "weight": 1.0})],
        ("bridge_article_country", {"article_id": "a", "country_code": "DEU", "weight": None}),
    ),
    (
        "fct_article__no_release_lost",
        [("stg_article", {"article_id": "a"}), ("fct_article", ARTICLE)],
        ("stg_article", {"article_id": "lost"}),
    ),
    (
        "fct_article__no_release_lost",
        [("stg_article", {"article_id": "a"}), ("fct_article", ARTICLE)],
        ("fct_article", {"article_id": "invented"}),
    ),
    (
        "stg_document__nothing_lost",
        [
            ("stg_document", {"n_found": 3}),
            ("stg_article", {"line_from": 1}),
            ("stg_article", {"line_from": 4}),
            ("raw_rejection", {"line_from": 9}),
            ("stg_document", {"document_id": document("empty"), "n_found": 0}),
        ],
        ("stg_document", {"document_id": document("lost"), "n_found": 1}),
    ),
    (
        "stg_document__nothing_lost",
        [("stg_document", {"n_found": 1}), ("stg_article", {})],
        ("raw_rejection", {"line_from": 9}),
    ),
    (
        "stg_event__one_main",
        [
            ("stg_article", {"version_id": "v"}),
            ("stg_event", {"version_id": "v", "event_no": 1, "is_main": True}),
            ("stg_event", {"version_id": "v", "event_no": 2, "is_main": False}),
        ],
        ("stg_event", {"version_id": "v", "event_no": 3, "is_main": True}),
    ),
    ("stg_event__one_main", [], ("stg_article", {"version_id": "unread"})),
    (
        "stg_mention__span_is_surface",
        [
            ("stg_article", {"version_id": "v", "title": "🇫🇷 Vive la Fránce", "body": "É. Été\nà Paris"}),
            ("stg_mention", {"version_id": "v", "start_char": 11, "end_char": 17, "surface": "Fránce"}),
            ("stg_mention", {"version_id": "v", "field": "body", "start_char": 9, "end_char": 14, "surface": "Paris"}),
        ],
        ("stg_mention", {"version_id": "v", "start_char": 10, "end_char": 16, "surface": "Fránce"}),
    ),
    (
        "stg_mention__span_is_surface",
        [],
        ("stg_mention", {"version_id": "of nothing", "start_char": 0, "end_char": 1, "surface": "x"}),
    ),
    *PLANTED_ENGAGEMENT,
    *PLANTED_STORIES_AND_TRENDS,
]


@pytest.mark.parametrize(("check", "kept", "breach"), PLANTED)
def test_a_planted_breach_is_found(
    check: str, kept: Rows, breach: tuple[str, dict[str, Any]], scratch: Connection
) -> None:
    table, _, name = check.partition("__")
    plant(scratch, kept)
    assert result(scratch, table, name).rows == []
    plant(scratch, [breach])
    found = result(scratch, table, name)
    assert (found.passed, found.n_failing, len(found.rows)) == (False, 1, 1)


def test_every_file_of_checks_has_a_planted_breach() -> None:
    assert {check for check, _, _ in PLANTED} == {query.name for query in check_queries()}


def test_shares_rounded_many_times_still_reconcile(scratch: Connection) -> None:
    """One view over 60 members: each share is rounded up by a third of a millionth."""
    put(scratch, "fct_article", ARTICLE | {"n_views": 1})
    for number in range(60):
        code = f"A{chr(65 + number // 26)}{chr(65 + number % 26)}"
        put(scratch, "bridge_article_topic", {"article_id": "a", "topic_code": code})
        member = {"member_kind": "topic", "member_code": code, "engagement_month": MARCH}
        put(scratch, "mart_engagement_by_member_month", member | {"n_views_weighted": round(1 / 60, 6)})
    assert result(scratch, "mart_engagement_by_member_month", "views_reconcile").rows == []


def test_a_result_counts_all_breaches_and_keeps_the_first_in_order(scratch: Connection) -> None:
    scratch.execute("INSERT INTO stg_article_topic SELECT 'v', (9999 - range // 2)::VARCHAR, 1, TRUE FROM range(2200)")
    found = result(scratch, "stg_article_topic", "key_is_unique")
    assert (found.n_failing, len(found.rows)) == (1100, KEPT_ROWS)
    assert list(found.rows) == sorted(found.rows)


def test_every_check_is_run_but_those_of_meta(scratch: Connection) -> None:
    put(scratch, "meta_run", {"run_id": "r"}, {"run_id": "r"})
    put(scratch, "dim_topic", {"topic_code": "t"}, {"topic_code": "t"})
    put(scratch, "stg_document", {"n_found": 7})
    results = run_checks(scratch)
    failing = {(one.check.table, one.check.name) for one in results if not one.passed}
    assert failing == {("dim_topic", "key_is_unique"), ("stg_document", "nothing_lost")}
    assert {one.check.table for one in results} == {name for name, one in contracts().items() if one.layer() != "meta"}


def test_a_warning_is_no_failing_check(scratch: Connection) -> None:
    put(scratch, "fct_article", {"home_country_code": "ZZZ"})
    assert not result(scratch, "fct_article", "home_is_known").passed
    assert "home_is_known" not in {one.check.name for one in run_checks(scratch) if one.stops}
    put(scratch, "dim_topic", {"topic_code": "t"}, {"topic_code": "t"})
    assert "key_is_unique" in {one.check.name for one in run_checks(scratch) if one.stops}


def test_a_check_blocks_unless_its_second_line_says_why_it_only_warns() -> None:
    warns = check_named("fct_article", "home_is_known")
    assert not warns.is_blocking
    assert warns.description.endswith(
        "is unknown. Only warns: it is stated by the record or the source, and can be stated later."
    )
    assert check_named("stg_document", "nothing_lost").is_blocking
    assert all(check.is_blocking for check in checks_of(contracts()["dim_date"]))


def test_what_meta_tables_promise_beyond_their_contracts_only_warns() -> None:
    """These checks run when nothing can be stopped any more."""
    of_files = {query.name for query in check_queries() if query.name.startswith("meta_")}
    assert {f"{check.table}__{check.name}" for check in audit_checks()} == of_files


def test_a_check_says_what_it_promises_and_reads() -> None:
    check = check_named("stg_document", "nothing_lost")
    assert check.description == "Every record found in a document was read or rejected: n_found = n_read + n_rejected."
    assert check.tables == {"stg_article", "raw_rejection"}


def test_the_contract_of_a_table_implies_its_rules(scratch: Connection) -> None:
    check = check_named("bridge_article_country", "values_hold")
    assert check.tables == {"fct_article", "dim_country"}
    assert rows_of(scratch, check.sql) == []
    assert [one.name for one in checks_of(contracts()["meta_reading"])] == ["key_is_unique"]
