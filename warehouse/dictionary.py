"""The data dictionary: the contracts as one page for people. `python -m warehouse.dictionary FILE` writes it."""

from __future__ import annotations

import sys
from pathlib import Path

from warehouse.contracts.base import Layer, Table
from warehouse.schema import Column, columns, contracts_of, references

_LAYERS: dict[Layer, str] = {
    "marts": "Answers, each at the grain that its name ends in.",
    "core": "Facts, dimensions and the bridges between them: the star schema.",
    "staging": "What the readers understood, before any entity is resolved.",
    "raw": "What was fetched, and what could not be parsed.",
    "meta": "What the warehouse says of itself.",
}


def data_dictionary() -> str:
    """Return the page, in Markdown."""
    parts = ["# Data dictionary\n\nGenerated from `warehouse/contracts/` by `make docs`; change it there.\n"]
    for layer, meaning in _LAYERS.items():
        parts.append(f"## {layer}\n\n{meaning}\n")
        parts += [_table(contract) for contract in contracts_of(layer).values()]
    return "\n".join(parts)


def _table(contract: type[Table]) -> str:
    refers = references(contract)
    lines = [
        f"### {contract.table_name()}\n",
        f"{contract.grain()} Key: {', '.join(f'`{name}`' for name in contract.key)}.\n",
    ]
    lines += ["| column | type | meaning |", "|---|---|---|"]
    for column in columns(contract):
        target = refers.get(column.name)
        link = f" → `{target.table}`" if target else ""
        lines.append(f"| `{column.name}` | {_type(column)} | {_cell(column.comment)}{link} |")
    return "\n".join(lines) + "\n"


def _type(column: Column) -> str:
    return column.sql_type if column.is_nullable else f"{column.sql_type} not null"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(data_dictionary(), encoding="utf-8")
    print(f"{target}: {sum(len(contracts_of(layer)) for layer in _LAYERS)} tables")
