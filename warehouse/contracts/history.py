"""History: who held which post from when to when, what a text said and when, and the words by which posts are known."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import (
    ArticleId,
    CountryCode,
    DocumentId,
    LineFrom,
    NArticles,
    ObservedAt,
    OfficialId,
    OrganizationId,
    PositionId,
    PublishedOn,
    Title,
)

PostId = Annotated[
    str,
    Field(
        description="Post: hash of the office and of whom it is held for; those who follow one another share it. Where"
        " several people can hold the office at a time, the person is in the hash, too"
    ),
]
OfficeName = Annotated[
    str,
    Field(
        description="Office in one spelling, without state and standing: 'minister of foreign affairs'", min_length=1
    ),
]
StatedOffice = Annotated[str, Field(description="The part of the title that names this office, as stated")]
StandingCode = Annotated[
    Literal["holder", "provisional", "outgoing", "former"],
    Field(
        description="How the person stands to the office: holder, provisional (acting, interim, elect, designate),"
        " outgoing or former"
    ),
]
HeldForCountry = Annotated[CountryCode, Field(description="State the post is held for; ZZZ if none or not stated")]
PostedCountry = Annotated[CountryCode, Field(description="State the post is at, of envoys; ZZZ if none or not stated")]
HeldForOrganization = Annotated[
    OrganizationId, Field(description="Organization the post is held in; unknown if none, or if the state is enough")
]
IsExclusive = Annotated[bool, Field(description="One person at a time holds the post, so that a successor ends it")]


class StgCountryForm(Table):
    """One row per name, adjective or abbreviation of a state that the readers know."""

    key: ClassVar[tuple[str, ...]] = ("form", "country_code", "form_kind_code")

    form: Annotated[str, Field(description="As it stands in a text", min_length=1)]
    country_code: CountryCode
    form_kind_code: Annotated[Literal["name", "adjective", "abbreviation"], Field(description="Kind of form")]


class BridgeTitleOffice(Table):
    """One row per title as releases state it and office that it names."""

    key: ClassVar[tuple[str, ...]] = ("official_title", "office_no")

    official_title: Annotated[str, Field(description="Title as stated")]
    office_no: Annotated[int, Field(description="Place of the office in the title, from 1", ge=1)]
    office_name: OfficeName
    stated_office: StatedOffice
    standing_code: StandingCode
    scope_code: Annotated[
        Literal["state", "posting", "body", "state_or_body"] | None,
        Field(
            description="For whom one person at a time holds the office: a state, a posting (of one state to another),"
            " a body, or a body if one is stated and else a state; NULL if several people can hold it"
        ),
    ]


class FctPositionStatement(Table):
    """One row per release, person in it and post that its title names: the evidence of dim_official_position."""

    key: ClassVar[tuple[str, ...]] = ("article_id", "official_id", "post_id")
    update_key: ClassVar[str | None] = "official_id"

    article_id: ArticleId
    official_id: OfficialId
    post_id: PostId
    standing_code: StandingCode
    office_no: Annotated[int, Field(description="Place of the office in the title, from 1", ge=1)]
    stated_office: StatedOffice
    office_name: OfficeName
    country_code: HeldForCountry
    posted_country_code: PostedCountry
    organization_id: HeldForOrganization
    is_exclusive: IsExclusive
    is_believed: Annotated[
        bool,
        Field(description="False if more releases give the person this office of another state: misread"),
    ]
    published_on: PublishedOn


class DimOfficialPosition(Table):
    """One row per person, post and unbroken stretch of time in which releases give the post to the person (type 2)."""

    key: ClassVar[tuple[str, ...]] = ("position_id",)
    update_key: ClassVar[str | None] = "post_id"

    position_id: PositionId
    official_id: OfficialId
    post_id: PostId
    office_name: OfficeName
    position_title: Annotated[str, Field(description="Title in the wording that most releases of the stretch use")]
    country_code: HeldForCountry
    posted_country_code: PostedCountry
    organization_id: HeldForOrganization
    is_provisional: Annotated[bool, Field(description="Acting, interim, elect or designate")]
    is_exclusive: IsExclusive
    valid_from: Annotated[date, Field(description="Day of the first release that states it; held since, if not before")]
    valid_to: Annotated[
        date | None,
        Field(
            description="First day on which it is held no more: of the first release that states a successor or calls"
            " the person a former holder. NULL if nothing says so: silence ends nothing"
        ),
    ]
    is_current: Annotated[bool, Field(description="No end is known; last_seen_on tells how old that knowledge is")]
    end_code: Annotated[
        Literal["successor", "stated"] | None,
        Field(description="What ended it: a successor, or an end stated in words (former, outgoing)"),
    ]
    last_seen_on: Annotated[date | None, Field(description="Day of the last release that states it; NULL for unknown")]
    n_articles: NArticles


class FctArticleVersion(Table):
    """One row per text version of a release: what title and body said, and when that was seen."""

    key: ClassVar[tuple[str, ...]] = ("version_id",)
    update_key: ClassVar[str | None] = "article_id"

    version_id: Annotated[str, Field(description="Text version: hash of article_id, title and body")]
    article_id: ArticleId
    version_no: Annotated[
        int,
        Field(
            description="Place among the versions by when they were first seen, from 1; those without a known time of"
            " observation come first, by when they were read",
            ge=1,
        ),
    ]
    is_current: Annotated[bool, Field(description="The version that fct_article shows")]
    title: Title
    body_hash: Annotated[
        str, Field(description="MD5 of the body, which stg_article holds; macro article_change compares")
    ]
    first_observed_at: Annotated[ObservedAt | None, Field(description="When a source first showed it, if stated")]
    last_observed_at: Annotated[ObservedAt | None, Field(description="When a source last showed it, if stated")]
    first_read_at: Annotated[datetime, Field(description="When Chancery first read it"), Unit("UTC")]
    last_read_at: Annotated[
        datetime, Field(description="When Chancery last read it; the same bytes again are no reading"), Unit("UTC")
    ]
    n_documents: Annotated[int, Field(description="Documents that have it", ge=1), Unit("documents")]
    document_id: Annotated[DocumentId, Field(description="The document read last that has it")]
    line_from: LineFrom
