"""How commands print rows and the state of a warehouse. Text of sources is shown, never obeyed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
from rich.console import Console
from rich.markup import escape
from rich.table import Table

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
    import csv

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
    """Print when the warehouse was published, its sources, its tables and what was rejected."""
    run = connection.execute(
        "SELECT published_at, run_id, n_documents, n_articles FROM meta_run ORDER BY published_at DESC LIMIT 1"
    ).fetchone()
    assert run is not None, "publishing notes its run"
    out.print(f"[bold]{escape(str(path))}[/bold]", soft_wrap=True)
    out.print(f"refreshed {run[0]:%Y-%m-%d %H:%M} UTC by run {run[1][:8]}: {run[3]:,} releases of {run[2]:,} documents\n")
    for title, query in (
        (
            "Sources",
            "SELECT source_name AS source, count(DISTINCT document_id) AS documents, count(*) AS fetches,"
            " count(*) FILTER (WHERE status = 'failed') AS failed, strftime(max(read_at), '%Y-%m-%d %H:%M') AS last_read"
            " FROM raw_fetch GROUP BY source_name ORDER BY source_name",
        ),
        (
            "Tables",
            "SELECT table_name AS \"table\", estimated_size AS \"rows\", comment AS grain FROM duckdb_tables()"
            " WHERE table_name NOT LIKE 'meta%' ORDER BY table_name",
        ),
    ):
        result = connection.sql(query)
        out.print(f"[bold]{title}[/bold]", grid(result.columns, result.fetchall()), "", sep="\n")
    _print_rejections(connection, out)


def _print_rejections(connection: duckdb.DuckDBPyConnection, out: Console) -> None:
    result = connection.sql(
        "SELECT uri AS file, line_from, line_to, reason_code AS reason, detail FROM raw_rejection"
        " JOIN (SELECT document_id, max_by(uri, read_at) AS uri FROM raw_fetch GROUP BY document_id) USING (document_id)"
        " ORDER BY file, line_from"
    )
    rows = result.fetchall()
    if not rows:
        out.print("Nothing was rejected.")
        return
    out.print(f"[bold]{len(rows):,} rejected[/bold]", grid(result.columns, rows[:_SHOWN]), sep="\n")
    if len(rows) > _SHOWN:
        out.print(f"... and {len(rows) - _SHOWN:,} more: chancery sql 'select * from raw_rejection'")
