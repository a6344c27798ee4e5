"""Marts of engagement: how much releases were viewed, as counted and with their age allowed for (decision 0013)."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import (
    AgeReasonCode,
    ArticleId,
    CountryCode,
    CountryName,
    EngagementIndex,
    ExpectedViews,
    FullViews,
    IndexArticles,
    IndexHigh,
    IndexLow,
    IndexRank,
    IndexViews,
    IsAgeConfounded,
    MonthStart,
    NArticles,
    ObservedAt,
    OfficialId,
    PublishedAt,
    SourceName,
    StoryId,
    Title,
    TopicCode,
    ViewPercentile,
    ViewRank,
    Views,
    ViewsChange,
    ViewsGained,
    ViewShare,
    ViewsPerDay,
    WeightedViews,
)

PartnerArticles = Annotated[int, Field(description="Releases in which the state is a partner", ge=0), Unit("releases")]


class MartArticleEngagement(Table):
    """One row per release: its views beside what releases of its age have, in the same source and observation."""

    key: ClassVar[tuple[str, ...]] = ("article_id",)

    article_id: ArticleId
    story_id: StoryId
    source_name: SourceName
    title: Title
    published_at: PublishedAt
    engagement_month: MonthStart
    n_views: Annotated[
        Views | None, Field(description="Views at the latest known observation, else at the latest reading")
    ]
    views_observed_at: Annotated[
        ObservedAt | None, Field(description="When n_views was shown; NULL if that is not known")
    ]
    age_days: Annotated[
        float | None,
        Field(
            description="Time from publication to views_observed_at; NULL where that is not known or not later", ge=0
        ),
        Unit("days"),
    ]
    views_per_day: Annotated[
        ViewsPerDay | None, Field(description="n_views over age_days; NULL where the observation time is not known")
    ]
    n_views_gained: ViewsGained | None
    hours_since_last: Annotated[
        float | None,
        Field(description="Time in which n_views_gained came about; NULL where there is no observation before"),
        Unit("hours"),
    ]
    cohort_id: Annotated[
        str | None, Field(description="Releases whose ages compare: hash of source, document and time of observation")
    ]
    n_cohort_articles: Annotated[
        int, Field(description="Releases of the cohort; six are needed for an expectation", ge=0), Unit("releases")
    ]
    n_views_expected: Annotated[
        ExpectedViews | None, Field(description="Views that a typical release of this age has in the cohort")
    ]
    n_views_spread: Annotated[
        float | None,
        Field(description="Standard deviation of the views of typical releases about n_views_expected", ge=0),
        Unit("views"),
    ]
    engagement_index: Annotated[
        EngagementIndex | None, Field(description="n_views over n_views_expected; 1 is usual for the age")
    ]
    view_percentile: ViewPercentile | None
    is_age_confounded: IsAgeConfounded
    age_reason_code: AgeReasonCode


class _OfMember(BaseModel):
    """What is measured, and when."""

    member_kind: Annotated[
        Literal["country", "topic", "official", "country_topic"], Field(description="What the member is")
    ]
    member_code: Annotated[str, Field(description="Key of the member; of a state with a topic: 'KAZ/energy'")]
    period_code: Annotated[Literal["month", "all"], Field(description="What is summed up: one month, or all of them")]
    engagement_month: Annotated[MonthStart, Field(description="Month of publication; of all months, the first")]


class _OfOfficial(BaseModel):
    """Columns of a mart by person."""

    official_id: OfficialId
    official_name: Annotated[str, Field(description="Name as most releases write it")]


class _OfCountry(BaseModel):
    """Columns of a mart by state."""

    country_code: CountryCode
    country_name: CountryName


class _OfTopic(BaseModel):
    """Columns of a mart by topic."""

    topic_code: TopicCode
    topic_name: Annotated[str, Field(description="Name for people")]


class _OfMonth(BaseModel):
    """The column of a mart by month."""

    engagement_month: MonthStart


class _Measures(BaseModel):
    """What is measured of the releases of a member."""

    n_articles: NArticles
    n_views: FullViews | None
    n_views_weighted: WeightedViews | None
    n_views_gained: ViewsGained | None
    views_per_day: ViewsPerDay | None
    n_index_articles: IndexArticles
    n_index_stories: Annotated[
        int, Field(description="Stories that these releases tell; the interval needs five", ge=0), Unit("stories")
    ]
    n_index_views: IndexViews | None
    n_views_expected: ExpectedViews | None
    engagement_index: EngagementIndex | None
    index_low: IndexLow | None
    index_high: IndexHigh | None
    index_rank: IndexRank | None
    view_percentile: Annotated[ViewPercentile | None, Field(description="Median of the releases' view_percentile")]
    view_rank: ViewRank | None
    view_share: ViewShare | None
    is_age_confounded: IsAgeConfounded
    age_reason_code: AgeReasonCode


class _MonthlyMeasures(_Measures):
    """The measures of a month, and how they changed."""

    n_views_change: ViewsChange | None


# The fields of the last base come first, so that a row begins with its key.


class MartEngagementByMemberMonth(_MonthlyMeasures, _OfMember, Table):
    """One row per member and month with a release of it, and per state over all months; the marts are made of it."""

    key: ClassVar[tuple[str, ...]] = ("member_kind", "member_code", "period_code", "engagement_month")

    n_primary_articles: Annotated[
        int | None,
        Field(description="Releases in which a state is a partner, or that a topic is the subject of", ge=0),
        Unit("releases"),
    ]


class MartEngagementByCountryMonth(_MonthlyMeasures, _OfMonth, _OfCountry, Table):
    """One row per state and month in which at least one release means it; the publisher's own state is left out."""

    key: ClassVar[tuple[str, ...]] = ("country_code", "engagement_month")

    n_partner_articles: PartnerArticles


class MartEngagementByCountry(_Measures, _OfCountry, Table):
    """One row per state that at least one release means; the publisher's own state is left out."""

    key: ClassVar[tuple[str, ...]] = ("country_code",)

    n_partner_articles: PartnerArticles
    view_rank: Annotated[ViewRank | None, Field(description="Rank by n_views, 1 is most; NULL if views are unknown")]
    view_share: Annotated[ViewShare | None, Field(description="n_views over the total of this mart")]


class MartEngagementByTopicMonth(_MonthlyMeasures, _OfMonth, _OfTopic, Table):
    """One row per topic and month in which at least one release has it."""

    key: ClassVar[tuple[str, ...]] = ("topic_code", "engagement_month")

    n_main_articles: Annotated[
        int, Field(description="Releases that are really about the topic", ge=0), Unit("releases")
    ]


class MartEngagementByOfficialMonth(_MonthlyMeasures, _OfMonth, _OfOfficial, Table):
    """One row per person and month in which at least one release names the person."""

    key: ClassVar[tuple[str, ...]] = ("official_id", "engagement_month")


class MartEngagementByCountryTopicMonth(_MonthlyMeasures, _OfMonth, _OfTopic, _OfCountry, Table):
    """One row per state, topic and month in which at least one release has both; weights of both multiply."""

    key: ClassVar[tuple[str, ...]] = ("country_code", "topic_code", "engagement_month")
