"""What has changed since a table was built, so that a refresh can do no more than that.

Each table has a generation, which grows when its rows change, and notes the generations of the tables it was built
from. The rows by which the last two generations differ are kept. All of it is in the schema `build` of the work file
and is written in the transaction that changes the table: after a crash it is as true as the rows. The staging tables
and `raw_fetch` count as one table, `staging`, since what was read of a text depends on the text alone: its generation
grows with the releases found and the readings of sources. Nothing of it is published.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import duckdb

from warehouse.engine import Query, count, table_queries
from warehouse.schema import columns, contracts, ddl, quote

#: The staging tables and `raw_fetch`, as one table that others read.
STAGING = "staging"

_TABLES = (
    "CREATE SCHEMA IF NOT EXISTS build",
    # `previous` is NULL where it is not known by which rows the generation before differs.
    "CREATE TABLE IF NOT EXISTS build.state"
    " (table_name VARCHAR, code_version VARCHAR, generation BIGINT, previous BIGINT, is_noted BOOLEAN)",
    "CREATE TABLE IF NOT EXISTS build.input (table_name VARCHAR, input_name VARCHAR, generation BIGINT)",
)

# A version's id tells its text.
_RELEASES = "SELECT article_id, hash(*COLUMNS(* EXCLUDE (title, body))) AS row_hash FROM stg_article"
_READINGS = "SELECT source_name, document_id, is_complete, hash(*COLUMNS(*)) AS row_hash FROM raw_fetch"

#: Releases whose rows in the staging tables, or the readings that count for them, differ from those noted last. Where a
#: source gives complete lists, each reading says something of every release. NULL stands for a reading without any.
_STAGING_DIFFERENCE = f"""
WITH
release AS (
    ({_RELEASES} EXCEPT ALL FROM build.release) UNION ALL (FROM build.release EXCEPT ALL {_RELEASES})
),
reading AS MATERIALIZED (
    ({_READINGS} EXCEPT ALL FROM build.reading) UNION ALL (FROM build.reading EXCEPT ALL {_READINGS})
),
listed AS (
    SELECT source_name FROM raw_fetch WHERE is_complete
    UNION SELECT source_name FROM build.reading WHERE is_complete
)
SELECT article_id, TRUE AS is_new FROM release
UNION SELECT article_id, TRUE FROM stg_article WHERE document_id IN (SELECT document_id FROM reading)
UNION SELECT article_id, TRUE FROM stg_article
WHERE source_name IN (SELECT source_name FROM reading INTERSECT SELECT source_name FROM listed)
UNION SELECT NULL, TRUE FROM reading
"""


@dataclass(frozen=True, slots=True)
class State:
    """The generation of a table, by which code it was made, and the generation from which its difference is known."""

    code_version: str
    generation: int
    previous: int | None
    is_noted: bool


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables of this module where they are not there."""
    for statement in _TABLES:
        connection.execute(statement)


def drop_state(connection: duckdb.DuckDBPyConnection) -> None:
    """Delete what this module keeps, which is of no use to readers."""
    connection.execute("DROP SCHEMA IF EXISTS build CASCADE")


def forget_staging(connection: duckdb.DuckDBPyConnection) -> None:
    """Say that staging tables or `raw_fetch` are about to change: what differs will be noted when it is needed."""
    prepare(connection)
    connection.execute("UPDATE build.state SET is_noted = FALSE WHERE table_name = ?", [STAGING])


def note_staging(connection: duckdb.DuckDBPyConnection) -> str:
    """Note by which releases the staging tables differ from what was noted last; return how they were made.

    Raises duckdb.CatalogException if they are not there.
    """
    row = connection.execute("SELECT reading_version || staging_version FROM meta_reading").fetchone()
    version = str(row[0]) if row else ""
    state = states(connection).get(STAGING)
    is_known = state is not None and state.code_version == version
    if state and is_known and state.is_noted:
        return version
    is_changed = not is_known or _keep_difference(connection, STAGING, _STAGING_DIFFERENCE)
    if is_changed:
        connection.execute(f"CREATE OR REPLACE TABLE build.release AS {_RELEASES}")
        connection.execute(f"CREATE OR REPLACE TABLE build.reading AS {_READINGS}")
    note_state(connection, STAGING, version, is_known=is_known, is_changed=is_changed)
    return version


def _keep_difference(connection: duckdb.DuckDBPyConnection, table: str, select: str) -> bool:
    """Keep the rows by which a table differs from what it was; return whether there are any.

    If there are none, those stay that were kept before: whoever reads the table may not have seen them yet.
    """
    connection.execute(f"CREATE OR REPLACE TEMP TABLE difference AS {select}")
    if not count(connection, "difference", "temp"):
        return False
    connection.execute(f"CREATE OR REPLACE TABLE build.{quote(f'difference_{table}')} AS FROM difference")
    return True


def note_state(
    connection: duckdb.DuckDBPyConnection, table: str, code_version: str, *, is_known: bool, is_changed: bool
) -> None:
    """Note that a table is up to date; if its rows have changed, it has a new generation.

    `is_known` tells that `build.difference_<table>` holds the rows by which it differs from the generation before.
    """
    known = states(connection)
    state = known.get(table)
    if is_changed or state is None:
        newest = max((each.generation for each in known.values()), default=0)
        state = State(code_version, newest + 1, state.generation if state and is_known else None, is_noted=True)
    connection.execute("DELETE FROM build.state WHERE table_name = ?", [table])
    connection.execute(
        "INSERT INTO build.state VALUES (?, ?, ?, ?, TRUE)", [table, code_version, state.generation, state.previous]
    )


def note_inputs(connection: duckdb.DuckDBPyConnection, query: Query) -> None:
    """Note that a table was built from the present generations of what it reads."""
    connection.execute("DELETE FROM build.input WHERE table_name = ?", [query.name])
    connection.execute(
        "INSERT INTO build.input SELECT ?, table_name, generation FROM build.state"
        " WHERE table_name IN (SELECT unnest(?))",
        [query.name, sorted(inputs_of(query))],
    )


def states(connection: duckdb.DuckDBPyConnection) -> dict[str, State]:
    """Return the state of every table that was built, and of staging."""
    rows = connection.execute("SELECT table_name, code_version, generation, previous, is_noted FROM build.state")
    return {row[0]: State(*row[1:]) for row in rows.fetchall()}


def changed_inputs(connection: duckdb.DuckDBPyConnection, query: Query) -> list[str] | None:
    """Return what has changed of what a table reads since it was built; None if not all differences are known."""
    rows = connection.execute("SELECT input_name, generation FROM build.input WHERE table_name = ?", [query.name])
    built_from, known = dict(rows.fetchall()), states(connection)
    found = []
    for name in sorted(inputs_of(query)):
        state = known.get(name)
        if state is None or name not in built_from:
            return None
        if built_from[name] == state.generation:
            continue
        if built_from[name] != state.previous:
            return None
        found.append(name)
    return found


def load_difference(connection: duckdb.DuckDBPyConnection, query: Query, name: str) -> int:
    """Make the temporary table `difference`: the rows, in the columns that a query reads, by which an input differs.

    Return their number.
    """
    read = ", ".join(map(quote, difference_columns(query, name)))
    new, old = (f"SELECT {read} FROM build.{quote(f'difference_{name}')} WHERE {which}" for which in _NEW_OR_OLD)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE difference AS ({new} EXCEPT ALL {old}) UNION ALL ({old} EXCEPT ALL {new})"
    )
    return count(connection, "difference", "temp")


_NEW_OR_OLD = ("is_new", "NOT is_new")


def difference_columns(query: Query, name: str) -> list[str]:
    """Return the columns of an input's difference that matter to a query, in order."""
    return ["article_id"] if name == STAGING else sorted(query.columns[name])


def note_difference(connection: duckdb.DuckDBPyConnection, table: str, arriving: str, leaving: str) -> bool:
    """Keep the rows by which a table will differ from what it is: those of one relation in the place of another's.

    Return whether there are any.
    """
    return _keep_difference(
        connection,
        table,
        f"SELECT *, TRUE AS is_new FROM (FROM {arriving} EXCEPT ALL FROM {leaving})"
        f" UNION ALL SELECT *, FALSE AS is_new FROM (FROM {leaving} EXCEPT ALL FROM {arriving})",
    )


def inputs_of(query: Query) -> set[str]:
    """Return what a table is built from. What the readers know is no input: it changes with their version alone."""
    return {name for name in map(_input, query.tables) if name}


def _input(table: str) -> str | None:
    contract = contracts()[table]
    if contract.layer() not in ("raw", "staging"):
        return table
    names = {column.name for column in columns(contract)}
    return STAGING if names & {"document_id", "version_id"} else None


@cache
def code_version(query: Query, staging_version: str) -> str:
    """Return a hash of all but the rows it reads that decides the rows of a table, and of how they are updated."""
    contract = contracts()[query.name]
    parts: Iterable[str] = (query.text, *ddl(contract), contract.update_key or "", staging_version, _own_version())
    return blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


@cache
def _own_version() -> str:
    own = Path(__file__).parent
    digest = blake2b(digest_size=16)
    for name in ("changes.py", "update.py", "update_keys.py"):
        digest.update((own / name).read_bytes())
    return digest.hexdigest()


@cache
def is_followed(table: str) -> bool:
    """Tell whether a table that is updated by a key reads this one, so that it pays to know what has changed in it."""
    return any(table in query.tables and contracts()[query.name].update_key for query in table_queries())
