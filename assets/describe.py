"""What Dagster shows of a table: its contract as asset spec, its rows as metadata. Text of sources is escaped."""

from __future__ import annotations

import html
import re
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from warehouse.contracts.base import Table
from warehouse.engine import count
from warehouse.lineage import ROWS, ColumnSource
from warehouse.schema import columns, contracts, quote

OWNERS = ["team:chancery"]
PREVIEW_ROWS = 10
_CELL_CHARS = 80
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~:-])")


def asset_spec(
    contract: type[Table], *, kinds: set[str], deps: Iterable[str], code_version: str, skippable: bool = False
) -> dg.AssetSpec:
    """Return the spec of a table's asset: key, description and columns from the contract, group from its layer."""
    return dg.AssetSpec(
        contract.table_name(),
        deps=sorted(deps),
        description=contract.grain(),
        group_name=contract.layer(),
        owners=OWNERS,
        kinds=kinds,
        tags={"layer": contract.layer()},
        code_version=code_version,
        skippable=skippable,
        metadata={"dagster/column_schema": table_schema(contract), "key": ", ".join(contract.key)},
    )


def table_schema(contract: type[Table]) -> dg.TableSchema:
    """Return the columns as Dagster shows them."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                column.name,
                type=column.sql_type,
                description=column.comment,
                constraints=dg.TableColumnConstraints(
                    nullable=column.is_nullable, unique=contract.key == (column.name,), other=list(column.conditions)
                ),
            )
            for column in columns(contract)
        ]
    )


def column_lineage(sources: Iterable[ColumnSource]) -> dg.TableColumnLineage:
    """Return of which columns those of a table are made, as Dagster shows it; it has no place for counted rows."""
    deps: dict[str, list[dg.TableColumnDep]] = {}
    for source in sources:
        if source.source_column_name != ROWS:
            dep = dg.TableColumnDep(dg.AssetKey(source.source_dataset_name), source.source_column_name)
            deps.setdefault(source.column_name, []).append(dep)
    return dg.TableColumnLineage(deps)


def code_reference(path: Path | str, label: str) -> dict[str, Any]:
    """Return metadata that links an asset to the file that makes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)  # one for each asset, on every start
        reference = dg.LocalFileCodeReference(file_path=str(path), line_number=1, label=label)
        return {"dagster/code_references": dg.CodeReferencesMetadataValue(code_references=[reference])}


def rows_metadata(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    """Return the number of rows and a preview of the first, for a materialization."""
    order = ", ".join(map(quote, contracts()[table].key))
    result = connection.execute(f"SELECT * FROM {quote(table)} ORDER BY {order} LIMIT {PREVIEW_ROWS}")
    names, rows = [column[0] for column in result.description or []], result.fetchall()
    return {
        "dagster/row_count": count(connection, table),
        "preview": dg.MetadataValue.md(markdown_table(names, rows)),
    }


def markdown_table(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return rows as a Markdown table in which no text of a source can act as markup."""
    lines = [names, ["---"] * len(names), *([_cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: object) -> str:
    text = "" if value is None else _CONTROL.sub(" ", str(value))
    short = text if len(text) <= _CELL_CHARS else text[: _CELL_CHARS - 1] + "…"
    return html.escape(_MARKDOWN.sub(r"\\\1", short), quote=False)
