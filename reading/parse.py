"""From the bytes of a document to its releases, whatever its format."""

from __future__ import annotations

from reading.document import Document
from reading.jsonl import read_jsonl
from reading.listing import read_listing

_BOM = b"\xef\xbb\xbf"


def parse_document(data: bytes, time_zone: str) -> Document:
    """Read a document; times without an offset are local to `time_zone` (IANA name).

    A document whose first character is a brace is JSON Lines, any other a listing. Raises ZoneInfoNotFoundError.
    """
    is_json = data.removeprefix(_BOM).lstrip()[:1] == b"{"
    return read_jsonl(data, time_zone) if is_json else read_listing(data, time_zone)
