"""Contracts read as data: columns, DDL, comments, Arrow schemas, checks and the data dictionary."""

from __future__ import annotations

import importlib
import pkgutil
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow as pa
from pydantic.fields import FieldInfo

import warehouse.contracts
from warehouse.contracts.base import Layer, References, Table, Unit

_TYPES: dict[Any, tuple[str, pa.DataType]] = {
    str: ("VARCHAR", pa.string()),
    int: ("BIGINT", pa.int64()),
    float: ("DOUBLE", pa.float64()),
    bool: ("BOOLEAN", pa.bool_()),
    date: ("DATE", pa.date32()),
    datetime: ("TIMESTAMP", pa.timestamp("us")),
    list[str]: ("VARCHAR[]", pa.list_(pa.string())),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as its contract describes it. `conditions` are SQL expressions that hold for every value."""

    name: str
    sql_type: str
    arrow_type: pa.DataType
    is_nullable: bool
    description: str
    unit: str | None
    references: References | None
    conditions: tuple[str, ...]

    @property
    def comment(self) -> str:
        """Description with its unit, for people."""
        return f"{self.description} [{self.unit}]" if self.unit else self.description


def quote(name: str) -> str:
    """Return an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: str) -> str:
    """Return an SQL string literal."""
    return "'" + value.replace("'", "''") + "'"


@cache
def contracts() -> Mapping[str, type[Table]]:
    """Return every contract by table name. A class in any module of `warehouse.contracts` is found by being there."""
    found = [
        member
        for module in pkgutil.iter_modules(warehouse.contracts.__path__, "warehouse.contracts.")
        for member in vars(importlib.import_module(module.name)).values()
        if isinstance(member, type) and issubclass(member, Table) and member is not Table
    ]
    return {contract.table_name(): contract for contract in sorted(found, key=lambda each: each.table_name())}


def contracts_of(layer: Layer) -> Mapping[str, type[Table]]:
    """Return the contracts of one layer by table name."""
    return {name: contract for name, contract in contracts().items() if contract.layer() == layer}


@cache
def columns(contract: type[Table]) -> tuple[Column, ...]:
    """Return the columns in order. Raises TypeError for a type without a place in SQL or a column without meaning."""
    hints = get_type_hints(contract, include_extras=True)
    return tuple(_column(contract, name, hints[name]) for name in contract.model_fields)


def _column(contract: type[Table], name: str, hint: Any) -> Column:
    base, marks, is_nullable = _unpack(hint)
    values = get_args(base) if get_origin(base) is Literal else ()
    base = str if values and all(isinstance(value, str) for value in values) else base
    if base not in _TYPES:
        raise TypeError(f"{contract.__name__}.{name}: {base!r} has no SQL type; use one of {[str(t) for t in _TYPES]}")
    sql_type, arrow_type = _TYPES[base]
    fields = [mark for mark in marks if isinstance(mark, FieldInfo)]
    description = next((field.description for field in reversed(fields) if field.description), None)
    if not description:
        raise TypeError(f"{contract.__name__}.{name} needs a description")
    units = [mark.name for mark in marks if isinstance(mark, Unit)]
    references = [mark for mark in marks if isinstance(mark, References)]
    return Column(
        name=name,
        sql_type=sql_type,
        arrow_type=arrow_type,
        is_nullable=is_nullable,
        description=description,
        unit=units[-1] if units else None,
        references=references[-1] if references else None,
        conditions=tuple(_conditions(name, fields, values)),
    )


def _unpack(hint: Any) -> tuple[Any, list[Any], bool]:
    """Split a type hint into its plain type, the marks on it (inner ones first) and whether None is allowed."""
    if get_origin(hint) is Annotated:
        base, *marks = get_args(hint)
        plain, inner, is_nullable = _unpack(base)
        return plain, [*inner, *marks], is_nullable
    if get_origin(hint) in (Union, types.UnionType):
        arguments = [argument for argument in get_args(hint) if argument is not type(None)]
        if len(arguments) != 1:
            raise TypeError(f"{hint!r}: a column has one type")
        plain, inner, _ = _unpack(arguments[0])
        return plain, inner, True
    return hint, [], False


def _conditions(name: str, fields: list[FieldInfo], values: tuple[str, ...]) -> Iterator[str]:
    """Yield the SQL conditions of Pydantic's constraints; a constraint without a translation raises TypeError."""
    column = quote(name)
    if values:
        yield f"{column} IN ({', '.join(literal(value) for value in values)})"
    for constraint in (constraint for field in fields for constraint in field.metadata):
        match constraint:
            case object(ge=bound):
                yield f"{column} >= {bound}"
            case object(le=bound):
                yield f"{column} <= {bound}"
            case object(min_length=bound):
                yield f"length({column}) >= {bound}"
            case object(pattern=pattern):
                yield f"regexp_matches({column}, {literal(pattern)})"
            case _:
                raise TypeError(f"{name}: no SQL for the constraint {constraint!r}")


def ddl(contract: type[Table], table: str | None = None) -> list[str]:
    """Return the statements that create the table, empty, with comments. No keys: those are checks (decision 0002)."""
    name = quote(table or contract.table_name())
    lines = []
    for column in columns(contract):
        null = "" if column.is_nullable else " NOT NULL"
        check = f" CHECK ({' AND '.join(column.conditions)})" if column.conditions else ""
        lines.append(f"{quote(column.name)} {column.sql_type}{null}{check}")
    statements = [f"CREATE OR REPLACE TABLE {name} (\n  " + ",\n  ".join(lines) + "\n)"]
    statements.append(f"COMMENT ON TABLE {name} IS {literal(contract.grain())}")
    statements += [f"COMMENT ON COLUMN {name}.{quote(c.name)} IS {literal(c.comment)}" for c in columns(contract)]
    return statements


def arrow_schema(contract: type[Table]) -> pa.Schema:
    """Return the Arrow schema, for tables that Python makes."""
    return pa.schema([pa.field(c.name, c.arrow_type, nullable=c.is_nullable) for c in columns(contract)])


def references(contract: type[Table]) -> dict[str, References]:
    """Return what each column of a core or mart table must resolve to; a dimension does not refer to itself."""
    if contract.layer() not in ("core", "marts"):
        return {}
    return {
        column.name: column.references
        for column in columns(contract)
        if column.references and column.references.table != contract.table_name()
    }
