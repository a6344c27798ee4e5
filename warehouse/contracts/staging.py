"""Staging: what the readers understood, one table for each kind of fact, before any entity is resolved."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import (
    Body,
    Confidence,
    CountryCode,
    CountryName,
    DocumentId,
    EndChar,
    EventTypeCode,
    HomeCountryCode,
    LanguageCode,
    LineFrom,
    LineTo,
    MentionKind,
    NMentions,
    OfficialKey,
    PublishedAt,
    PublishedOn,
    PublisherName,
    RoleCode,
    RuleId,
    Salience,
    StartChar,
    Surface,
    TextField,
    TimeZone,
    Title,
    TopicCode,
    VersionId,
    Views,
)

StagedArticleId = Annotated[
    str, Field(description="Release: hash of source and address, else of source, minute and occurrence in that minute")
]
OrganizationKey = Annotated[str, Field(description="Slug of the organization, the same for all its spellings")]
Score = Annotated[float, Field(description="Strength of the topic in the release", ge=0, le=1), Unit("share")]


class StgDocument(Table):
    """One row per document that was parsed, with the circumstances it was parsed under and what was found in it."""

    key: ClassVar[tuple[str, ...]] = ("document_id",)

    document_id: DocumentId
    source_name: Annotated[str, Field(description="Source of the latest reading of this document")]
    home_country_code: HomeCountryCode | None
    time_zone: TimeZone
    language_code: LanguageCode | None
    publisher_name: PublisherName | None
    format_code: Annotated[str, Field(description="Format that the content was recognized as: listing or jsonl")]
    n_found: Annotated[int, Field(description="Records found: parsed or rejected", ge=0), Unit("records")]
    warning: Annotated[str | None, Field(description="What the parser left out although it could read the record")]


class StgArticle(Table):
    """One row per release as found in a document."""

    key: ClassVar[tuple[str, ...]] = ("document_id", "line_from")

    document_id: DocumentId
    line_from: LineFrom
    line_to: LineTo
    article_id: StagedArticleId
    version_id: VersionId
    source_name: Annotated[str, Field(description="Source, as configured")]
    address: Annotated[str | None, Field(description="Canonical address of the release, where the record states one")]
    published_at: PublishedAt
    published_on: PublishedOn
    title: Title
    body: Body
    n_views: Views | None
    language_code: LanguageCode | None
    home_country_code: HomeCountryCode | None
    publisher_name: PublisherName | None


class StgMention(Table):
    """One row per stretch of a text version that means something, with the rule that says so."""

    key: ClassVar[tuple[str, ...]] = ("version_id", "kind", "entity_id", "field", "start_char", "end_char")

    version_id: VersionId
    kind: MentionKind
    entity_id: Annotated[str, Field(description="Code or key of what is meant, by kind")]
    field: TextField
    start_char: StartChar
    end_char: EndChar
    surface: Surface
    role_code: RoleCode | None
    rule_id: RuleId
    confidence: Confidence


class StgArticleCountry(Table):
    """One row per state meant by a text version, the publisher's own among them."""

    key: ClassVar[tuple[str, ...]] = ("version_id", "country_code")

    version_id: VersionId
    country_code: CountryCode
    role_code: RoleCode
    n_mentions: NMentions
    salience: Salience


class StgArticleOfficial(Table):
    """One row per person named by a text version."""

    key: ClassVar[tuple[str, ...]] = ("version_id", "official_key")

    version_id: VersionId
    official_key: OfficialKey
    official_name: Annotated[str, Field(description="Fullest form of the name in this text", min_length=1)]
    official_title: Annotated[str | None, Field(description="Title as the text states it")]
    represented_country_code: Annotated[
        CountryCode | None, Field(description="State the person speaks for: ISO 3166-1 alpha-3")
    ]
    posted_country_code: Annotated[
        CountryCode | None, Field(description="State the person is posted to: ISO 3166-1 alpha-3")
    ]
    organization_key: OrganizationKey | None
    n_mentions: NMentions


class StgArticleOrganization(Table):
    """One row per organization named by a text version."""

    key: ClassVar[tuple[str, ...]] = ("version_id", "organization_key")

    version_id: VersionId
    organization_key: OrganizationKey
    organization_name: Annotated[str, Field(description="Fullest form of the name in this text", min_length=1)]
    acronym: Annotated[str | None, Field(description="Acronym, if the text has it")]
    organization_type_code: Annotated[str, Field(description="Kind of body: ministry, embassy, international ...")]
    country_code: CountryCode | None
    n_mentions: NMentions


class StgArticleTopic(Table):
    """One row per topic of a text version."""

    key: ClassVar[tuple[str, ...]] = ("version_id", "topic_code")

    version_id: VersionId
    topic_code: TopicCode
    score: Score
    is_main: Annotated[bool, Field(description="One of the one to three topics the text is really about")]


class StgEvent(Table):
    """One row per diplomatic event of a text version."""

    key: ClassVar[tuple[str, ...]] = ("version_id", "event_no")

    version_id: VersionId
    event_no: Annotated[int, Field(description="Place in the list of the version's events, from 1", ge=1)]
    event_type_code: EventTypeCode
    is_main: Annotated[bool, Field(description="The event the release reports; exactly one in each version")]
    place_country_code: Annotated[
        CountryCode | None, Field(description="State in which it took place: ISO 3166-1 alpha-3")
    ]
    event_on: Annotated[date | None, Field(description="Day on which it took place, only if the text states it")]


class StgArticleFingerprint(Table):
    """One row per text version: what tells whether another has nearly the same words."""

    key: ClassVar[tuple[str, ...]] = ("version_id",)

    version_id: VersionId
    signature: Annotated[
        str | None,
        Field(
            description="MinHash over pairs of words of title and body: 128 slots of a character each;"
            " NULL for a text without words",
            pattern="^[A-Za-z0-9+/]{128}$",
        ),
    ]


class StgCountry(Table):
    """One row per state or territory of ISO 3166-1, and Kosovo, as the readers know it."""

    key: ClassVar[tuple[str, ...]] = ("country_code",)

    country_code: CountryCode
    alpha2_code: Annotated[str, Field(description="ISO 3166-1 alpha-2, XK for Kosovo", pattern="^[A-Z]{2}$")]
    numeric_code: Annotated[str | None, Field(description="ISO 3166-1 numeric; NULL for Kosovo", pattern="^[0-9]{3}$")]
    country_name: CountryName
    official_name: Annotated[str | None, Field(description="Formal English name")]
    region_name: Annotated[str | None, Field(description="UN M49 region")]
    subregion_name: Annotated[str | None, Field(description="UN M49 subregion")]
    capital_name: Annotated[str | None, Field(description="Capital or seat of government")]
    capital_time_zone: Annotated[str | None, Field(description="Zone of the capital's clocks: IANA name")]
    is_sovereign: Annotated[
        bool | None, Field(description="A state of its own; False for territories, NULL for the unknown")
    ]


class StgTopic(Table):
    """One row per topic the readers know, with its crosswalk to public vocabularies."""

    key: ClassVar[tuple[str, ...]] = ("topic_code",)

    topic_code: TopicCode
    topic_name: Annotated[str, Field(description="Name for people")]
    iptc_code: Annotated[str | None, Field(description="IPTC Media Topic", pattern="^[0-9]{8}$")]
    iptc_match: Annotated[Literal["exact", "loose"] | None, Field(description="How close the IPTC concept is")]
    plover_context: Annotated[str | None, Field(description="PLOVER context")]
    plover_match: Annotated[Literal["exact", "loose"] | None, Field(description="How close the PLOVER context is")]


class StgEventType(Table):
    """One row per type of event the readers know."""

    key: ClassVar[tuple[str, ...]] = ("event_type_code",)

    event_type_code: EventTypeCode
    event_type_name: Annotated[str, Field(description="Name for people")]
    plover_type: Annotated[str | None, Field(description="PLOVER event type; NULL for kinds PLOVER does not have")]
    plover_mode: Annotated[str | None, Field(description="Mode within the type")]
    description: Annotated[str | None, Field(description="What counts as an event of this type")]
