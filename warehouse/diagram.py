"""Entity-relationship pictures of the star schema, in Mermaid. `python -m warehouse.diagram FILE` writes the page."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from warehouse.contracts.base import Table
from warehouse.schema import columns, contracts_of, references

_HEAD = """# Entity relationships

Generated from `warehouse/contracts/` by `make docs`; change it there. A line leads from a table to one that refers to
it, with the columns that do: `||` exactly one row, `|o` one or none (the column may be NULL), `o{` any number. What the
columns mean is in the [data dictionary](data-dictionary.md). No key is declared in the file: each is a check.

## All of core
"""


def entity_relationships() -> str:
    """Return the page, in Markdown: all tables of core without columns, then each fact with keys and neighbours."""
    core = contracts_of("core")
    parts = [_HEAD, _picture(_relations(core.values()))]
    for name, contract in core.items():
        if name.startswith("fct_"):
            star = _star(contract, core.values())
            parts.append(f"## {name}\n\n{contract.grain()}\n")
            parts.append(_picture([*_relations(star), *_entities(star)]))
    return "\n".join(parts)


def _star(fact: type[Table], core: Iterable[type[Table]]) -> list[type[Table]]:
    """Return a fact and the bridges whose key has its key in it."""
    bridges = [
        contract
        for contract in core
        if contract.table_name().startswith("bridge_")
        and any(to.table == fact.table_name() and name in contract.key for name, to in references(contract).items())
    ]
    return [fact, *bridges]


def _picture(lines: Iterable[str]) -> str:
    return "```mermaid\nerDiagram\n" + "".join(f"    {line}\n" for line in lines) + "```\n"


def _relations(tables: Iterable[type[Table]]) -> Iterator[str]:
    """Yield a line for each pair of tables of which one refers to the other."""
    for contract in tables:
        by_target: dict[str, list[str]] = {}
        for name, to in references(contract).items():
            by_target.setdefault(to.table, []).append(name)
        nullable = {column.name for column in columns(contract) if column.is_nullable}
        for target, names in sorted(by_target.items()):
            one = "|o" if nullable.issuperset(names) else "||"
            yield f'{target} {one}--o{{ {contract.table_name()} : "{", ".join(names)}"'


def _entities(tables: Iterable[type[Table]]) -> Iterator[str]:
    """Yield the tables with the columns that identify a row or refer to another."""
    for contract in tables:
        refers = references(contract)
        yield f"{contract.table_name()} {{"
        for column in columns(contract):
            marks = [mark for mark, has in (("PK", column.name in contract.key), ("FK", column.name in refers)) if has]
            if marks:
                yield f"    {column.sql_type} {column.name} {', '.join(marks)}"
        yield "}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(entity_relationships(), encoding="utf-8")
    print(f"{target}: {len(contracts_of('core'))} tables")
