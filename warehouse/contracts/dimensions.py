"""Dimensions: who, what, where and when. Each holds one unknown member, so that no fact is lost in a join."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from warehouse.contracts.base import Table
from warehouse.contracts.columns import (
    CountryCode,
    CountryName,
    EventTypeCode,
    HomeCountryCode,
    LanguageCode,
    OfficialId,
    OfficialKey,
    OrganizationId,
    PublisherName,
    SourceName,
    TimeZone,
    TopicCode,
)


class DimDate(Table):
    """One row per day from the first to the last month of publication, and 0001-01-01 for an unknown day."""

    key: ClassVar[tuple[str, ...]] = ("date_on",)

    date_on: Annotated[date, Field(description="The day")]
    month_start: Annotated[date, Field(description="First day of its month")]
    year_number: Annotated[int, Field(description="Calendar year", ge=1)]
    quarter_number: Annotated[int, Field(description="Quarter of the year", ge=1, le=4)]
    month_number: Annotated[int, Field(description="Month of the year", ge=1, le=12)]
    month_name: Annotated[str, Field(description="English name of the month")]
    day_of_week_number: Annotated[int, Field(description="Day of the week, ISO 8601: Monday is 1", ge=1, le=7)]
    day_of_week_name: Annotated[str, Field(description="English name of the day")]
    week_number: Annotated[int, Field(description="Week of the year, ISO 8601", ge=1, le=53)]
    is_weekend: Annotated[bool, Field(description="Saturday or Sunday")]


class DimSource(Table):
    """One row per source that gave at least one document."""

    key: ClassVar[tuple[str, ...]] = ("source_name",)

    source_name: SourceName
    publisher_name: PublisherName | None
    home_country_code: HomeCountryCode
    time_zone: TimeZone | None
    language_code: LanguageCode | None


class DimCountry(Table):
    """One row per state or territory of ISO 3166-1, Kosovo, and the unknown state."""

    key: ClassVar[tuple[str, ...]] = ("country_code",)

    country_code: CountryCode
    alpha2_code: Annotated[
        str, Field(description="ISO 3166-1 alpha-2, XK for Kosovo, ZZ unknown", pattern="^[A-Z]{2}$")
    ]
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


class DimOfficial(Table):
    """One row per person named in any release, and the unknown person."""

    key: ClassVar[tuple[str, ...]] = ("official_id",)

    official_id: OfficialId
    official_name: Annotated[
        str,
        Field(
            description="Of the forms that spell the name out, the one that most releases use; of equals the longest"
        ),
    ]
    spellings: Annotated[list[str], Field(description="All full forms seen, sorted")]


class BridgeOfficialKey(Table):
    """One row per folded form of a name, with the person whom it means over all releases."""

    key: ClassVar[tuple[str, ...]] = ("official_key",)

    official_key: OfficialKey
    # No reference: the dimension is made from this table.
    official_id: Annotated[str, Field(description="Person, as in dim_official")]


class DimOrganization(Table):
    """One row per organization named in any release, and the unknown organization."""

    key: ClassVar[tuple[str, ...]] = ("organization_id",)

    organization_id: OrganizationId
    organization_name: Annotated[
        str, Field(description="The form of the name that most releases use; of equals the longest")
    ]
    acronym: Annotated[str | None, Field(description="Acronym, where a release has it")]
    organization_type_code: Annotated[str, Field(description="Kind of body: ministry, embassy, international ...")]
    country_code: CountryCode


class DimTopic(Table):
    """One row per topic, and the unknown topic."""

    key: ClassVar[tuple[str, ...]] = ("topic_code",)

    topic_code: TopicCode
    topic_name: Annotated[str, Field(description="Name for people")]
    iptc_code: Annotated[str | None, Field(description="IPTC Media Topic", pattern="^[0-9]{8}$")]
    iptc_match: Annotated[Literal["exact", "loose"] | None, Field(description="How close the IPTC concept is")]
    plover_context: Annotated[str | None, Field(description="PLOVER context")]
    plover_match: Annotated[Literal["exact", "loose"] | None, Field(description="How close the PLOVER context is")]


class DimEventType(Table):
    """One row per type of diplomatic event, and the unknown type."""

    key: ClassVar[tuple[str, ...]] = ("event_type_code",)

    event_type_code: EventTypeCode
    event_type_name: Annotated[str, Field(description="Name for people")]
    plover_type: Annotated[str | None, Field(description="PLOVER event type; NULL for kinds PLOVER does not have")]
    plover_mode: Annotated[str | None, Field(description="Mode within the type")]
    description: Annotated[str | None, Field(description="What counts as an event of this type")]
