"""JSON Lines: one release a line, with the keys of `Record`; other keys are left out with a warning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import from_json
from w3lib.url import canonicalize_url

from reading.country_forms import country_table
from reading.document import (
    Document,
    RejectedError,
    Rejection,
    Release,
    decode,
    excerpt,
    paragraphs,
    plain_lines,
    plain_spaces,
    to_utc,
)

Filled = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class Record(BaseModel):
    """One line. `published_at` is ISO 8601: without an offset local to the source's zone, a mere date at midnight."""

    model_config = ConfigDict(extra="ignore", strict=True)

    published_at: Filled
    title: Filled
    body: Filled
    n_views: Annotated[int, Field(ge=0, lt=10**15)] | None = None
    url: Filled | None = None
    publisher: Filled | None = None
    home_country: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")] | None = None
    language: Annotated[str, StringConstraints(pattern="^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] | None = None


_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?",
    re.ASCII | re.IGNORECASE,
)


_WEB = re.compile(r"https?://", re.IGNORECASE)
_TRACKING = re.compile(r"(?<=[?&])(?:utm_[a-z]+|fbclid|gclid)=[^&#]*&?", re.IGNORECASE)
#: Addresses that have one spelling only, as most have; the library takes forty microseconds to find that out.
_PLAIN = re.compile(r"https?://[a-z0-9]{1,60}(?:\.[a-z]{1,60}){1,3}(?:/[A-Za-z0-9_-]+)+/?", re.ASCII)


def read_jsonl(data: bytes, time_zone: str) -> Iterator[Document]:
    """Read JSON Lines, part by part, whose times without an offset are local to `time_zone` (IANA name).

    Lines are counted from 1; blank ones do not count as records. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    zone = ZoneInfo(time_zone)
    part = Document("jsonl")
    unknown: dict[str, int] = {}
    for number, ended in enumerate(BytesIO(plain_lines(data)), start=1):
        line = ended.removesuffix(b"\n")
        if not line.strip():
            continue
        if part.is_full:
            yield part
            part = Document("jsonl")
        part.n_found += 1
        part.n_bytes += len(line)
        try:
            record = _record(line, unknown)
            part.releases.append(_release(record, number, zone))
        except RejectedError as error:
            part.rejections.append(Rejection(number, number, error.reason_code, str(error), excerpt(line)))
    part.warnings = [f"key {key[:60]!r} left out of {n} records" for key, n in sorted(unknown.items())]
    yield part


def _record(line: bytes, unknown: dict[str, int]) -> Record:
    try:
        values = from_json(decode(line))
    except RejectedError:
        raise
    except ValueError as error:
        raise RejectedError("invalid_json", f"not JSON: {error}") from error
    if not isinstance(values, dict):
        raise RejectedError("invalid_json", f"a line must be an object, not {type(values).__name__}")
    try:
        record = Record.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise RejectedError(f"invalid_{key}", f"{key}: {first['msg']}") from error
    for key in values.keys() - Record.model_fields.keys():
        unknown[key] = unknown.get(key, 0) + 1
    return record


def _release(record: Record, number: int, zone: ZoneInfo) -> Release:
    published_at, published_on = to_utc(_time(record.published_at), zone)
    if record.home_country and record.home_country not in _country_codes():
        raise RejectedError(
            "invalid_home_country", f"home_country: {record.home_country} is no ISO 3166-1 alpha-3 code"
        )
    for key, value in record:
        if isinstance(value, str) and "\x00" in value:
            raise RejectedError("nul_byte", f"{key}: the text holds a NUL character")
    title = plain_spaces(_line_feeds(record.title).replace("\n", " "))
    body = "\n".join(paragraphs(_line_feeds(record.body)))
    if not title or not body:
        raise RejectedError("invalid_body" if title else "invalid_title", "nothing but white space")
    return Release(
        line_from=number,
        line_to=number,
        published_at=published_at,
        published_on=published_on,
        title=title,
        body=body,
        n_views=record.n_views,
        address=_address(record.url) if record.url else None,
        publisher_name=record.publisher,
        home_country_code=record.home_country,
        language_code=record.language,
    )


def _line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(country.country_code for country in country_table())


def _time(text: str) -> datetime:
    match = _TIME.fullmatch(text)
    if not match:
        raise RejectedError("invalid_published_at", f"published_at: {text[:60]!r} is not an ISO 8601 time")
    day, clock, offset = match.groups()
    try:
        return datetime.fromisoformat(f"{day}T{clock or '00:00'}{(offset or '').upper()}")
    except ValueError as error:
        raise RejectedError("impossible_date", f"published_at: there is no {text[:60]}") from error


def _address(url: str) -> str:
    try:
        return canonical_address(url)
    except ValueError as error:
        raise RejectedError("invalid_url", f"url: {error}") from error


def canonical_address(url: str) -> str:
    """Return one spelling for all spellings of an address: sorted query, no fragment, no tracking parameters.

    What is no web address (an identifier of the publisher) is returned as it stands. Raises ValueError for a web
    address whose host or port cannot be.
    """
    if not _WEB.match(url) or _PLAIN.fullmatch(url):
        return url
    bare = _TRACKING.sub("", url)
    return canonicalize_url(bare).rstrip("?&")
