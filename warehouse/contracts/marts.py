"""Marts: answers, each at the grain that its name ends in."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import (
    CountryCode,
    CountryName,
    FullViews,
    IsAgeConfounded,
    MonthStart,
    NArticles,
    OfficialId,
    PublishedOn,
    TopicCode,
    ViewRank,
    ViewsChange,
    ViewShare,
    ViewsPerDay,
    WeightedViews,
)


class MartEngagementByCountryMonth(Table):
    """One row per state and month in which at least one release means it; the publisher's own state is left out."""

    key: ClassVar[tuple[str, ...]] = ("country_code", "engagement_month")

    country_code: CountryCode
    country_name: CountryName
    engagement_month: MonthStart
    n_articles: NArticles
    n_partner_articles: Annotated[
        int, Field(description="Releases in which the state is a partner", ge=0), Unit("releases")
    ]
    n_views: FullViews | None
    n_views_weighted: WeightedViews | None
    n_views_change: ViewsChange | None
    views_per_day: ViewsPerDay | None
    view_rank: ViewRank | None
    view_share: ViewShare | None
    is_age_confounded: IsAgeConfounded


class MartEngagementByTopicMonth(Table):
    """One row per topic and month in which at least one release has it."""

    key: ClassVar[tuple[str, ...]] = ("topic_code", "engagement_month")

    topic_code: TopicCode
    topic_name: Annotated[str, Field(description="Name for people")]
    engagement_month: MonthStart
    n_articles: NArticles
    n_main_articles: Annotated[
        int, Field(description="Releases that are really about the topic", ge=0), Unit("releases")
    ]
    n_views: FullViews | None
    n_views_weighted: WeightedViews | None
    n_views_change: ViewsChange | None
    views_per_day: ViewsPerDay | None
    view_rank: ViewRank | None
    view_share: ViewShare | None
    is_age_confounded: IsAgeConfounded


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
