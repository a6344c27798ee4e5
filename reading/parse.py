"""From the bytes of a document to its releases, whatever its format.

The format is told by the content, not by a name: JSON Lines if a line that opens an object stands before any header
line (the first record itself may be broken), else a listing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reading.document import Document, plain_lines, whole
from reading.jsonl import read_jsonl
from reading.listing import has_header, read_listing

_OBJECT = re.compile(rb'\n[ \t]*\{[ \t]*["}]')


def parse_document(data: bytes, time_zone: str) -> Document:
    """Read a document; times without an offset are local to `time_zone` (IANA name). Raises ZoneInfoNotFoundError."""
    return whole(parse_parts(data, time_zone))


def parse_parts(data: bytes, time_zone: str) -> Iterator[Document]:
    """Read a document as `parse_document` does, but hand it on in parts, at least one, of a few megabytes each.

    What is warned of stands in the last part.
    """
    return read_jsonl(data, time_zone) if _is_jsonl(data) else read_listing(data, time_zone)


def _is_jsonl(data: bytes) -> bool:
    text = b"\n" + plain_lines(data)
    opened = _OBJECT.search(text)
    return opened is not None and not has_header(text[: opened.start()])
