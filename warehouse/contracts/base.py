"""The base class of all contracts, and the marks a column can carry besides Pydantic's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

Layer = Literal["raw", "staging", "core", "marts", "meta"]

_LAYER_OF_PREFIX: dict[str, Layer] = {
    "raw": "raw",
    "stg": "staging",
    "dim": "core",
    "fct": "core",
    "bridge": "core",
    "mart": "marts",
    "meta": "meta",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit in which a number is given."""

    name: str


@dataclass(frozen=True, slots=True)
class References:
    """The column of a dimension or fact in which every value of this column must occur.

    Checked in core and marts; staging knows no dimension yet.
    """

    table: str
    column: str


class Table(BaseModel):
    """A table of the warehouse: the docstring is its grain, the fields are its columns, `key` identifies a row.

    With an `update_key`, one of `warehouse.update_keys`, a refresh computes only the rows of the keys that changed.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: ClassVar[tuple[str, ...]]
    update_key: ClassVar[str | None] = None

    @classmethod
    def table_name(cls) -> str:
        """Return the name in SQL: `MartOfficialActivity` is `mart_official_activity`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def layer(cls) -> Layer:
        """Return the layer that the name's prefix tells. Raises KeyError if the prefix is none of ours."""
        return _LAYER_OF_PREFIX[cls.table_name().partition("_")[0]]

    @classmethod
    def grain(cls) -> str:
        """Return the docstring on one line. Raises TypeError where a contract has none."""
        if not cls.__doc__ or cls.__doc__ == Table.__doc__:
            raise TypeError(f"the contract {cls.__name__} needs a docstring that states its grain")
        return " ".join(cls.__doc__.split())
