"""Marts: answers, each at the grain that its name ends in."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import (
    ArticleId,
    CountryCode,
    CountryName,
    DocumentId,
    EndChar,
    EventId,
    EventTypeCode,
    FullViews,
    LineFrom,
    LineTo,
    MonthStart,
    NArticles,
    NStories,
    OfficialId,
    PublishedOn,
    RoleCode,
    SourceName,
    StartChar,
    StoryId,
    Surface,
    TextField,
    Title,
    TopicCode,
)
from warehouse.contracts.titles import OfficialLevelCode

OfficialName = Annotated[str, Field(description="Name as most releases write it")]
ArticlesChange = Annotated[
    int,
    Field(description="n_articles less that of the calendar month before; NULL in the first month"),
    Unit("releases"),
]


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
    n_stories: NStories
    n_countries_met: Annotated[
        int, Field(description="Other states that took part in the main events of these releases", ge=0), Unit("states")
    ]
    n_views: FullViews | None
    first_seen_on: Annotated[PublishedOn, Field(description="Day of the first release that names the person")]
    last_seen_on: Annotated[PublishedOn, Field(description="Day of the latest release that names the person")]


class MartOfficialPair(Table):
    """One row per two persons of two states that took part in the main event of at least one release on a meeting."""

    key: ClassVar[tuple[str, ...]] = ("official_id", "other_official_id")

    official_id: Annotated[OfficialId, Field(description="The one person: the lesser id of the two")]
    official_name: OfficialName
    represented_country_code: Annotated[CountryCode, Field(description="State spoken for at the latest meeting")]
    represented_country_name: CountryName
    other_official_id: Annotated[OfficialId, Field(description="The other person")]
    other_official_name: OfficialName
    other_represented_country_code: Annotated[CountryCode, Field(description="State spoken for at the latest meeting")]
    other_represented_country_name: CountryName
    n_articles: NArticles
    n_stories: NStories
    event_type_codes: Annotated[
        list[str], Field(description="Types of these events, sorted: consultations, signings, credentials")
    ]
    first_met_on: Annotated[PublishedOn, Field(description="Day of the first of these releases")]
    last_met_on: Annotated[PublishedOn, Field(description="Day of the latest of these releases")]
    article_ids: Annotated[list[str], Field(description="These releases, the latest first")]


class MartCountryTimeline(Table):
    """One row per event and state that takes part in it or in which it takes place."""

    key: ClassVar[tuple[str, ...]] = ("country_code", "event_id")

    country_code: CountryCode
    country_name: CountryName
    timeline_no: Annotated[int, Field(description="Place in the timeline of the state: 1 is the newest event", ge=1)]
    timeline_on: Annotated[date, Field(description="Day of the event as stated, else that of publication")]
    is_day_stated: Annotated[bool, Field(description="False if timeline_on is the day of publication")]
    event_id: EventId
    event_type_code: EventTypeCode
    event_type_name: Annotated[str, Field(description="Name for people")]
    is_main: Annotated[bool, Field(description="The event the release reports")]
    role_code: Annotated[
        RoleCode | None, Field(description="Part of the state in the release; NULL if it is only the place")
    ]
    is_place: Annotated[bool, Field(description="The event took place in this state")]
    other_country_codes: Annotated[list[str], Field(description="Other states that take part, sorted")]
    official_names: Annotated[list[str], Field(description="Persons who speak for states that take part, sorted")]
    article_id: ArticleId
    story_id: StoryId
    title: Title
    source_name: SourceName
    published_on: PublishedOn
    evidence_field: Annotated[TextField | None, Field(description="Part of the release with the words of the event")]
    evidence_start_char: StartChar | None
    evidence_end_char: EndChar | None
    evidence_surface: Annotated[
        Surface | None, Field(description="The words that tell of the event; NULL if no words of their own do")
    ]
    document_id: DocumentId
    line_from: LineFrom
    line_to: LineTo


class MartPublicationByDay(Table):
    """One row per source and day from its first release to its latest, with or without a release."""

    key: ClassVar[tuple[str, ...]] = ("source_name", "published_on")

    source_name: SourceName
    published_on: PublishedOn
    day_of_week_name: Annotated[str, Field(description="English name of the day")]
    n_articles: NArticles
    n_stories: NStories
    n_silent_days: Annotated[
        int,
        Field(description="Length of the silence in which the day lies; 0 on a day with a release", ge=0),
        Unit("days"),
    ]
    is_gap: Annotated[
        bool,
        Field(description="The silence is longer than 3 days, than twice the source's median and than 90 % of them"),
    ]
    usual_n_articles: Annotated[
        float | None,
        Field(
            description="Median of this day of the week in 8 weeks before, without gaps; NULL for less than 4",
            ge=0,
        ),
        Unit("releases"),
    ]
    robust_z_score: Annotated[
        float | None,
        Field(
            description="n_articles less the usual, over 1.4826 times the median absolute deviation, at least the root"
            " of the usual and 1"
        ),
    ]
    is_surprise: Annotated[bool, Field(description="robust_z_score is 3.5 or more, up or down")]


class MartCountryRelationship(Table):
    """One row per state that any release means, but as its publisher's own, and month of the warehouse."""

    key: ClassVar[tuple[str, ...]] = ("country_code", "engagement_month")

    country_code: CountryCode
    country_name: CountryName
    engagement_month: MonthStart
    n_articles: NArticles
    n_stories: NStories
    n_partner_articles: Annotated[
        int, Field(description="Releases in which the state is a partner", ge=0), Unit("releases")
    ]
    n_contacts: Annotated[
        int,
        Field(description="Meetings, visits, calls, signings and credentials in which it is the partner", ge=0),
        Unit("releases"),
    ]
    n_articles_change: ArticlesChange | None
    n_articles_past_mean: Annotated[
        float | None,
        Field(description="Mean of up to six calendar months before; NULL in the first month", ge=0),
        Unit("releases"),
    ]
    n_articles_trend: Annotated[
        float | None, Field(description="n_articles less n_articles_past_mean"), Unit("releases")
    ]
    attention_share: Annotated[
        float | None,
        Field(
            description="Share of the month's releases by weight; sums to 1 over states; NULL if no release means any",
            ge=0,
            le=1,
        ),
        Unit("share"),
    ]
    attention_share_change: Annotated[
        float | None, Field(description="attention_share less that of the calendar month before"), Unit("share")
    ]
    attention_share_past_mean: Annotated[
        float | None, Field(description="Mean of up to six calendar months before", ge=0, le=1), Unit("share")
    ]
    attention_share_trend: Annotated[
        float | None, Field(description="attention_share less attention_share_past_mean"), Unit("share")
    ]
    counterpart_level_code: Annotated[
        OfficialLevelCode | None,
        Field(description="Highest level of its counterparts at contacts; NULL if none is named"),
    ]
    counterpart_official_id: Annotated[
        OfficialId | None, Field(description="Counterpart of that level; of several the latest")
    ]
    counterpart_official_name: OfficialName | None
    counterpart_official_title: Annotated[str | None, Field(description="Title of the counterpart as stated there")]
    counterpart_article_id: Annotated[ArticleId | None, Field(description="Release that says so")]


class MartTopicMomentum(Table):
    """One row per topic that any release has and month of the warehouse."""

    key: ClassVar[tuple[str, ...]] = ("topic_code", "engagement_month")

    topic_code: TopicCode
    topic_name: Annotated[str, Field(description="Name for people")]
    engagement_month: MonthStart
    n_articles: NArticles
    n_stories: NStories
    n_main_articles: Annotated[
        int, Field(description="Releases that are really about the topic", ge=0), Unit("releases")
    ]
    topic_share: Annotated[
        float | None,
        Field(
            description="Share of the month's releases by weight; sums to 1 over topics; NULL if none has any",
            ge=0,
            le=1,
        ),
        Unit("share"),
    ]
    n_articles_change: ArticlesChange | None
    past_3_mean: Annotated[
        float | None,
        Field(description="Mean of the three calendar months before; NULL unless there are three", ge=0),
        Unit("releases"),
    ]
    over_past_3_mean: Annotated[float | None, Field(description="n_articles less past_3_mean"), Unit("releases")]
    past_6_mean: Annotated[
        float | None,
        Field(description="Mean of the six calendar months before; NULL unless there are six", ge=0),
        Unit("releases"),
    ]
    over_past_6_mean: Annotated[float | None, Field(description="n_articles less past_6_mean"), Unit("releases")]
    momentum_rank: Annotated[
        int | None, Field(description="Rank by over_past_3_mean within the month, 1 rises most", ge=1)
    ]
