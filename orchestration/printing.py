"""How commands print rows and the state of a warehouse. Text of sources is shown, never obeyed."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from warehouse.engine import SQL_FOLDER, read_query

#: The rejections that `status` lists; all are in raw_rejection.
_SHOWN = 10


def plain(value: object) -> str:
    """Return a value as text without control characters, which could act on the terminal; fractions to 4 digits."""
    text = "" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
    return "".join(char if char.isprintable() else "�" if char != "\n" else " " for char in text)


def print_rows(result: duckdb.DuckDBPyRelation, format_code: str, out: Console) -> None:
    """Print rows as a table for people, as JSON (one object a line) or as CSV."""
    if format_code == "table":
        rows = result.fetchall()
        out.print(grid(result.columns, rows), crop=out.is_terminal)
        out.print(f"{len(rows):,} row{'' if len(rows) == 1 else 's'}")
    elif format_code == "csv":
        writer = _writer(out)
        writer.writerow(result.columns)
        while rows := result.fetchmany(1000):
            writer.writerows(rows)
    else:
        while rows := result.fetchmany(1000):
            for row in rows:
                record = dict(zip(result.columns, row, strict=True))
                out.file.write(json.dumps(record, default=str, ensure_ascii=False) + "\n")


def _writer(out: Console) -> Any:
    return csv.writer(out.file, lineterminator="\n")


def grid(names: Sequence[str], rows: Sequence[Sequence[object]]) -> Table:
    """Return rows as a table; numbers stand to the right."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for index, name in enumerate(names):
        is_number = any(isinstance(row[index], int | float) and not isinstance(row[index], bool) for row in rows)
        table.add_column(escape(plain(name)), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(plain(value)) for value in row))
    return table


def print_status(connection: duckdb.DuckDBPyConnection, path: Path, out: Console) -> None:
    """Print when the warehouse was published, its sources, its tables, what checks warn of and what was rejected."""
    published_at, run_id, n_documents, n_articles = _ask(connection, "status_run")[1][0]
    out.print(f"[bold]{escape(str(path))}[/bold]", soft_wrap=True)
    out.print(
        f"refreshed {published_at:%Y-%m-%d %H:%M} UTC by run {run_id[:8]}: {n_articles:,} releases of"
        f" {n_documents:,} documents\n"
    )
    for title in ("source", "table"):
        out.print(grid(*_ask(connection, f"status_{title}")), "", sep="\n")
    names, rows = _ask(connection, "status_check")
    if rows:
        out.print(f"[bold]{len(rows):,} warnings[/bold]", grid(names, rows), "", sep="\n")
    names, rows = _ask(connection, "status_rejection")
    if not rows:
        out.print("Nothing was rejected.")
        return
    out.print(f"[bold]{len(rows):,} rejected[/bold]", grid(names, rows[:_SHOWN]), sep="\n")
    if len(rows) > _SHOWN:
        out.print(f"and {len(rows) - _SHOWN:,} more, in the table raw_rejection")


def _ask(connection: duckdb.DuckDBPyConnection, name: str) -> tuple[list[str], list[Any]]:
    result = connection.sql(read_query(SQL_FOLDER / "queries" / f"{name}.sql").text)
    return result.columns, result.fetchall()
