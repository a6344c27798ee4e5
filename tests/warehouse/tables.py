"""Tables for tests: made from their contracts, filled with rows that state only what the test is about."""

from __future__ import annotations

from datetime import date, datetime
from graphlib import TopologicalSorter
from hashlib import md5
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.engine import Query, append_arrow, replace_rows, table_queries
from warehouse.schema import Column, arrow_schema, columns, contracts, quote

#: What a column holds in a row that does not state it; others are NULL, or by type.
_BY_NAME: dict[str, Any] = {
    "document_id": "d" * 64,
    "fetch_id": "f" * 32,
    "source_name": "ministry",
    "time_zone": "UTC",
    "status": "ok",
    "role_code": "mentioned",
    "is_complete": False,
    "position_id": "unknown",
    "alpha2_code": "FR",
    "field": "title",
    "kind": "country",
    "official_level_code": "official",
    "form_kind_code": "name",
    "standing_code": "holder",
    "reason_code": "no_title",
    "age_reason_code": "none",
    "member_kind": "country",
    "period_code": "month",
    "end_char": 1,
    "line_from": 1,
    "line_to": 3,
    "title": "Title",
    "body": "Body",
}
_BY_TYPE: dict[str, Any] = {
    "VARCHAR": "x",
    "BIGINT": 1,
    "DOUBLE": 1.0,
    "BOOLEAN": True,
    "DATE": date(2026, 3, 1),
    "TIMESTAMP": datetime(2026, 3, 1),
    "VARCHAR[]": [],
}


def put(connection: duckdb.DuckDBPyConnection, table: str, *rows: dict[str, Any]) -> None:
    """Append rows to a table; columns that a row leaves out are NULL where they may be, else something valid."""
    contract = contracts()[table]
    names = {column.name for column in columns(contract)}
    assert all(row.keys() <= names for row in rows), f"{table} has no {[sorted(row.keys() - names) for row in rows]}"
    filled = [
        {column.name: None if column.is_nullable else _valid(column) for column in columns(contract)} | row
        for row in rows
    ]
    append_arrow(connection, contract, pa.Table.from_pylist(filled, schema=arrow_schema(contract)))


def _valid(column: Column) -> object:
    if column.name.endswith("country_code"):
        return "FRA"
    return _BY_NAME.get(column.name, _BY_TYPE[column.sql_type])


def drop_constraints(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Replace a table by an empty one of the same types that takes any row."""
    promised = ", ".join(f"{quote(column.name)} {column.sql_type}" for column in columns(contracts()[table]))
    connection.execute(f"CREATE OR REPLACE TABLE {quote(table)} ({promised})")


def document(name: str) -> str:
    """Return a document_id."""
    return md5(name.encode()).hexdigest() * 2


def fetch(name: str) -> str:
    """Return a fetch_id."""
    return md5(name.encode()).hexdigest()


def build(connection: duckdb.DuckDBPyConnection, *tables: str) -> None:
    """Compute tables of core and marts with their queries, in the order given; in the test's own transaction."""
    queries = {query.name: query for query in table_queries()}
    for table in tables:
        replace_rows(connection, table, queries[table].text)


def in_order() -> list[Query]:
    """Return the queries so that each comes after those it reads."""
    queries = {query.name: query for query in table_queries()}
    order = TopologicalSorter({name: query.tables & queries.keys() for name, query in queries.items()})
    return [queries[name] for name in order.static_order()]


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    return connection.execute(sql).fetchall()
