"""Facts and bridges: what happened, measured at one grain each, and who had a part in it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar

from pydantic import Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import (
    ArticleId,
    Confidence,
    CountryCode,
    DocumentId,
    EndChar,
    EventId,
    EventTypeCode,
    FetchId,
    HomeCountryCode,
    LanguageCode,
    LineFrom,
    LineTo,
    MentionKind,
    MonthStart,
    NMentions,
    ObservedAt,
    OfficialId,
    OrganizationId,
    PositionId,
    PublishedAt,
    PublishedOn,
    PublisherName,
    ReadAt,
    RoleCode,
    RuleId,
    Salience,
    SourceName,
    StartChar,
    StoryId,
    Surface,
    TextField,
    Title,
    TopicCode,
    VersionId,
    Views,
    Weight,
)


class FctArticle(Table):
    """One row per release, in its current version."""

    key: ClassVar[tuple[str, ...]] = ("article_id",)
    update_key: ClassVar[str | None] = "article_id"

    article_id: ArticleId
    version_id: VersionId
    story_id: StoryId
    source_name: SourceName
    publisher_name: PublisherName | None
    home_country_code: HomeCountryCode
    language_code: LanguageCode | None
    address: Annotated[str | None, Field(description="Canonical address of the release, where its record states one")]
    published_at: PublishedAt
    published_on: PublishedOn
    engagement_month: MonthStart
    title: Title
    n_words: Annotated[int, Field(description="Words of title and body", ge=1), Unit("words")]
    n_versions: Annotated[int, Field(description="Text versions seen", ge=1)]
    n_views: Annotated[
        Views | None, Field(description="Views at the latest known observation, else at the latest reading")
    ]
    views_observed_at: Annotated[
        ObservedAt | None, Field(description="When n_views was shown; NULL if that is not known")
    ]
    views_document_id: Annotated[DocumentId | None, Field(description="Document that showed n_views")]
    is_latest_known: Annotated[
        bool, Field(description="False if n_views has no known observation time, so that the latest reading counts")
    ]
    first_observed_at: ObservedAt | None
    last_observed_at: ObservedAt | None
    is_listed: Annotated[
        bool | None,
        Field(
            description="The latest list of its source has the release; False once it is gone from there, NULL unless"
            " sources.toml declares the readings of the source to be complete lists"
        ),
    ]
    last_listed_at: Annotated[
        datetime | None,
        Field(description="Time of the last list that has it: of observation, else of reading; NULL as is_listed"),
        Unit("UTC"),
    ]
    unlisted_since: Annotated[
        datetime | None,
        Field(description="Time of the first list after that, which has it no more; NULL while it is listed"),
        Unit("UTC"),
    ]
    document_id: DocumentId
    line_from: LineFrom
    line_to: LineTo


class FctViewSnapshot(Table):
    """One row per release and reading of a document that has it: the count as the source showed it then."""

    key: ClassVar[tuple[str, ...]] = ("article_id", "fetch_id")
    update_key: ClassVar[str | None] = "article_id"

    article_id: ArticleId
    fetch_id: FetchId
    document_id: DocumentId
    observed_at: ObservedAt | None
    read_at: ReadAt
    n_views: Views
    n_views_gained: Annotated[
        int | None,
        Field(
            description="Views since the observation before, maybe negative; NULL for the first and for unknown times"
        ),
        Unit("views"),
    ]
    is_falling: Annotated[
        bool, Field(description="True if the count is below that of the observation before; kept as it was shown")
    ]
    age_hours: Annotated[
        float | None,
        Field(description="Time from publication to observation; NULL where that is not known"),
        Unit("hours"),
    ]
    hours_since_last: Annotated[
        float | None, Field(description="Time since the observation before; NULL where there is none"), Unit("hours")
    ]


class FctEvent(Table):
    """One row per diplomatic event of a release."""

    key: ClassVar[tuple[str, ...]] = ("event_id",)
    update_key: ClassVar[str | None] = "article_id"

    event_id: EventId
    article_id: ArticleId
    event_type_code: EventTypeCode
    is_main: Annotated[bool, Field(description="The event the release reports; exactly one for each release")]
    place_country_code: Annotated[CountryCode, Field(description="State in which it took place; ZZZ if not stated")]
    event_on: Annotated[date | None, Field(description="Day on which it took place, only if the text states it")]
    published_on: PublishedOn


class FctMention(Table):
    """One row per stretch of a release's current text that means something: the evidence of every number."""

    key: ClassVar[tuple[str, ...]] = ("article_id", "kind", "entity_id", "field", "start_char", "end_char")
    update_key: ClassVar[str | None] = "article_id"

    article_id: ArticleId
    version_id: VersionId
    kind: MentionKind
    entity_id: Annotated[str, Field(description="Key in the dimension of its kind")]
    field: TextField
    start_char: StartChar
    end_char: EndChar
    surface: Surface
    role_code: RoleCode | None
    rule_id: RuleId
    confidence: Confidence


class BridgeArticleCountry(Table):
    """One row per release and state meant by it, the publisher's own among them."""

    key: ClassVar[tuple[str, ...]] = ("article_id", "country_code")
    update_key: ClassVar[str | None] = "article_id"

    article_id: ArticleId
    country_code: CountryCode
    role_code: RoleCode
    n_mentions: NMentions
    salience: Salience
    weight: Annotated[
        Weight | None, Field(description="Share of the release among its non-home states; NULL for the home state")
    ]


class BridgeArticleOfficial(Table):
    """One row per release and person named in it."""

    key: ClassVar[tuple[str, ...]] = ("article_id", "official_id")
    update_key: ClassVar[str | None] = "article_id"

    article_id: ArticleId
    official_id: OfficialId
    official_title: Annotated[str | None, Field(description="Title as this release states it")]
    represented_country_code: Annotated[
        CountryCode, Field(description="State the person speaks for; ZZZ if none is stated")
    ]
    posted_country_code: Annotated[
        CountryCode, Field(description="State the person is posted to; ZZZ if none is stated")
    ]
    organization_id: OrganizationId
    position_id: Annotated[
        PositionId,
        Field(
            description="Position as of the day of publication: the one this release states, else the only one that"
            " other releases give the person for that day; else unknown"
        ),
    ]
    role_code: Annotated[RoleCode | None, Field(description="Role of the represented state in this release")]
    n_mentions: NMentions
    weight: Weight


class BridgeArticleOrganization(Table):
    """One row per release and organization named in it."""

    key: ClassVar[tuple[str, ...]] = ("article_id", "organization_id")
    update_key: ClassVar[str | None] = "article_id"

    article_id: ArticleId
    organization_id: OrganizationId
    n_mentions: NMentions
    weight: Weight


class BridgeArticleTopic(Table):
    """One row per release and topic of it."""

    key: ClassVar[tuple[str, ...]] = ("article_id", "topic_code")
    update_key: ClassVar[str | None] = "article_id"

    article_id: ArticleId
    topic_code: TopicCode
    score: Annotated[float, Field(description="Strength of the topic in the release", ge=0, le=1), Unit("share")]
    is_main: Annotated[bool, Field(description="One of the one to three topics the release is really about")]
    weight: Weight


class BridgeEventCountry(Table):
    """One row per main event and state that takes part in it."""

    key: ClassVar[tuple[str, ...]] = ("event_id", "country_code")
    update_key: ClassVar[str | None] = "event_id"

    event_id: EventId
    country_code: CountryCode
    role_code: RoleCode


class BridgeEventOfficial(Table):
    """One row per main event and person named in its release who speaks for a state that takes part."""

    key: ClassVar[tuple[str, ...]] = ("event_id", "official_id")
    update_key: ClassVar[str | None] = "event_id"

    event_id: EventId
    official_id: OfficialId
    represented_country_code: Annotated[CountryCode, Field(description="State the person speaks for")]
