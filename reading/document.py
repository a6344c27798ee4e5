"""A document is a sequence of bytes from a source; reading it gives releases and rejections, and loses nothing.

Here stands what the formats have in common; which one a document has is told in `parse.py`. Every record found is
either a release or a rejection, so `n_found == len(releases) + len(rejections)`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from typing import Literal

#: A line longer than this is no prose of a ministry but an attack or an accident.
MAX_LINE_BYTES = 1_000_000
EXCERPT_CHARS = 500

#: A document is handed on in parts that end with the record in which they reach one of these.
PART_RECORDS = 5_000
PART_BYTES = 8_000_000

BOM = b"\xef\xbb\xbf"

#: Spaces that typesetting puts where a plain one is meant: no-break, figure, thin, narrow no-break and their kin.
ODD_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"


@dataclass(frozen=True, slots=True)
class Release:
    """One press release as its record states it. `published_at` is UTC without zone, `published_on` the local date."""

    line_from: int
    line_to: int
    published_at: datetime
    published_on: date
    title: str
    body: str
    n_views: int | None = None
    address: str | None = None
    publisher_name: str | None = None
    home_country_code: str | None = None
    language_code: str | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """One record that could not be read: where, why (a code to count and a sentence to act on), and its beginning."""

    line_from: int
    line_to: int
    reason_code: str
    detail: str
    excerpt: str


@dataclass(slots=True)
class Document:
    """What a document, or a part of it, holds, and in how many bytes.

    `n_found` is counted apart from the two lists, so that a loss would show.
    """

    format_code: Literal["listing", "jsonl"]
    n_found: int = 0
    n_bytes: int = field(default=0, compare=False)
    releases: list[Release] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    warnings: Sequence[str] = ()

    @property
    def is_full(self) -> bool:
        """The next record belongs to the next part."""
        return self.n_found >= PART_RECORDS or self.n_bytes >= PART_BYTES


class RejectedError(ValueError):
    """A record cannot be read; `reason_code` says why in a word, the message in a sentence."""

    def __init__(self, reason_code: str, detail: str) -> None:
        super().__init__(detail)
        self.reason_code = reason_code


def whole(parts: Iterable[Document]) -> Document:
    """Return a document from all its parts. Raises StopIteration if there is none."""
    rest = iter(parts)
    document = next(rest)
    for part in rest:
        document.n_found += part.n_found
        document.n_bytes += part.n_bytes
        document.releases += part.releases
        document.rejections += part.rejections
        document.warnings = [*document.warnings, *part.warnings]
    return document


def plain_lines(data: bytes) -> bytes:
    """Return a document without byte order mark, each of its lines (LF, CRLF or CR) ended by a single line feed."""
    return data.removeprefix(BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def decode(record: bytes) -> str:
    """Return the text of a record. Raises RejectedError for what no press release holds."""
    if len(record) > MAX_LINE_BYTES and any(len(line) > MAX_LINE_BYTES for line in record.split(b"\n")):
        raise RejectedError("line_too_long", f"a line is longer than {MAX_LINE_BYTES:,} bytes")
    if b"\x00" in record:
        raise RejectedError("nul_byte", "the text holds a NUL byte")
    try:
        return record.decode()
    except UnicodeDecodeError as error:
        raise RejectedError(
            "invalid_utf8", f"byte {error.start} of the record is not UTF-8; save the file as UTF-8"
        ) from error


def excerpt(record: bytes) -> str:
    """Return the beginning of a rejected record; what is no text stands as a backslash escape."""
    text = record[: 4 * EXCERPT_CHARS].decode(errors="backslashreplace").replace("\x00", "\\x00")
    return text[:EXCERPT_CHARS]


def plain_spaces(text: str) -> str:
    """Replace every odd space by a plain one (same length, so offsets stay) and trim the ends."""
    for space in ODD_SPACES:  # most texts hold none of them, which this sees at the speed of memory
        text = text.replace(space, " ")
    return text.strip()


def paragraphs(text: str) -> list[str]:
    """Return the lines that hold something, each trimmed and with plain spaces."""
    return [line for line in map(str.strip, plain_spaces(text).split("\n")) if line]


def to_utc(local: datetime, zone: tzinfo) -> tuple[datetime, date]:
    """Return (UTC without zone, date in `zone`) of a time; one without an offset is local to `zone`.

    Raises RejectedError where the result lies outside the calendar.
    """
    try:
        moment = local.replace(tzinfo=zone) if local.tzinfo is None else local
        return moment.astimezone(UTC).replace(tzinfo=None), moment.astimezone(zone).date()
    except OverflowError as error:
        raise RejectedError("impossible_date", f"{local} is outside the calendar") from error
