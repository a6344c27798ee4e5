"""Checks of a table: those its contract implies, and those of `sql/checks/`. Each finds rows that break a promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from warehouse.contracts.base import Table
from warehouse.engine import check_queries
from warehouse.schema import columns, contracts, contracts_of, literal, quote, references

#: Failing rows that a result keeps; all of them are found by running its query.
KEPT_ROWS = 1000

#: Begins the second line of a check file that stops nothing, before the reason.
_WARNS = "-- Warns: "


@dataclass(frozen=True, slots=True)
class Check:
    """A promise about a table. `sql` selects the rows that break it; `tables` are what it reads besides the table.

    While one that is blocking fails, nothing is published; another only warns.
    """

    table: str
    name: str
    description: str
    sql: str
    tables: frozenset[str]
    is_blocking: bool = True


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How many rows break a promise, and the first of them."""

    check: Check
    n_failing: int
    columns: Sequence[str]
    rows: Sequence[tuple[Any, ...]]

    @property
    def passed(self) -> bool:
        """No row breaks it."""
        return self.n_failing == 0

    @property
    def stops(self) -> bool:
        """It fails, and nothing may be published while it does."""
        return self.check.is_blocking and not self.passed


def checks_of(contract: type[Table]) -> tuple[Check, ...]:
    """Return the checks of a table: its key, its ranges and references, and the queries named after it."""
    table = contract.table_name()
    found = [_key(contract), *_values(contract)]
    for query in check_queries():
        owner, _, name = query.name.partition("__")
        if owner == table:
            promise, second = query.text.split("\n", 2)[:2]
            description = promise.removeprefix("-- ")
            if warns := second.startswith(_WARNS):
                description += f" Only warns: {second.removeprefix(_WARNS)}"
            found.append(Check(table, name, description, query.text, query.tables - {table}, not warns))
    return tuple(found)


def run_check(connection: duckdb.DuckDBPyConnection, check: Check) -> CheckResult:
    """Run a check on the tables of an open warehouse."""
    # Not `count(*) OVER ()`: over a union it sometimes ends DuckDB 1.5.5 with an internal error (duckdb#25713).
    relation = connection.execute(
        f"WITH failing AS MATERIALIZED ({check.sql}\n)"
        f" SELECT *, (SELECT count(*) FROM failing) AS n_failing FROM failing ORDER BY ALL LIMIT {KEPT_ROWS}"
    )
    names = [column[0] for column in relation.description or []]
    rows = relation.fetchall()
    return CheckResult(check, int(rows[0][-1]) if rows else 0, names[:-1], [row[:-1] for row in rows])


def run_checks(connection: duckdb.DuckDBPyConnection) -> list[CheckResult]:
    """Run every check of every layer that is built by a refresh."""
    return [
        run_check(connection, check)
        for contract in contracts().values()
        if contract.layer() != "meta"
        for check in checks_of(contract)
    ]


def audit_checks() -> list[Check]:
    """Return the checks of `sql/checks/` on what the warehouse says of itself; they run while it is published."""
    found = [check for contract in contracts_of("meta").values() for check in checks_of(contract)]
    return [check for check in found if not check.is_blocking]


def _key(contract: type[Table]) -> Check:
    table, key = contract.table_name(), ", ".join(map(quote, contract.key))
    sql = f"SELECT {key}, count(*) AS n_rows FROM {quote(table)} GROUP BY {key} HAVING count(*) > 1"
    return Check(table, "key_is_unique", f"No two rows share {', '.join(contract.key)}.", sql, frozenset())


def _values(contract: type[Table]) -> list[Check]:
    """Return the check of ranges and references: one row for each column, rule and value that breaks it."""
    table, resolved = contract.table_name(), references(contract)
    rules = [(column.name, condition, condition) for column in columns(contract) for condition in column.conditions]
    rules += [
        (
            name,
            f"occurs in {to.table}.{to.column}",
            f"{quote(name)} IN (SELECT {quote(to.column)} FROM {quote(to.table)})",
        )
        for name, to in resolved.items()
    ]
    if not rules:
        return []
    # NULL breaks no rule: NOT NULL is the column's own promise.
    breaches = (
        f"SELECT {literal(name)} AS column_name, CAST({quote(name)} AS VARCHAR) AS value, {literal(rule)} AS rule,"
        f" count(*) AS n_rows FROM {quote(table)} WHERE {quote(name)} IS NOT NULL AND NOT ({condition})"
        f" GROUP BY {quote(name)}"
        for name, rule, condition in rules
    )
    description = "Every value is in its range, and every key occurs in the table it refers to."
    tables = frozenset(to.table for to in resolved.values())
    return [Check(table, "values_hold", description, " UNION ALL ".join(breaches), tables)]
