"""A release as units: words, and the titles, states and bodies found in it, each as one piece.

Here is decided which of two overlapping pieces counts. What the units make up together is for `titles` and `name_runs`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reading.model import CountryMention, Hit, Organization, Text
from reading.names import MAX_GAP, Word, capitalized
from reading.organizations import IMPLIED
from reading.title_words import TitleEntry, entries_by_form, title_entries

_APPOSED = (", ", ", a ", ", an ", ", the ", "The ", "the ", ", former ", ", deputy ")


class _Piece(NamedTuple):
    """A stretch of the text that is one unit."""

    start: int
    end: int
    tag: str
    ref: object


def lay_out(
    text: Text, hits: Sequence[Hit], countries: Sequence[CountryMention], organizations: Sequence[Organization]
) -> list[Word]:
    """Return the units of a release in order; where pieces overlap, a body wins over a title and a title over a state.

    A title in lower case counts only right before a capitalized word.
    """
    full, entries = text.full, title_entries()
    pieces = _disjoint_bodies(organizations)
    starts = [piece.start for piece in pieces]
    bodies = pieces.copy()

    def is_free(start: int, end: int) -> bool:
        number = bisect_left(starts, end) - 1
        return number < 0 or bodies[number].end <= start

    for start, end, key in hits:
        if full[start].isupper() or full[end + 1 : end + 2].isupper() or _is_apposed(full, start, end):
            entry = entries[key]
            if is_free(start, end):
                pieces.append(_Piece(start, end, entry.role, entry))
            elif entry.role == "rank" and full[start - 1] == " " and full[start - 4 : start] not in ("the ", " of "):
                number = bisect_left(starts, end) - 1
                if bodies[number].start < start and bodies[number].end == end:  # 'Ministry of Defence General'
                    pieces.append(_Piece(start, end, entry.role, entry))
                    pieces.remove(bodies[number])
                    pieces.append(bodies[number]._replace(end=start - 1))
            elif (short := _before_of(full, start, end)) and is_free(start, short[0]):
                pieces.append(_Piece(start, short[0], short[1].role, short[1]))
    for mention in countries:
        if is_free(mention.span.start, mention.span.end):
            pieces.append(_Piece(mention.span.start, mention.span.end, "state", mention))
    pieces.sort(key=lambda piece: (piece.start, piece.tag == "state", -piece.end))
    return _units(full, pieces)


def _before_of(full: str, start: int, end: int) -> tuple[int, TitleEntry] | None:
    """End and entry of the title before an 'of' inside a longer one ('Member' of 'Member of Parliament')."""
    stop = full.find(" of ", start, end)
    entry = entries_by_form().get(full[start:stop].lower()) if stop > 0 else None
    return (stop, entry) if entry is not None else None


def _is_apposed(full: str, start: int, end: int) -> bool:
    """Does a title in lower case stand after a name and a comma, with a complement ('A B, a judge of the Court')?"""
    if full.startswith(", ", end) and full[end + 2 : end + 3].isupper():
        return full.endswith(("Its ", "its ", "The ", "the "), 0, start)
    if not full.startswith((" of ", " for ", " at ", " to "), end):
        return False
    return full.endswith(_APPOSED, 0, start)


def _disjoint_bodies(organizations: Sequence[Organization]) -> list[_Piece]:
    """The outermost bodies of a release, by place; those that only a title implies are not bodies of the text."""
    spans = [
        (span.start, -span.end, number)
        for number, body in enumerate(organizations)
        for span in body.spans
        if span.rule_id != IMPLIED
    ]
    pieces: list[_Piece] = []
    for start, negative_end, number in sorted(spans):
        if not pieces or start >= pieces[-1].end:
            pieces.append(_Piece(start, -negative_end, "body", organizations[number]))
    return pieces


def _units(full: str, pieces: Sequence[_Piece]) -> list[Word]:
    """Fill the room between the pieces with plain words."""
    words = capitalized(full)
    units: list[Word] = []
    reach, number, n_words = -1, 0, len(words)
    for start, end, tag, ref in pieces:
        if start < reach:
            continue
        while number < n_words and words[number].end <= start:
            units.append(words[number])
            number += 1
        kind = "stop"
        if number < n_words and words[number].start == start:
            kind = words[number].kind
        elif units:  # the piece begins where no capitalized word does
            before = units[-1]
            units[-1] = before._replace(gap=full[before.end : min(start, before.end + MAX_GAP)])
        while number < n_words and words[number].start < end:
            number += 1
        following = words[number].start if number < n_words else len(full)
        units.append(
            Word(start, end, kind, full[start:end].lower(), full[end : min(following, end + MAX_GAP)], tag, ref)
        )
        reach = end
    units.extend(words[number:])
    return units
