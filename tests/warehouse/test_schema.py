"""Contracts read as data: what DuckDB makes of them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import duckdb
import pyarrow as pa
import pytest
from pydantic import Field, create_model

from warehouse.contracts.base import References, Table, Unit
from warehouse.contracts.columns import CountryCode, DocumentId
from warehouse.schema import arrow_schema, columns, contracts, contracts_of, ddl, references

EVERY = sorted(contracts())


def made(hint: Any, name: str = "FctMade") -> type[Table]:
    """Return a contract with one column `value`."""
    return create_model(name, __base__=Table, __doc__="One row per test.", value=(hint, ...))


def described(kind: Any, **constraints: Any) -> Any:
    return Annotated[kind, Field(description="A value", **constraints)]


@pytest.mark.parametrize("table", EVERY)
def test_a_contract_states_its_grain_its_key_and_the_meaning_of_each_column(table: str) -> None:
    contract = contracts()[table]
    assert re.match(r"One row(:| per )", contract.grain())
    assert contract.grain().endswith(".")
    names = [column.name for column in columns(contract)]
    assert contract.key and set(contract.key) <= set(names)
    assert all(not column.is_nullable for column in columns(contract) if column.name in contract.key)
    assert all(len(column.description) >= 4 for column in columns(contract))


@pytest.mark.parametrize("table", EVERY)
def test_a_number_that_is_counted_or_measured_has_its_unit(table: str) -> None:
    counted = [c for c in columns(contracts()[table]) if c.name.startswith(("n_views", "views_", "n_articles"))]
    assert all(column.unit for column in counted if column.sql_type in ("BIGINT", "DOUBLE"))


@pytest.mark.parametrize("table", EVERY)
def test_every_reference_names_the_key_of_a_table(table: str) -> None:
    for column in columns(contracts()[table]):
        if to := column.references:
            assert contracts()[to.table].key == (to.column,)


def test_names_that_people_rely_on_are_there() -> None:
    relied_on = {
        "stg_article": {"article_id", "title", "published_at"},
        "bridge_article_country": {"article_id", "country_code", "role_code", "weight"},
        "bridge_article_official": {"article_id", "official_id"},
        "dim_official": {"official_id", "official_name"},
        "bridge_article_topic": {"article_id", "topic_code", "weight"},
        "fct_event": {"article_id", "event_type_code"},
        "mart_engagement_by_country_month": {
            "country_code",
            "country_name",
            "engagement_month",
            "n_articles",
            "n_views",
        },
    }
    for table, names in relied_on.items():
        assert names <= {column.name for column in columns(contracts()[table])}


def test_duckdb_holds_every_table_with_types_nullability_and_comments(connection: duckdb.DuckDBPyConnection) -> None:
    tables = dict(connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    found = connection.execute(
        "SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()"
        " WHERE NOT internal ORDER BY table_name, column_index"
    ).fetchall()
    assert tables == {name: contract.grain() for name, contract in contracts().items()}
    assert found == [
        (name, column.name, column.sql_type, column.is_nullable, column.comment)
        for name, contract in contracts().items()
        for column in columns(contract)
    ]


def test_arrow_and_duckdb_agree_on_names_and_types(connection: duckdb.DuckDBPyConnection) -> None:
    for table, contract in contracts().items():
        stored = connection.execute(f"FROM {table}").to_arrow_table().schema
        promised = arrow_schema(contract)
        assert (stored.names, stored.types) == (promised.names, promised.types), table


@pytest.mark.parametrize(
    ("hint", "good", "bad"),
    [
        (described(str, pattern="^[A-Z]{3}$"), "FRA", "fra"),
        (described(str, min_length=1), "x", ""),
        (described(int, ge=1), 1, 0),
        (described(float, le=1), 1.0, 1.01),
        (described(float, ge=0, le=1), 0.0, float("nan")),
        (described(Literal["home", "it's"]), "it's", "away"),
        (Annotated[described(int, ge=0), Field(description="Narrower", le=9)], 9, -1),
        (Annotated[described(int, ge=0), Field(description="Narrower", le=9)], 0, 10),
        (CountryCode, "ZZZ", "ZZ"),
        (DocumentId, "0" * 64, "0" * 63),
    ],
)
def test_a_constraint_becomes_a_check_that_rejects_a_bad_row(hint: Any, good: object, bad: object) -> None:
    connection = duckdb.connect()
    for statement in ddl(made(hint)):
        connection.execute(statement)
    connection.execute("INSERT INTO fct_made VALUES (?)", [good])
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        connection.execute("INSERT INTO fct_made VALUES (?)", [bad])
    with pytest.raises(duckdb.ConstraintException, match="NOT NULL"):
        connection.execute("INSERT INTO fct_made VALUES (NULL)")


def test_a_column_that_may_be_none_takes_null_and_keeps_its_check() -> None:
    connection = duckdb.connect()
    for statement in ddl(made(described(int, ge=1) | None)):
        connection.execute(statement)
    connection.execute("INSERT INTO fct_made VALUES (NULL), (1)")
    with pytest.raises(duckdb.ConstraintException, match="CHECK"):
        connection.execute("INSERT INTO fct_made VALUES (0)")


def test_ddl_replaces_the_table_under_the_name_given() -> None:
    connection = duckdb.connect()
    for _ in range(2):
        for statement in ddl(made(described(str)), "another"):
            connection.execute(statement)
        assert connection.execute("SELECT count(*) FROM another").fetchone() == (0,)
        connection.execute("INSERT INTO another VALUES ('x')")


@pytest.mark.parametrize(
    "hint",
    [bytes, Decimal, dict[str, int], list[int], int | str, Literal[1, 2]],
)
def test_a_type_without_a_place_in_sql_is_refused(hint: Any) -> None:
    with pytest.raises(TypeError, match="type"):
        columns(made(described(hint)))


@pytest.mark.parametrize("constraint", [{"gt": 0}, {"lt": 9}, {"multiple_of": 2}])
def test_a_constraint_without_sql_is_refused(constraint: dict[str, int]) -> None:
    with pytest.raises(TypeError, match="value: no SQL for the constraint"):
        columns(made(described(int, **constraint)))


def test_a_column_without_a_description_is_refused() -> None:
    with pytest.raises(TypeError, match=r"FctMade\.value needs a description"):
        columns(made(int))


def test_a_contract_without_a_grain_is_refused() -> None:
    silent = create_model("FctSilent", __base__=Table, value=(described(int), ...))
    with pytest.raises(TypeError, match="FctSilent needs a docstring"):
        silent.grain()


def test_a_prefix_that_is_none_of_ours_has_no_layer() -> None:
    assert made(described(int), "MartMade").layer() == "marts"
    with pytest.raises(KeyError):
        made(described(int), "ViewMade").layer()


def test_an_outer_mark_takes_the_place_of_an_inner_one() -> None:
    inner = Annotated[int, Field(description="Inner", ge=0), Unit("views"), References("dim_date", "date_on")]
    outer = Annotated[inner | None, Field(description="Outer"), Unit("hours")]
    (column,) = columns(made(outer))
    assert (column.description, column.unit, column.comment) == ("Outer", "hours", "Outer [hours]")
    assert (column.is_nullable, column.conditions) == (True, ('"value" >= 0',))
    assert column.references == References("dim_date", "date_on")


def test_shared_types_carry_their_references_into_core_and_marts_only() -> None:
    date_on, country = References("dim_date", "date_on"), References("dim_country", "country_code")
    found = references(contracts()["mart_engagement_by_country_month"])
    assert found == {"country_code": country, "engagement_month": date_on}
    assert references(contracts()["fct_event"])["place_country_code"] == country
    assert references(contracts()["dim_country"]) == {}
    assert references(contracts()["stg_article_country"]) == {}


def test_quotes_in_names_and_meanings_are_data() -> None:
    contract = create_model(
        "FctQuoted", __base__=Table, __doc__="One row per 'quote'.", value=(Annotated[date, Field(description="'")], 1)
    )
    connection = duckdb.connect()
    for statement in ddl(contract, 'odd " name'):
        connection.execute(statement)
    assert connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall() == [
        ('odd " name', "One row per 'quote'.")
    ]


def test_layers_part_the_tables() -> None:
    layers = [contracts_of(layer) for layer in ("raw", "staging", "core", "marts", "meta")]
    assert sorted(name for layer in layers for name in layer) == EVERY
    assert all(layers)


def test_a_class_elsewhere_is_no_contract() -> None:
    elsewhere = type("FctElsewhere", (Table,), {"__doc__": "One row.", "key": (), "__module__": __name__})
    contracts.cache_clear()
    assert elsewhere.table_name() not in contracts()


@pytest.mark.parametrize(("hint", "is_nullable"), [(described(int), False), (described(int) | None, True)])
def test_arrow_schema_states_nullability(hint: Any, is_nullable: bool) -> None:
    assert arrow_schema(made(hint)) == pa.schema([pa.field("value", pa.int64(), nullable=is_nullable)])
