"""Columns that several tables share, each with its meaning, range and reference written once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from warehouse.contracts.base import References, Unit

#: Keys of the unknown members, which every dimension holds so that no fact is lost in a join.
UNKNOWN = "unknown"
UNKNOWN_COUNTRY = "ZZZ"

Sha256 = Annotated[str, Field(description="SHA-256 of the bytes, in hexadecimal", pattern="^[0-9a-f]{64}$")]
DocumentId = Annotated[Sha256, Field(description="Document: SHA-256 of its bytes, in hexadecimal")]
FetchId = Annotated[
    str, Field(description="Reading of a source: hash of what was read and how", pattern="^[0-9a-f]{32}$")
]
SourceName = Annotated[str, Field(description="Source, as configured"), References("dim_source", "source_name")]
ArticleId = Annotated[
    str,
    Field(
        description="Release, over all its versions: hash of source and address, else of source, minute and occurrence"
    ),
    References("fct_article", "article_id"),
]
VersionId = Annotated[str, Field(description="Text version of a release: hash of article_id, title and body")]
StoryId = Annotated[
    str,
    Field(description="Story: the least article_id of the releases whose texts are nearly the same"),
    References("fct_article", "article_id"),
]
OfficialId = Annotated[
    str, Field(description="Person: hash of the fullest folded name"), References("dim_official", "official_id")
]
PositionId = Annotated[
    str,
    Field(description="Position: hash of person, post, is_provisional and valid_from"),
    References("dim_official_position", "position_id"),
]
OfficialKey = Annotated[str, Field(description="Folded form of the fullest name that a text version gives a person")]
OrganizationId = Annotated[
    str, Field(description="Organization: hash of its key"), References("dim_organization", "organization_id")
]
EventId = Annotated[
    str, Field(description="Event: hash of article, type and place in the list"), References("fct_event", "event_id")
]
CountryCode = Annotated[
    str,
    Field(description="State: ISO 3166-1 alpha-3, XKX for Kosovo, ZZZ unknown", pattern="^[A-Z]{3}$"),
    References("dim_country", "country_code"),
]
HomeCountryCode = Annotated[CountryCode, Field(description="The publisher's own state: ISO 3166-1 alpha-3")]
TopicCode = Annotated[str, Field(description="Topic: slug"), References("dim_topic", "topic_code")]
EventTypeCode = Annotated[
    str,
    Field(description="Event type: PLOVER type, with its mode for CONSULT"),
    References("dim_event_type", "event_type_code"),
]
CountryName = Annotated[str, Field(description="Short English name of the state")]
RoleCode = Annotated[
    Literal["home", "partner", "mentioned"],
    Field(description="Part in the release: home (publisher's own), partner (counterpart), mentioned (all others)"),
]
MonthStart = Annotated[
    date,
    Field(description="Month of publication in the source's local time, as its first day"),
    References("dim_date", "date_on"),
]
PublishedAt = Annotated[datetime, Field(description="Time of publication"), Unit("UTC")]
PublishedOn = Annotated[
    date, Field(description="Day of publication in the source's local time"), References("dim_date", "date_on")
]
ObservedAt = Annotated[
    datetime, Field(description="When the source showed this state, if it was stated; never invented"), Unit("UTC")
]
ReadAt = Annotated[datetime, Field(description="When Chancery read the source"), Unit("UTC")]
LanguageCode = Annotated[str, Field(description="Language as stated by the record or the source: BCP 47")]
PublisherName = Annotated[str, Field(description="Publisher as stated by the record or the source")]
TimeZone = Annotated[str, Field(description="Zone of the source's local times: IANA name")]
Uri = Annotated[str, Field(description="Where the bytes were read: path or address")]
LineFrom = Annotated[int, Field(description="First line in the document, counted from 1", ge=1)]
LineTo = Annotated[int, Field(description="Last line in the document, counted from 1", ge=1)]
Title = Annotated[str, Field(description="Title", min_length=1)]
Body = Annotated[str, Field(description="Paragraphs, separated by one line feed", min_length=1)]
Surface = Annotated[str, Field(description="The text of the mention itself", min_length=1)]
TextField = Annotated[Literal["title", "body"], Field(description="Part of the release in which the span lies")]
StartChar = Annotated[int, Field(description="Start of the span in the field", ge=0), Unit("code points")]
EndChar = Annotated[int, Field(description="End of the span in the field, exclusive", ge=1), Unit("code points")]
MentionKind = Annotated[
    Literal["country", "official", "organization", "topic", "event"], Field(description="What the span means")
]
RuleId = Annotated[str, Field(description="Rule of reading that found the span")]
Confidence = Annotated[float, Field(description="Confidence of the rule", ge=0, le=1), Unit("share")]
Weight = Annotated[
    float,
    Field(description="Share of the release; sums to 1 over the rows of a release that carry one", ge=0, le=1),
    Unit("share"),
]
Salience = Annotated[
    float,
    Field(description="Share of attention among the non-home states: place, frequency and role", ge=0, le=1),
    Unit("share"),
]
Views = Annotated[int, Field(description="Views as the source counts them", ge=0), Unit("views")]
NMentions = Annotated[int, Field(description="Mentions in the release", ge=0), Unit("mentions")]
NArticles = Annotated[int, Field(description="Releases", ge=0), Unit("releases")]
NStories = Annotated[
    int, Field(description="Stories of the releases: reposts and light edits count once", ge=0), Unit("stories")
]
FullViews = Annotated[
    int, Field(description="Views of the releases; each counts in full for every member it has", ge=0), Unit("views")
]
WeightedViews = Annotated[
    float,
    Field(description="Views shared out by weight, so that sums over members equal totals by release", ge=0),
    Unit("views"),
]
ViewsPerDay = Annotated[
    float,
    Field(
        description="Sum of views over sum of days since publication; NULL unless an observation time is known", ge=0
    ),
    Unit("views/day"),
]
ViewRank = Annotated[
    int, Field(description="Rank by n_views within the month, 1 is most; NULL if views are unknown", ge=1)
]
ViewShare = Annotated[
    float, Field(description="n_views over the month's total of this mart", ge=0, le=1), Unit("share")
]
ViewsChange = Annotated[
    int,
    Field(description="n_views less that of the calendar month before; NULL where that month has no row"),
    Unit("views"),
]
IndexArticles = Annotated[
    int, Field(description="Releases behind engagement_index: those with an expectation", ge=0), Unit("releases")
]
IndexViews = Annotated[
    int, Field(description="Views of the releases behind engagement_index, each in full", ge=0), Unit("views")
]
ExpectedViews = Annotated[
    float,
    Field(description="Views that releases of these ages have in their cohorts: the same source and observation", ge=0),
    Unit("views"),
]
EngagementIndex = Annotated[
    float,
    Field(description="Actual over expected views of the releases that have an expectation; 1 is usual", ge=0),
    Unit("ratio"),
]
IndexLow = Annotated[
    float,
    Field(
        description="Lower end of the 95 % interval of engagement_index, over all rows of this mart at once;"
        " NULL under five releases",
        ge=0,
    ),
    Unit("ratio"),
]
IndexHigh = Annotated[
    float, Field(description="Upper end of the interval; the row stands out if 1 is outside of it", ge=0), Unit("ratio")
]
IndexRank = Annotated[
    int,
    Field(
        description="Rank by engagement_index less one standard error, among the rows that have an interval (of the"
        " month, where rows are of months); 1 is highest",
        ge=1,
    ),
]
ViewPercentile = Annotated[
    float,
    Field(description="Share of the releases of similar age in the cohort that have a lower index", ge=0, le=1),
    Unit("share"),
]
ViewsGained = Annotated[
    int,
    Field(
        description="Views since the observation before, as of the latest one; NULL without two observations of known"
        " time"
    ),
    Unit("views"),
]
IsAgeConfounded = Annotated[
    bool,
    Field(
        description="True if nothing here allows for age: neither views_per_day nor engagement_index nor n_views_gained"
    ),
]
AgeReasonCode = Annotated[
    Literal["none", "no_views", "observed_before_published", "too_few_views", "unknown_time_small_cohort"],
    Field(
        description="Why is_age_confounded: no views are known; they were shown before publication; most counts are 0;"
        " or their time is unknown and too few releases were shown with them. none if it is false"
    ),
]
