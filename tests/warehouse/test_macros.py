"""Table macros: each file is one, its example runs, and the published file has them all and no others."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.tables import build, document, fetch, put, rows_of
from warehouse.contracts.meta import MetaRun
from warehouse.engine import (
    Macro,
    WarehouseError,
    create_macros,
    load_query,
    macros,
    open_published,
    read_macro,
    table_queries,
)
from warehouse.publish import publish

Connection = duckdb.DuckDBPyConnection

RUN = MetaRun(
    run_id="r",
    published_at=datetime(2026, 3, 1),
    build_key="k",
    reading_version="v",
    n_documents=0,
    n_articles=0,
)


@pytest.fixture(scope="module")
def published(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("macros")
    return publish(shutil.copyfile(empty_file, folder / "work.duckdb"), folder / "out.duckdb", RUN).path


@pytest.mark.parametrize("macro", macros(), ids=lambda macro: macro.name)
def test_its_example_runs_on_an_empty_warehouse_that_is_open_for_reading(macro: Macro, published: Path) -> None:
    with open_published(published) as connection:
        assert macro.example.startswith(f"FROM {macro.name}(")
        assert rows_of(connection, macro.example) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 1",
        "-- Example: FROM one()\nCREATE MACRO other() AS TABLE SELECT 1",
        "-- Example: FROM one()\nCREATE MACRO one() AS TABLE SELECT 1; SELECT 2",
        "CREATE MACRO one() AS TABLE SELECT 1",
        "-- Example: FROM one()\nCREATE MACRO one( AS TABLE",
    ],
)
def test_a_file_that_is_no_macro_with_an_example_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "one.sql"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"one\.sql"):
        read_macro(path)


def test_macros_of_an_older_version_go_and_tables_can_be_replaced_under_them(connection: Connection) -> None:
    connection.execute("CREATE MACRO forgotten() AS TABLE SELECT 1")
    for _ in range(2):
        create_macros(connection)
        for query in table_queries():
            load_query(connection, query)
    made = rows_of(
        connection,
        "SELECT DISTINCT function_name FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal",
    )
    assert {name for (name,) in made} == {macro.name for macro in macros()}


def test_positions_of_a_day_are_half_open(connection: Connection) -> None:
    create_macros(connection)
    put(connection, "dim_organization", {"organization_id": "unknown"})
    for name, valid_to in (("Ann Lee", date(2026, 3, 1)), ("Bo Kim", None)):
        put(connection, "dim_official", {"official_id": name, "official_name": name})
        position = {"position_id": name, "official_id": name, "organization_id": "unknown", "valid_to": valid_to}
        put(connection, "dim_official_position", position | {"valid_from": valid_to or date(2026, 2, 1)})
    connection.execute("UPDATE dim_official_position SET valid_from = DATE '2026-02-01'")

    def held(day: str) -> list[str]:
        found = connection.execute("SELECT official_name FROM position_as_of(CAST(? AS DATE)) ORDER BY ALL", [day])
        return [row[0] for row in found.fetchall()]

    assert held("2026-01-31") == []
    assert held("2026-02-01") == held("2026-02-28") == ["Ann Lee", "Bo Kim"]
    assert held("2026-03-01") == ["Bo Kim"]


@pytest.fixture
def changed(connection: Connection) -> Connection:
    """A release that was read on three days: its title changed on the second, its body and views on the third."""
    create_macros(connection)
    texts = [("x", "Old", "One.\nTwo.", 5), ("y", "New", "One.\nTwo.", 5), ("z", "New", "Two.\nThree.", 9)]
    for day, (version, title, body, n_views) in enumerate(texts, start=1):
        put(
            connection,
            "raw_fetch",
            {
                "fetch_id": fetch(version),
                "document_id": document(version),
                "read_at": datetime(2026, 3, day, 23, 30),
                "source_name": "ministry",
            },
        )
        article = {"article_id": "a", "version_id": version, "title": title, "body": body, "n_views": n_views}
        put(connection, "stg_article", article | {"document_id": document(version)})
    build(connection, "fct_article", "fct_article_version")
    return connection


def test_what_was_known_on_a_day_is_what_had_been_read_by_its_end(changed: Connection) -> None:
    known = "SELECT title, body, n_views FROM article_as_of(CAST(? AS DATE))"
    days = [changed.execute(known, [f"2026-{day}"]).fetchall() for day in ("02-28", "03-01", "03-02", "03-09")]
    assert days == [[], [("Old", "One.\nTwo.", 5)], [("New", "One.\nTwo.", 5)], [("New", "Two.\nThree.", 9)]]


def test_a_change_is_a_title_before_and_the_paragraphs_that_went_and_came(changed: Connection) -> None:
    assert rows_of(
        changed,
        "SELECT version_no, title_before, is_title_changed, paragraphs_gone, paragraphs_new FROM article_change('a')",
    ) == [(1, None, False, None, None), (2, "Old", True, [], []), (3, "New", False, ["One."], ["Three."])]
