"""The listing: a header line `DD.MM.YYYY, HH:MM VIEWS`, a title line, body paragraphs, up to the next header.

A header stands alone on its line; the same words inside a paragraph are text. Views may be missing, or written with
spaces or commas between thousands. Not here: other formats, and what a release means.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reading.document import (
    Document,
    RejectedError,
    Rejection,
    Release,
    decode,
    excerpt,
    paragraphs,
    plain_spaces,
    to_utc,
)

_SPACE = rb"(?:[ \t]|\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|\xe3\x80\x80)"
_WORD = rb"(?:[^\s\xc2\xe2\xe3]|\xe2\x80[\x90-\xae])"
# It starts with the line feed, which the engine searches for at memory speed; `^` would be twenty times slower.
_HEADER = re.compile(
    rb"\n" + _SPACE + rb"*(\d{1,2}\.\d{1,2}\.\d{4}),?" + _SPACE + rb"+(\d{1,2}:\d{2})"
    # Views are groups of three digits, or one word that holds a digit or says 'none': any other word, and more than
    # one, make the line a sentence that begins with a date.
    rb"(?:"
    + _SPACE
    + rb"+(\d{1,3}(?:"
    + _SPACE
    + rb"\d{3})+|"
    + _WORD
    + rb"*\d"
    + _WORD
    + rb"*|-|\xe2\x80[\x93\x94]|n/a))?"
    + _SPACE
    + rb"*(?=\n|\Z)"
)
_VIEWS = re.compile(r"\d{1,3}(?:([ ,.'’])\d{3})(?:\1\d{3})*|\d{1,15}")
_NO_VIEWS = {"", "-", "–", "—", "n/a"}
_BOM = b"\xef\xbb\xbf"


def read_listing(data: bytes, time_zone: str) -> Document:
    """Read a listing whose times are local to `time_zone` (IANA name).

    Lines are counted from 1. A record that cannot be read becomes a rejection; the others are kept. Text before the
    first header is a rejection too. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    zone = ZoneInfo(time_zone)
    # One byte for one line end, or line numbers would drift; the first line needs its line feed for the pattern.
    text = b"\n" + data.removeprefix(_BOM).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    document = Document("listing")
    headers = list(_HEADER.finditer(text))
    first = headers[0].start() if headers else len(text)
    line = 1
    if text[:first].strip():
        _reject(document, text[:first], line, RejectedError("no_header", "text without a header line before it"))
    line += text.count(b"\n", 0, first)
    ends = [*(header.start() for header in headers[1:]), len(text)][: len(headers)]
    for header, end in zip(headers, ends, strict=True):
        record = text[header.start() + 1 : end]
        try:
            release = _release(header, record, line, zone)
            document.n_found += 1
            document.releases.append(release)
        except RejectedError as error:
            _reject(document, record, line, error)
        line += text.count(b"\n", header.start() + 1, end) + 1
    return document


def _reject(document: Document, record: bytes, line: int, error: RejectedError) -> None:
    stripped = record.lstrip(b"\n")
    line_from = line + len(record) - len(stripped) - (1 if record[:1] == b"\n" else 0)
    document.n_found += 1
    document.rejections.append(
        Rejection(line_from, _last_line(stripped, line_from), error.reason_code, str(error), excerpt(stripped))
    )


def _last_line(record: bytes, line: int) -> int:
    return line + record.rstrip().count(b"\n")


def _release(header: re.Match[bytes], record: bytes, line: int, zone: ZoneInfo) -> Release:
    lines = decode(record).split("\n")
    published_at, published_on = _published(header, zone)
    n_views = _views(plain_spaces((header[3] or b"").decode()))
    filled = [number for number, text in enumerate(lines) if number and plain_spaces(text)]
    if not filled:
        raise RejectedError("no_title", "a header line without a title below it")
    if len(filled) == 1:
        raise RejectedError("no_body", "a title without a paragraph below it")
    return Release(
        line_from=line,
        line_to=_last_line(record, line),
        published_at=published_at,
        published_on=published_on,
        title=plain_spaces(lines[filled[0]]),
        body=paragraphs(lines[filled[1] :]),
        n_views=n_views,
    )


def _published(header: re.Match[bytes], zone: ZoneInfo) -> tuple[datetime, date]:
    stamp = f"{header[1].decode()} {header[2].decode()}"
    try:
        local = datetime.strptime(stamp, "%d.%m.%Y %H:%M")
    except ValueError as error:
        raise RejectedError("impossible_date", f"there is no {stamp}; expected DD.MM.YYYY, HH:MM") from error
    return to_utc(local, zone)


def _views(text: str) -> int | None:
    if text in _NO_VIEWS:
        return None
    if not _VIEWS.fullmatch(text):
        raise RejectedError("invalid_views", f"{text[:40]!r} is not a number of views")
    return int(re.sub(r"\D", "", text))
