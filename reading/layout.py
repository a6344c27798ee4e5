"""Where things stand in a release: title, lead, rest of the body, and the sentence around a place.

Readers weigh a phrase by its place: the title says what a release is about, the lead says what happened, the body lists
everything else. Not here: what any phrase means.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from reading.model import Text

Zone = Literal["title", "lead", "body"]

#: A lead is prose: one paragraph of at least so many characters. Bylines, datelines and subtitles are shorter.
MIN_LEAD = 40
MAX_LEAD = 900
#: No sentence is looked for further away than this, so that a text without stops stays linear.
MAX_SENTENCE = 500

# Lines above the lead that are prose by length only: who may be quoted, and the heads of joint texts.
_PREAMBLE = re.compile(
    r"attributable to|text of the following|following is the text|following statement|^Begin text|\bheld by\b"
)
_PROSE_END = re.compile(r"[.!?:;…][\"'”’)\]]*\s*\Z|[^A-Z][.!?][\"”’)]* ")
_STOP = re.compile(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bHon)[.!?][\"”’)]*(?=\s)|\n")
_MAX_PARAGRAPHS = 12


@lru_cache(maxsize=16)
def lead_of(text: Text) -> tuple[int, int]:
    """Return [start, end) of the lead in `text.full`: the first paragraph of prose, else the first paragraph.

    Empty (start == end) if the body is.
    """
    start = len(text.title) + 1
    first: tuple[int, int] | None = None
    for _ in range(_MAX_PARAGRAPHS):
        end = text.full.find("\n", start)
        end = len(text.full) if end < 0 else end
        if end > start:
            first = first or (start, min(end, start + MAX_LEAD))
            head = text.full[start : min(end, start + MAX_LEAD)]
            if end - start >= MIN_LEAD and _PROSE_END.search(head) and not _PREAMBLE.search(head, 0, 200):
                return start, start + len(head)
        start = end + 1
        if start > len(text.full):
            break
    return first or (len(text.full), len(text.full))


def sentence_end(full: str, position: int) -> int:
    """Return where the sentence around `position` ends, at most MAX_SENTENCE further on."""
    limit = min(len(full), position + MAX_SENTENCE)
    stop = _STOP.search(full, position, limit)
    return stop.start() if stop else limit


def paragraph_end(full: str, position: int) -> int:
    """Return where the paragraph around `position` ends, at most 2 * MAX_SENTENCE further on."""
    limit = min(len(full), position + 2 * MAX_SENTENCE)
    end = full.find("\n", position, limit)
    return limit if end < 0 else end


def sentence_start(full: str, position: int) -> int:
    """Return where the sentence around `position` starts, at most MAX_SENTENCE before."""
    limit = max(0, position - MAX_SENTENCE)
    start = limit
    for stop in _STOP.finditer(full, limit, position):
        start = stop.end()
    return start
