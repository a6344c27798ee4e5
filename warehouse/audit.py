"""The audit tables: what the warehouse says of its runs, its checks, its columns and where they come from.

They are in the work file and go with it into the published one. Not here: the checks themselves (`checks.py`), the
lineage of a query (`lineage.py`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.checks import CheckResult, checks_of
from warehouse.contracts.base import Table
from warehouse.contracts.meta import (
    MetaCheck,
    MetaColumnLineage,
    MetaContract,
    MetaFailingRow,
    MetaRun,
    MetaRunDocument,
    MetaRunTable,
)
from warehouse.engine import (
    WarehouseError,
    append_arrow,
    count,
    open_published,
    schema_version,
    table_names,
    table_queries,
    transaction,
)
from warehouse.lineage import ColumnSource, column_sources
from warehouse.schema import arrow_schema, columns, contracts, ddl, quote, references

#: What is kept from run to run.
_HISTORY: tuple[type[Table], ...] = (MetaRun, MetaRunTable, MetaRunDocument)


def note_run(connection: duckdb.DuckDBPyConnection, run: MetaRun, published: Path | None = None) -> None:
    """Add a run, its rows by table and the documents it brought to the history; describe the tables as they are now.

    `published` is the file whose history goes on if the work file, being new, has none.
    """
    with transaction(connection):
        for contract in _HISTORY:
            _adopt(connection, contract)
    if published and published.exists() and not count(connection, MetaRun.table_name()):
        _take_over(connection, published)
    # At once, since the run says of which code the descriptions are.
    with transaction(connection):
        _describe(connection)
        _append(connection, MetaRun, [run.model_dump()])
        noted = [
            {"run_id": run.run_id, "dataset_name": name, "n_rows": count(connection, name)}
            for name in sorted(table_names(connection) & contracts().keys())
            if contracts()[name].layer() != "meta"
        ]
        _append(connection, MetaRunTable, noted)
        _note_documents(connection, run.run_id)


def documents_hash(connection: duckdb.DuckDBPyConnection) -> str:
    """Return a hash of the ids of all documents: two runs that have it in common were made of the same bytes."""
    rows = connection.execute("SELECT document_id FROM raw_document ORDER BY document_id").fetchall()
    digest = blake2b(digest_size=16)
    for (document_id,) in rows:
        digest.update(f"{document_id}\x1e".encode())
    return digest.hexdigest()


def sources_of(connection: duckdb.DuckDBPyConnection, table: str) -> list[ColumnSource]:
    """Return of which columns those of a core or mart table are made, from the file if it is of the same code."""
    if _is_described(connection):
        found = connection.execute("SELECT * FROM meta_column_lineage WHERE dataset_name = ? ORDER BY ALL", [table])
        return [ColumnSource(*row) for row in found.fetchall()]
    (query,) = [query for query in table_queries() if query.name == table]
    return list(column_sources(query))


def record_checks(connection: duckdb.DuckDBPyConnection, results: Sequence[CheckResult]) -> None:
    """Keep what checks have found, in the place of what they found before."""
    with transaction(connection):
        for contract in (MetaCheck, MetaFailingRow):
            _adopt(connection, contract)
        _forget(connection, [(result.check.table, result.check.name) for result in results])
        _append(connection, MetaCheck, [_checked(result) for result in results])
        _append(connection, MetaFailingRow, [row for result in results for row in _failing(result)])


def forget_checks(connection: duckdb.DuckDBPyConnection) -> None:
    """Delete what checks have found that are there no more."""
    known = {(check.table, check.name) for contract in contracts().values() for check in checks_of(contract)}
    with transaction(connection):
        for contract in (MetaCheck, MetaFailingRow):
            _adopt(connection, contract)
        noted = connection.execute("SELECT dataset_name, check_name FROM meta_check").fetchall()
        _forget(connection, [(table, name) for table, name in noted if (table, name) not in known])


def _is_described(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the run noted last was of this code, and so are the tables that it has described."""
    described = {contract.table_name() for contract in (MetaRun, MetaContract, MetaColumnLineage)}
    if not described <= table_names(connection) or not _is_of_contract(connection, MetaRun):
        return False
    last = connection.execute("SELECT arg_max(code_version, rowid) FROM meta_run").fetchone()
    return last == (schema_version(),)


def _describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring `meta_contract` and `meta_column_lineage` up to date: nothing to do if the last run was of this code."""
    if _is_described(connection):
        return
    described = [row for contract in contracts().values() for row in _described(contract)]
    lineage = [asdict(source) for query in table_queries() for source in column_sources(query)]
    for contract, rows in ((MetaContract, described), (MetaColumnLineage, lineage)):
        for statement in ddl(contract):
            connection.execute(statement)
        _append(connection, contract, rows)


def _described(contract: type[Table]) -> list[dict[str, Any]]:
    refers = references(contract)
    return [
        {
            "dataset_name": contract.table_name(),
            "column_name": column.name,
            "column_no": number,
            "layer_name": contract.layer(),
            "column_type": column.sql_type,
            "is_nullable": column.is_nullable,
            "description": column.description,
            "unit_name": column.unit,
            "key_no": contract.key.index(column.name) + 1 if column.name in contract.key else None,
            "referenced_dataset_name": refers[column.name].table if column.name in refers else None,
            "referenced_column_name": refers[column.name].column if column.name in refers else None,
        }
        for number, column in enumerate(columns(contract), start=1)
    ]


def _checked(result: CheckResult) -> dict[str, Any]:
    return {
        "dataset_name": result.check.table,
        "check_name": result.check.name,
        "description": result.check.description,
        "is_blocking": result.check.is_blocking,
        "n_failing": result.n_failing,
        "query": result.check.sql,
    }


def _failing(result: CheckResult) -> list[dict[str, Any]]:
    return [
        {
            "dataset_name": result.check.table,
            "check_name": result.check.name,
            "row_no": number,
            "failing_row": json.dumps(dict(zip(result.columns, row, strict=True)), default=str, ensure_ascii=False),
        }
        for number, row in enumerate(result.rows, start=1)
    ]


def _forget(connection: duckdb.DuckDBPyConnection, checks: Sequence[tuple[str, str]]) -> None:
    names = [f"{table}.{name}" for table, name in checks]
    for contract in (MetaCheck, MetaFailingRow):
        table = quote(contract.table_name())
        connection.execute(
            f"DELETE FROM {table} WHERE dataset_name || '.' || check_name IN (SELECT unnest(?))", [names]
        )


def _note_documents(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    connection.execute(
        """
        INSERT INTO meta_run_document BY NAME
        WITH before AS (
            SELECT document_id FROM meta_run_document GROUP BY document_id HAVING arg_max(is_added, rowid)
        ), now AS (SELECT document_id FROM raw_document)
        SELECT ? AS run_id, document_id, TRUE AS is_added FROM now ANTI JOIN before USING (document_id)
        UNION ALL
        SELECT ? AS run_id, document_id, FALSE AS is_added FROM before ANTI JOIN now USING (document_id)
        """,
        [run_id, run_id],
    )


def _take_over(connection: duckdb.DuckDBPyConnection, published: Path) -> None:
    """Go on with the history of a published file. What cannot be read is no history."""
    try:
        with open_published(published) as old:
            kept = [(contract, _rows_under(old, contract)) for contract in _HISTORY]
    except (WarehouseError, duckdb.Error):
        return
    with transaction(connection):
        for contract, rows in kept:
            if rows is not None:
                append_arrow(connection, contract, rows)


def _adopt(connection: duckdb.DuckDBPyConnection, contract: type[Table]) -> None:
    """Make the table if it is not there or not of its contract, with the rows it had, if they can be kept."""
    if _is_of_contract(connection, contract):
        return
    rows = _rows_under(connection, contract)
    for statement in ddl(contract):
        connection.execute(statement)
    if rows is not None:
        append_arrow(connection, contract, rows)


def _is_of_contract(connection: duckdb.DuckDBPyConnection, contract: type[Table]) -> bool:
    return _columns_in(connection, contract) == [(column.name, column.sql_type) for column in columns(contract)]


def _rows_under(connection: duckdb.DuckDBPyConnection, contract: type[Table]) -> pa.Table | None:
    """Return the rows of a table that an older version of the code has made, as the contract has them.

    Columns it did not have are NULL. None if there is no table, or a column that it did not have must not be NULL.
    """
    made = dict(_columns_in(connection, contract))
    promised = columns(contract)
    if not made or any(not column.is_nullable and made.get(column.name) != column.sql_type for column in promised):
        return None
    values = ", ".join(
        quote(column.name) if made.get(column.name) == column.sql_type else f"NULL AS {quote(column.name)}"
        for column in promised
    )
    rows = connection.execute(f"SELECT {values} FROM {quote(contract.table_name())} ORDER BY rowid").to_arrow_table()
    return rows.cast(arrow_schema(contract))


def _columns_in(connection: duckdb.DuckDBPyConnection, contract: type[Table]) -> list[tuple[str, str]]:
    found = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'main' AND table_name = ?"
        " ORDER BY column_index",
        [contract.table_name()],
    )
    return [(str(name), str(sql_type)) for name, sql_type in found.fetchall()]


def _append(connection: duckdb.DuckDBPyConnection, contract: type[Table], rows: list[dict[str, Any]]) -> None:
    append_arrow(connection, contract, _table(contract, rows))


def _table(contract: type[Table], rows: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(rows, schema=arrow_schema(contract))
