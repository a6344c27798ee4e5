"""`chancery`: refresh the warehouse, ask it in SQL, see how it stands, see how a text is read, open Dagster's pages.

Commands import what they need when they run: Dagster alone takes longer to import than a query takes.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from orchestration.settings import Settings

app = typer.Typer(
    name="chancery",
    help="The analytics warehouse of diplomatic news: press releases in, answers in SQL out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
out = Console(highlight=False)
if not out.is_terminal:
    out.width = 10_000  # a pipe or a file has no edge at which to wrap
err = Console(stderr=True, highlight=False)

SourceOption = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="File or folder to read instead of the configured sources; may be repeated."),
]
AsOfOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        help="Read no source; build --warehouse from what the main warehouse had read by the end of this day, UTC.",
    ),
]
WarehouseOption = Annotated[
    Path | None,
    typer.Option(
        "--warehouse", help="The published DuckDB file. Default: CHANCERY_WAREHOUSE, else data/chancery.duckdb."
    ),
]


class Format(StrEnum):
    """How `chancery sql` prints rows."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def settings_of(warehouse: Path | None) -> Settings:
    """Return the settings of this command."""
    return Settings.from_environment(os.environ, warehouse)


def settings_known_on(day: date, warehouse: Path | None) -> Settings:
    """Return the settings of a rebuild as known on a day; else end with an error."""
    from assets.workspace import MAIN

    settings = replace(settings_of(warehouse), known_on=day)
    workspace = settings.workspace
    if workspace.name == MAIN:
        fail("--as-of builds a warehouse beside the main one; name its file with --warehouse")
    if workspace.store.ledger_path.exists():
        fail(f"{settings.warehouse} has readings of its own; name another file with --warehouse")
    entries, readings = workspace.entries(), [entry.read_at for entry in workspace.main_store.entries()]
    if not any(entry.document_id for entry in entries):
        first = f"; the first reading was on {min(readings):%Y-%m-%d}" if readings else ""
        fail(f"nothing had been read into the main warehouse by the end of {day} UTC{first}")
    out.print(f"as known    at the end of {day} UTC: {len(entries):,} of {len(readings):,} readings", soft_wrap=True)
    return settings


def fail(message: str) -> NoReturn:
    """Print what is wrong and what to do, and end with exit code 1."""
    from orchestration.printing import plain

    err.print(f"[red]error:[/red] {escape(plain(message))}", soft_wrap=True)
    raise typer.Exit(1)


@app.command()
def refresh(
    source: SourceOption = None,
    home_country: Annotated[
        str | None,
        typer.Option(help="The publisher's own country, ISO 3166-1 alpha-3; a record may state another. Default: KAZ."),
    ] = None,
    time_zone: Annotated[
        str | None, typer.Option(help="Zone of times without an offset. Default: that of the home country's capital.")
    ] = None,
    observed_at: Annotated[
        str | None, typer.Option(help="When the view counts were shown, ISO 8601 with offset; leave it out if unknown.")
    ] = None,
    source_name: Annotated[str | None, typer.Option(help="Name of the source. Default: files-<country>.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Publisher, where a record does not state its own.")] = None,
    language: Annotated[str | None, typer.Option(help="Language, where a record does not state its own.")] = None,
    as_of: AsOfOption = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Read the sources, bring every table up to date, check all, and publish the warehouse.

    Without --source: the sources of sources.toml and the inbox, or the sample if there are none.

    Example: chancery refresh --source releases/ --home-country NOR
    """
    from assets.raw import RefreshConfig
    from orchestration.refreshing import run_refresh
    from sources.config import SourceError
    from warehouse.raw_store import RawStoreError

    stated = (home_country, time_zone, observed_at, source_name, publisher, language)
    if any(stated) and not source:
        fail("these options describe what --source names; say --source, or state them in sources.toml")
    if as_of and source:
        fail("--as-of reads no source; leave --source out")
    config = RefreshConfig(
        paths=[str(path.resolve()) for path in source or ()],
        source_name=source_name,
        home_country=(home_country or "KAZ").upper(),
        time_zone=time_zone,
        observed_at=observed_at,
        publisher=publisher,
        language=language,
    )
    try:
        settings = settings_known_on(as_of.date(), warehouse) if as_of else settings_of(warehouse)
        is_complete = run_refresh(settings, config, out)
    except (SourceError, RawStoreError) as error:
        fail(str(error))
    if not is_complete:
        raise typer.Exit(1)


@app.command(context_settings={"ignore_unknown_options": True})  # a query may begin with a comment
def sql(
    query: Annotated[str, typer.Argument(help="A query; - reads it from standard input.")],
    warehouse: WarehouseOption = None,
    format: Annotated[Format, typer.Option(help="How to print the rows.")] = Format.TABLE,
) -> None:
    """Ask the published warehouse. It is opened read-only, without access to files or network.

    Example: chancery sql "select country_name, n_views from mart_engagement_by_country_month order by 2 desc"
    """
    import duckdb

    from orchestration.printing import print_rows
    from warehouse.engine import WarehouseError, open_published

    try:
        with open_published(settings_of(warehouse).warehouse) as connection:
            result = connection.sql(sys.stdin.read() if query == "-" else query)
            if result is not None:
                print_rows(result, format.value, out)
    except (WarehouseError, duckdb.Error) as error:
        fail(str(error))


@app.command()
def status(warehouse: WarehouseOption = None) -> None:
    """Show what is in the warehouse, when it was refreshed, and what was rejected."""
    import duckdb

    from orchestration.printing import print_status
    from warehouse.engine import WarehouseError, open_published

    path = settings_of(warehouse).warehouse
    try:
        with open_published(path) as connection:
            print_status(connection, path, out)
    except WarehouseError as error:
        fail(str(error))
    except duckdb.Error as error:
        fail(f"{path}: {error}; run `chancery refresh` to rebuild it from raw")


@app.command()
def index(warehouse: WarehouseOption = None) -> None:
    """Index the texts of the published warehouse, so that `search` ranks releases. A refresh leaves the index out.

    Example: chancery index; chancery sql "from search('middle corridor') limit 10"
    """
    from orchestration.indexing import run_index

    if not run_index(settings_of(warehouse), out):
        raise typer.Exit(1)


@app.command()
def read(
    file: Annotated[Path, typer.Argument(help="A listing or JSON Lines, may be gzipped; - reads standard input.")],
    home_country: Annotated[
        str, typer.Option(help="The publisher's own country, ISO 3166-1 alpha-3; a record may state another.")
    ] = "KAZ",
    limit: Annotated[int | None, typer.Option(min=1, help="Show so many releases at most.")] = None,
    release: Annotated[int | None, typer.Option(min=1, help="Show only the release with this number, from 1.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a release, with every span.")] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help="Mark with brackets and letters instead.")] = False,
) -> None:
    """Show the releases of a file with what is understood of them, marked in the text and listed below it.

    Nothing is stored. Example: chancery read samples/press_releases.txt --release 3
    """
    from orchestration.showing import ShowingError, Wanted, show_file

    screen = Console(
        highlight=False, emoji=False, no_color=no_color or None, width=None if out.is_terminal else out.width
    )
    try:
        show_file(file, home_country.upper(), Wanted(limit, release), json, screen, err)
    except ShowingError as error:
        fail(str(error))


@app.command()
def score(
    shared: Annotated[
        Path | None,
        typer.Option(
            envvar="CHANCERY_SHARED",
            exists=True,
            file_okay=False,
            help="Folder with the releases that are not part of the repository. Default: ../shared, if it is there.",
        ),
    ] = None,
    only: Annotated[str, typer.Option(help="Measure only on labels whose id begins like this.")] = "",
    differences: Annotated[bool, typer.Option("--differences", help="Show where each release departs.")] = False,
) -> None:
    """Measure how well texts are read, on the labelled releases and trap sentences of the repository.

    Example: chancery score --only us_state --differences
    """
    from orchestration.scoring import print_scores
    from reading.labelled import SHARED, LabelledError

    try:
        print_scores(shared or (SHARED if SHARED.is_dir() else None), only, differences, out)
    except LabelledError as error:
        fail(str(error))


@app.command()
def dev(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 3000,
    warehouse: WarehouseOption = None,
) -> None:
    """Open Dagster's pages on 127.0.0.1, with the schedule and the inbox sensor running, until Ctrl-C."""
    settings = settings_of(warehouse)
    settings.prepare()
    out.print(f"Dagster: http://127.0.0.1:{port}   inbox: {settings.workspace.inbox}", soft_wrap=True)
    # `dagster dev` warns that `dg dev` supersedes it; that one comes with a scaffolding tool which users do not need.
    arguments = ["dagster", "dev", "-m", "orchestration.definitions", "-h", "127.0.0.1", "-p", str(port)]
    os.execv(sys.executable, [sys.executable, "-W", "ignore", "-m", *arguments])


def main() -> None:
    """Run the command line."""
    app()
