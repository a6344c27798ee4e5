"""The listing: a header line `DD.MM.YYYY, HH:MM VIEWS`, a title line, body paragraphs, up to the next header.

A header stands alone on its line; the same words inside a paragraph are text. Views may be missing, or written with
spaces or commas between thousands. Not here: other formats, and what a release means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from reading.document import (
    BOM,
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

_SPACE = rb"(?:[ \t]|\xc2\xa0|\xe2\x80[\x80-\x8a\xaf]|\xe2\x81\x9f|\xe3\x80\x80)"
_WORD = rb"(?:[^\s\xc2\xe2\xe3]|\xe2\x80[\x90-\xae])"
_NO_DIGIT = rb"(?:[^\s\d\xc2\xe2\xe3]|\xe2\x80[\x90-\xae])"
# It starts with the line feed, which the engine searches for at memory speed; `^` would be twenty times slower.
_HEADER = re.compile(
    # A byte order mark stands before it where two files were joined.
    rb"\n(?:" + BOM + rb")?" + _SPACE + rb"*(\d{1,2}\.\d{1,2}\.\d{4}),?" + _SPACE + rb"+(\d{1,2}:\d{2})"
    # Views are groups of three digits, or one word that holds a digit or says 'none': any other word, and more than
    # one, make the line a sentence that begins with a date. Possessive, or a long word would take quadratic time.
    rb"(?:"
    + _SPACE
    + rb"+(\d{1,3}(?:(?:"
    + _SPACE
    + rb"|[,.'])\d{3})+|"
    + _NO_DIGIT
    + rb"*+\d"
    + _WORD
    + rb"*+|-|\xe2\x80[\x93\x94]|n/a))?"
    + _SPACE
    + rb"*(?=\n|\Z)"
)
_VIEWS = re.compile(r"\d{1,3}(?:([ ,.'’])\d{3})(?:\1\d{3})*|\d{1,15}")
_NO_VIEWS = {"", "-", "–", "—", "n/a"}


def read_listing(data: bytes, time_zone: str) -> Iterator[Document]:
    """Read a listing, part by part, whose times are local to `time_zone` (IANA name).

    Lines are counted from 1. A record that cannot be read becomes a rejection; the others are kept. Text before the
    first header is a rejection too. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    zone = ZoneInfo(time_zone)
    text = b"\n" + plain_lines(data)  # the first line needs its line feed for the pattern
    part = Document("listing")
    headers = _HEADER.finditer(text)
    header = next(headers, None)
    first = header.start() if header else len(text)
    line = 1
    if text[:first].strip():
        _reject_preface(part, text[:first])
    line += text.count(b"\n", 0, first)
    while header:
        if part.is_full:
            yield part
            part = Document("listing")
        following = next(headers, None)
        record = text[header.start() + 1 : following.start() if following else len(text)]
        part.n_bytes += len(record)
        try:
            release = _release(header, record, line, zone)
            part.n_found += 1
            part.releases.append(release)
        except RejectedError as error:
            _reject(part, record, line, error)
        line += record.count(b"\n") + 1
        header = following
    yield part


def has_header(text: bytes) -> bool:
    """Tell whether lines ended by line feeds, the first of them empty, hold a header line."""
    return _HEADER.search(text) is not None


def _reject_preface(document: Document, preface: bytes) -> None:
    """Reject the text before the first header line, unless it is blank."""
    error = RejectedError("no_header", "text without a header line before it")
    try:
        if not plain_spaces(decode(preface)):
            return
    except RejectedError as undecodable:  # the better reason: it may be why no header was found
        error = undecodable
    record = preface.lstrip()
    blank = preface[: len(preface) - len(record)]
    _reject(document, record, blank.count(b"\n"), error)


def _reject(document: Document, record: bytes, line: int, error: RejectedError) -> None:
    document.n_found += 1
    document.rejections.append(
        Rejection(line, _last_line(record, line), error.reason_code, str(error), excerpt(record))
    )


def _last_line(record: bytes, line: int) -> int:
    return line + record.rstrip().count(b"\n")


def _release(header: re.Match[bytes], record: bytes, line: int, zone: ZoneInfo) -> Release:
    _, _, text = decode(record).partition("\n")
    published_at, published_on = _published(header, zone)
    n_views = _views(plain_spaces((header[3] or b"").decode()))
    filled = paragraphs(text)
    if not filled:
        raise RejectedError("no_title", "a header line without a title below it")
    if len(filled) == 1:
        raise RejectedError("no_body", "a title without a paragraph below it")
    return Release(
        line_from=line,
        line_to=_last_line(record, line),
        published_at=published_at,
        published_on=published_on,
        title=filled[0],
        body="\n".join(filled[1:]),
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
