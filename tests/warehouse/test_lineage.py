"""Column lineage: every column leads to columns that exist, and to the ones a reader of the query would name."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.engine import Query, WarehouseError, read_query, table_queries
from warehouse.lineage import ROWS, column_sources
from warehouse.schema import columns, contracts


def sources(text: str, folder: Path, name: str = "dim_topic") -> dict[str, set[str]]:
    """Return the sources of each column of a query, as table.column."""
    path = folder / f"{name}.sql"
    path.write_text(text, encoding="utf-8")
    found: dict[str, set[str]] = {}
    for one in column_sources(read_query(path)):
        assert one.dataset_name == name
        found.setdefault(one.column_name, set()).add(f"{one.source_dataset_name}.{one.source_column_name}")
    return found


@pytest.mark.parametrize("query", table_queries(), ids=lambda query: query.name)
def test_every_column_of_every_query_leads_to_columns_that_it_reads(query: Query) -> None:
    found = column_sources(query)
    assert {one.column_name for one in found} <= {column.name for column in columns(contracts()[query.name])}
    for one in found:
        assert one.source_dataset_name in query.tables
        known = {column.name for column in columns(contracts()[one.source_dataset_name])}
        assert one.source_column_name in known | {ROWS}
    assert list(found) == sorted(set(found))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT topic_code FROM stg_topic", {"topic_code": {"stg_topic.topic_code"}}),
        (
            "WITH t AS (SELECT * FROM stg_topic) SELECT upper(t.topic_name) || t.topic_code AS topic_name FROM t",
            {"topic_name": {"stg_topic.topic_name", "stg_topic.topic_code"}},
        ),
        (
            "SELECT topic_code FROM stg_topic UNION ALL SELECT 'unknown' AS topic_code",
            {"topic_code": {"stg_topic.topic_code"}},
        ),
        ("SELECT 'unknown' AS topic_code, topic_name FROM stg_topic", {"topic_name": {"stg_topic.topic_name"}}),
        (
            "SELECT a.topic_code FROM stg_topic AS a INNER JOIN dim_topic AS b ON a.topic_name = b.topic_name"
            " WHERE b.iptc_code > '0'",
            {"topic_code": {"stg_topic.topic_code"}},
        ),
        (
            "SELECT topic_code, rank() OVER (PARTITION BY iptc_code ORDER BY topic_name) AS topic_name FROM stg_topic",
            {"topic_code": {"stg_topic.topic_code"}, "topic_name": {"stg_topic.iptc_code", "stg_topic.topic_name"}},
        ),
        (
            "WITH a AS (SELECT * FROM fct_article), b AS (SELECT a.title FROM a CROSS JOIN dim_date)"
            " SELECT count(*) AS topic_name FROM b",
            {"topic_name": {"fct_article.*", "dim_date.*"}},
        ),
        (
            "SELECT count(*) FILTER (WHERE n_views > 9) AS topic_code FROM fct_article",
            {"topic_code": {"fct_article.*", "fct_article.n_views"}},
        ),
        (
            "WITH RECURSIVE r AS (SELECT topic_code FROM stg_topic UNION ALL SELECT r.topic_code FROM r WHERE FALSE)"
            " SELECT topic_code, count(*) AS topic_name FROM r GROUP BY topic_code",
            {"topic_code": {"stg_topic.topic_code"}, "topic_name": {"stg_topic.*"}},
        ),
    ],
)
def test_a_column_leads_to_what_its_value_is_made_of(text: str, expected: dict[str, set[str]], tmp_path: Path) -> None:
    assert sources(text, tmp_path) == expected


def test_a_mart_shows_what_its_numbers_are_made_of() -> None:
    (query,) = [query for query in table_queries() if query.name == "mart_engagement_by_member_month"]
    weighted = {
        (one.source_dataset_name, one.source_column_name)
        for one in column_sources(query)
        if one.column_name == "n_views_weighted"
    }
    assert {("mart_article_engagement", "n_views"), ("bridge_article_country", "weight")} <= weighted


def test_a_column_that_cannot_be_followed_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "dim_topic.sql"
    path.write_text("SELECT a.topic_code FROM stg_topic AS a, dim_topic AS a", encoding="utf-8")
    with pytest.raises(WarehouseError, match=r"dim_topic.sql: the lineage of its columns cannot be told"):
        column_sources(read_query(path))
