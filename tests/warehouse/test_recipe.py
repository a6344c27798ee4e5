"""A contributor's recipe: a new mart is one SQL file and one contract class, registered nowhere."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

import warehouse.contracts
from tests.warehouse.tables import put, rows_of
from warehouse.checks import checks_of, run_check
from warehouse.dictionary import data_dictionary
from warehouse.engine import SQL_FOLDER, WarehouseError, load_query, table_queries
from warehouse.schema import contracts

CONTRACT = '''
from typing import Annotated, ClassVar

from pydantic import Field

from warehouse.contracts.base import Table
from warehouse.contracts.columns import NArticles, SourceName


class MartArticleBySource(Table):
    """One row per source with at least one release."""

    key: ClassVar[tuple[str, ...]] = ("source_name",)

    source_name: SourceName
    n_articles: NArticles
    is_large: Annotated[bool, Field(description="More than one release")]
'''
QUERY = """WITH
article AS (SELECT * FROM fct_article)

SELECT
    source_name,
    count(*) AS n_articles,
    count(*) > 1 AS is_large
FROM article
GROUP BY source_name
"""


@pytest.fixture
def sql(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SQL_FOLDER, tmp_path / "sql"))


@pytest.fixture
def with_contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a module with the contract beside those of `warehouse/contracts/`."""
    folder = tmp_path / "contracts"
    folder.mkdir()
    (folder / "contributed.py").write_text(CONTRACT, encoding="utf-8")
    monkeypatch.setattr(warehouse.contracts, "__path__", [*warehouse.contracts.__path__, str(folder)])
    contracts.cache_clear()
    yield
    sys.modules.pop("warehouse.contracts.contributed", None)
    vars(warehouse.contracts).pop("contributed", None)
    contracts.cache_clear()


@pytest.mark.usefixtures("with_contract")
def test_one_file_and_one_class_make_a_mart(sql: Path, connection: duckdb.DuckDBPyConnection) -> None:
    (sql / "marts" / "mart_article_by_source.sql").write_text(QUERY, encoding="utf-8")
    (query,) = [query for query in table_queries(sql) if query.name == "mart_article_by_source"]
    assert query.tables == {"fct_article"}
    put(connection, "dim_source", {"source_name": "ministry"})
    for article_id in "ab":
        put(connection, "fct_article", {"article_id": article_id})
    assert load_query(connection, query) == 1
    assert rows_of(connection, "FROM mart_article_by_source") == [("ministry", 2, True)]
    checks = checks_of(contracts()[query.name])
    assert [check.name for check in checks] == ["key_is_unique", "values_hold"]
    assert all(run_check(connection, check).passed for check in checks)
    assert "### mart_article_by_source\n\nOne row per source with at least one release." in data_dictionary()


@pytest.mark.usefixtures("with_contract")
def test_the_class_alone_asks_for_its_file(sql: Path) -> None:
    with pytest.raises(WarehouseError, match="no query for mart_article_by_source; add a file"):
        table_queries(sql)


def test_the_file_alone_asks_for_its_class(sql: Path) -> None:
    (sql / "marts" / "mart_article_by_source.sql").write_text(QUERY, encoding="utf-8")
    with pytest.raises(WarehouseError, match="no contract for mart_article_by_source; add a class"):
        table_queries(sql)


def test_nothing_of_the_recipe_stays_behind() -> None:
    assert "mart_article_by_source" not in contracts()
