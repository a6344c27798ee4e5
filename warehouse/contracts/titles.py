"""Titles of officials, and the rank they have among counterparts."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from warehouse.contracts.base import Table

OfficialLevelCode = Annotated[
    Literal["head_of_state", "head_of_government", "foreign_minister", "minister", "ambassador", "official"],
    Field(description="Level of an office, from head of state down; deputies of heads are ministers, others officials"),
]


class DimOfficialTitle(Table):
    """One row per title that a release states of a person, and the unknown title."""

    key: ClassVar[tuple[str, ...]] = ("official_title",)

    official_title: Annotated[str, Field(description="Title as stated", min_length=1)]
    official_level_code: OfficialLevelCode
    official_level_rank: Annotated[int, Field(description="Rank of the level: 1 is head of state", ge=1, le=6)]
    is_spokesperson: Annotated[bool, Field(description="Tells of what others did")]
