"""Marts: answers, each at the grain that its name ends in."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import (
    CountryCode,
    CountryName,
    FullViews,
    NArticles,
    OfficialId,
    PublishedOn,
)


class MartOfficialActivity(Table):
    """One row per person named in at least one release."""

    key: ClassVar[tuple[str, ...]] = ("official_id",)

    official_id: OfficialId
    official_name: Annotated[str, Field(description="Name as most releases write it")]
    latest_title: Annotated[str | None, Field(description="Title in the latest release that states one")]
    represented_country_code: Annotated[
        CountryCode, Field(description="State spoken for in the latest release that tells; ZZZ if none")
    ]
    represented_country_name: CountryName
    n_articles: NArticles
    n_countries_met: Annotated[
        int, Field(description="Other states that took part in the main events of these releases", ge=0), Unit("states")
    ]
    n_views: FullViews | None
    first_seen_on: Annotated[PublishedOn, Field(description="Day of the first release that names the person")]
    last_seen_on: Annotated[PublishedOn, Field(description="Day of the latest release that names the person")]
