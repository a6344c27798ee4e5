"""Bring a table of core or marts up to date: left alone, updated by its keys, or built whole.

Which of the three makes no difference to the rows, only to the time it takes (decision 0016).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

import duckdb

from warehouse.changes import (
    changed_inputs,
    code_version,
    difference_columns,
    is_followed,
    load_difference,
    note_difference,
    note_inputs,
    note_staging,
    note_state,
    prepare,
    states,
)
from warehouse.engine import Query, count, replace_rows, table_names, transaction
from warehouse.schema import columns, contracts, quote
from warehouse.update_keys import UPDATE_KEYS, UpdateKey

#: Beyond this share of its keys, to build a table whole takes less time than to update it.
LARGEST_SHARE = 0.1

Way = Literal["kept", "updated", "rebuilt"]


def update_table(connection: duckdb.DuckDBPyConnection, query: Query, largest_share: float = LARGEST_SHARE) -> Way:
    """Bring a table up to date with the tables it reads, in one transaction; return how it was done.

    Where more than `largest_share` of its keys have changed, it is built whole.

    Raises duckdb.CatalogException if one of them is not there.
    """
    prepare(connection)
    with transaction(connection):
        version = code_version(query, note_staging(connection))
        state = states(connection).get(query.name)
        is_made = state is not None and state.code_version == version and query.name in table_names(connection)
        changed = changed_inputs(connection, query) if is_made else None
        way, is_changed = _bring_up(connection, query, changed, largest_share)
        is_known = changed is not None and (way == "updated" or is_followed(query.name))
        note_state(connection, query.name, version, is_known=is_known, is_changed=is_changed)
        note_inputs(connection, query)
    return way


def _bring_up(
    connection: duckdb.DuckDBPyConnection, query: Query, changed: Sequence[str] | None, largest_share: float
) -> tuple[Way, bool]:
    """Return how the table was brought up to date, and whether its rows may have changed."""
    if changed is None:
        replace_rows(connection, query.name, query.text)
        return "rebuilt", True
    key = UPDATE_KEYS.get(contracts()[query.name].update_key or "")
    n_different = _find_keys(connection, query, key, changed)
    if not n_different:
        return "kept", False
    if key and _are_few(connection, key, largest_share):
        return "updated", _update(connection, query, key)
    if not is_followed(query.name):
        replace_rows(connection, query.name, query.text)
        return "rebuilt", True
    return "rebuilt", _rebuild(connection, query)


def _find_keys(
    connection: duckdb.DuckDBPyConnection, query: Query, key: UpdateKey | None, changed: Sequence[str]
) -> int:
    """Make the temporary table `changed` of the keys that differences reach; return how many rows differ.

    A NULL in it says that not all of them can be traced to keys.
    """
    connection.execute("CREATE OR REPLACE TEMP TABLE changed (changed_key VARCHAR)")
    n_different = 0
    for name in changed:
        n_rows = load_difference(connection, query, name)
        rule = key.reach_from(difference_columns(query, name)) if key else None
        if rule:
            connection.execute(
                f"INSERT INTO changed SELECT * FROM ({rule}) AS reached (reached_key) WHERE reached_key IS NOT NULL"
            )
        elif n_rows:
            connection.execute("INSERT INTO changed VALUES (NULL)")
        n_different += n_rows
    connection.execute("CREATE OR REPLACE TEMP TABLE changed AS SELECT DISTINCT changed_key FROM changed")
    return n_different


def _are_few(connection: duckdb.DuckDBPyConnection, key: UpdateKey, largest_share: float) -> bool:
    untraced = connection.execute("SELECT 1 FROM changed WHERE changed_key IS NULL").fetchone()
    return untraced is None and count(connection, "changed", "temp") <= largest_share * count(connection, key.table)


def _update(connection: duckdb.DuckDBPyConnection, query: Query, key: UpdateKey) -> bool:
    """Put new rows in the place of those of the changed keys; return whether they differ."""
    name = contracts()[query.name].update_key
    of_changed = f"WHERE {quote(str(name))} IN (SELECT changed_key FROM changed)"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE leaving AS FROM {quote(query.name)} {of_changed}")
    connection.execute("CREATE OR REPLACE TEMP TABLE arriving AS FROM leaving LIMIT 0")
    with _parts(connection, query, key):
        connection.execute(f"INSERT INTO arriving BY NAME SELECT * FROM ({query.text}\n) {of_changed}")
    if not note_difference(connection, query.name, "arriving", "leaving"):
        return False
    connection.execute(f"DELETE FROM {quote(query.name)} {of_changed}")
    connection.execute(f"INSERT INTO {quote(query.name)} FROM arriving")
    return True


@contextmanager
def _parts(connection: duckdb.DuckDBPyConnection, query: Query, key: UpdateKey) -> Iterator[None]:
    """Let the query see only what belongs to the changed keys: a temporary table hides one of the file."""
    parts = {
        quote(table): part
        for table in sorted(query.tables)
        if (part := key.part_of([column.name for column in columns(contracts()[table])]))
    }
    for table, part in parts.items():
        connection.execute(f"CREATE TEMP TABLE {table} AS FROM {table} WHERE {part}")
    yield
    for table in parts:
        connection.execute(f"DROP TABLE temp.{table}")


def _rebuild(connection: duckdb.DuckDBPyConnection, query: Query) -> bool:
    """Build the table whole, unless it would have the rows it has; return whether they differ."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE arriving AS FROM {quote(query.name)} LIMIT 0")
    connection.execute(f"INSERT INTO arriving BY NAME {query.text}")
    if not note_difference(connection, query.name, "arriving", quote(query.name)):
        return False
    replace_rows(connection, query.name, "FROM arriving")
    return True
