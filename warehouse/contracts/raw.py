"""Raw: what was fetched and what could not be parsed. Loaded from the raw store, never from another table."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import (
    DocumentId,
    FetchId,
    HomeCountryCode,
    LanguageCode,
    LineFrom,
    LineTo,
    ObservedAt,
    PublisherName,
    ReadAt,
    TimeZone,
    Uri,
)


class RawDocument(Table):
    """One row per distinct sequence of bytes that a source gave; the bytes themselves are in the raw store."""

    key: ClassVar[tuple[str, ...]] = ("document_id",)

    document_id: DocumentId
    media_type: Annotated[str, Field(description="Kind of content as the source stated it: IANA media type")]
    n_bytes: Annotated[int, Field(description="Size before compression", ge=0), Unit("bytes")]


class RawFetch(Table):
    """One row per reading of a source, whether it succeeded or failed, as the ledger of fetches has it."""

    key: ClassVar[tuple[str, ...]] = ("fetch_id",)

    fetch_id: FetchId
    document_id: Annotated[DocumentId | None, Field(description="What was read: SHA-256; NULL if the reading failed")]
    source_name: Annotated[str, Field(description="Source, as configured")]
    uri: Uri
    status: Annotated[Literal["ok", "failed"], Field(description="Outcome of the reading")]
    detail: Annotated[str | None, Field(description="Why it failed")]
    observed_at: ObservedAt | None
    read_at: ReadAt
    home_country_code: HomeCountryCode | None
    time_zone: TimeZone
    language_code: LanguageCode | None
    publisher_name: PublisherName | None
    is_complete: Annotated[
        bool, Field(description="The source is declared complete: each document it gives is the whole list of releases")
    ]


class RawRejection(Table):
    """One row per record of a document that could not be parsed; nothing of a document is ever dropped silently."""

    key: ClassVar[tuple[str, ...]] = ("document_id", "line_from")

    document_id: DocumentId
    line_from: LineFrom
    line_to: LineTo
    excerpt: Annotated[str, Field(description="The first 500 characters; bytes that are no text stand as \\x escapes")]
    reason_code: Annotated[str, Field(description="Why, as a code that can be counted", pattern="^[a-z0-9_]+$")]
    detail: Annotated[str, Field(description="Why, in words")]
