"""What Dagster shows of a table, with text of sources that would rather be markup."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets.describe import PREVIEW_ROWS, asset_spec, code_reference, markdown_table, rows_metadata, table_schema
from warehouse.schema import columns, contracts


def test_a_spec_is_the_contract() -> None:
    contract = contracts()["bridge_article_country"]
    spec = asset_spec(contract, kinds={"sql"}, deps={"b", "a"}, code_version="1")
    assert spec.key == dg.AssetKey("bridge_article_country")
    assert (spec.description, spec.group_name, spec.code_version) == (contract.grain(), "core", "1")
    assert [dep.asset_key.to_user_string() for dep in spec.deps] == ["a", "b"]
    assert (spec.metadata["key"], spec.skippable, spec.tags["layer"]) == ("article_id, country_code", False, "core")
    assert spec.metadata["dagster/column_schema"] == table_schema(contract)


@pytest.mark.parametrize("table", ["dim_country", "fct_article", "bridge_article_country"])
def test_columns_are_shown_as_promised(table: str) -> None:
    contract = contracts()[table]
    shown = {column.name: column for column in table_schema(contract).columns}
    assert list(shown) == [column.name for column in columns(contract)]
    for column in columns(contract):
        of = shown[column.name]
        assert (of.type, of.description) == (column.sql_type, column.comment)
        assert of.constraints.nullable == column.is_nullable
        assert of.constraints.other == list(column.conditions)
        assert of.constraints.unique == (contract.key == (column.name,))


def test_a_table_is_counted_whole_and_previewed_in_part_in_order_of_its_key() -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE dim_date AS SELECT 30 - range AS date_on, '<b>' AS s FROM range(25)")
        metadata = rows_metadata(connection, "dim_date")
    assert metadata["dagster/row_count"] == 25
    rows = [f"| {number} | &lt;b&gt; |" for number in range(6, 6 + PREVIEW_ROWS)]
    assert metadata["preview"].value.splitlines() == ["| date_on | s |", "| --- | --- |", *rows]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (0, "0"),
        (True, "True"),
        ("plain words, «à côté»", "plain words, «à côté»"),
        ('O\'Brien & "Söhne"', 'O\'Brien &amp; "Söhne"'),
        ("<script>alert(1)</script>", r"&lt;script&gt;alert\(1\)&lt;/script&gt;"),
        ("a | b", r"a \| b"),
        ("[link](javascript:x)", r"\[link\]\(javascript\:x\)"),
        ("**bold** _it_ `code` ~~no~~", r"\*\*bold\*\* \_it\_ \`code\` \~\~no\~\~"),
        ("# head\n- item\r\n1. x", r"\# head \- item 1. x"),
        ("back\\slash", r"back\\slash"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("left\u202eright\u2066\u200b\u2028\x00end", "left right end"),
        ("x" * 80, "x" * 80),
        ("x" * 81, "x" * 79 + "…"),
        ("|" * 100, r"\|" * 79 + "…"),
    ],
)
def test_no_text_acts_as_markup(value: object, shown: str) -> None:
    assert markdown_table(["n"], [[value]]).splitlines() == ["| n |", "| --- |", f"| {shown} |"]


def test_a_table_without_rows_has_its_head() -> None:
    assert markdown_table(["a", "b"], []) == "| a | b |\n| --- | --- |"


def test_an_asset_links_to_the_file_that_makes_it() -> None:
    metadata = code_reference(Path("/x/sql/core/dim_date.sql"), "sql/core/dim_date.sql")
    (reference,) = metadata["dagster/code_references"].code_references
    assert (reference.file_path, reference.line_number, reference.label) == (
        "/x/sql/core/dim_date.sql",
        1,
        "sql/core/dim_date.sql",
    )
