"""Meta: what the warehouse says of itself. Written by publish, not by a query."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from warehouse.contracts.base import Table, Unit


class MetaRun(Table):
    """One row per refresh that published this warehouse."""

    key: ClassVar[tuple[str, ...]] = ("run_id",)

    run_id: Annotated[str, Field(description="Run in Dagster")]
    published_at: Annotated[datetime, Field(description="When the run published"), Unit("UTC")]
    build_key: Annotated[str, Field(description="Hash of all that decides the rows: the readings kept and the code")]
    reading_version: Annotated[str, Field(description="Hash of the code and knowledge that read the text")]
    n_documents: Annotated[int, Field(description="Documents in the warehouse", ge=0), Unit("documents")]
    n_articles: Annotated[int, Field(description="Releases in the warehouse", ge=0), Unit("releases")]


class MetaReading(Table):
    """One row: the version of reading under which the staging tables were made."""

    key: ClassVar[tuple[str, ...]] = ("reading_version",)

    reading_version: Annotated[str, Field(description="Hash of the code and knowledge that read the text")]
    staging_version: Annotated[str, Field(description="Hash of what the staging tables promise")]
