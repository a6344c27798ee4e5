"""Column lineage: of which columns of the tables that a query reads each of its own columns is made.

A value flows into a column through its expression, windows and filters of aggregates included. Conditions of WHERE and
JOIN decide which rows there are, not what is in them, and are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.lineage import Node, lineage
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import build_scope

from warehouse.engine import Query, WarehouseError
from warehouse.schema import columns, contracts

#: In the place of a source column: the rows of the source are counted, whatever is in them.
ROWS = "*"

_DIALECT = "duckdb"


@dataclass(frozen=True, slots=True, order=True)
class ColumnSource:
    """A column of a table, and a column of which it is made; `ROWS` if it counts the rows of the source."""

    dataset_name: str
    column_name: str
    source_dataset_name: str
    source_column_name: str


@cache
def column_sources(query: Query) -> tuple[ColumnSource, ...]:
    """Return the sources of every column of a query's table, sorted. A column made of constants has none.

    Raises WarehouseError where a column cannot be followed to its sources.
    """
    schema: dict[str, object] = {
        table: {column.name: column.sql_type for column in columns(contracts()[table])} for table in query.tables
    }
    parsed = sqlglot.parse_one(query.text, dialect=_DIALECT)
    try:
        # Names are as we write them; a column that qualify cannot place shows as one without source.
        whole = qualify(parsed, dialect=_DIALECT, schema=schema, validate_qualify_columns=False, identify=False)
        nodes = lineage(None, whole, schema, dialect=_DIALECT, scope=build_scope(whole), trim_selects=False, copy=False)
    except SqlglotError as error:
        raise WarehouseError(f"{query.path}: the lineage of its columns cannot be told: {error}") from error
    named = {cte.alias: cte.this for cte in whole.find_all(exp.CTE)}
    found = {
        ColumnSource(query.name, column, *source)
        for column, root in nodes.items()
        for node in root.walk()
        for source in _sources(node, named)
    }
    return tuple(sorted(found))


def _sources(node: Node, named: dict[str, exp.Expr]) -> Iterator[tuple[str, str]]:
    """Yield the (table, column) that a node of the lineage stands for, if it is one of a table; counted tables, too."""
    if isinstance(node.source, exp.Table):
        yield node.source.name, node.name.rpartition(".")[2]
    elif any(isinstance(count.this, exp.Star) for count in node.expression.find_all(exp.Count)):
        for table in sorted(_counted(node.source, named)):
            yield table, ROWS


def _counted(select: exp.Expr, named: dict[str, exp.Expr]) -> set[str]:
    """Return the tables whose rows a SELECT combines; those of its common table expressions in their place."""
    found: set[str] = set()
    queue, seen = [select], {id(select)}
    while queue:
        one = queue.pop()
        for part in filter(None, [one.args.get("from_"), *one.args.get("joins", [])]):
            for table in part.find_all(exp.Table):
                if table.name not in named:
                    found.add(table.name)
                    continue
                # A recursive one reads itself.
                inner = [each for each in named[table.name].find_all(exp.Select) if id(each) not in seen]
                seen |= {id(each) for each in inner}
                queue += inner
    return found
