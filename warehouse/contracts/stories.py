"""Stories: which releases say the same."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from warehouse.contracts.base import Table


class BridgeArticleStory(Table):
    """One row per release, with the story that it tells: a release and its reposts, lightly edited or not, are one."""

    key: ClassVar[tuple[str, ...]] = ("article_id",)

    # No references: the fact is made from this table.
    article_id: Annotated[str, Field(description="Release, as in fct_article")]
    story_id: Annotated[str, Field(description="Story: the least article_id of its releases")]
