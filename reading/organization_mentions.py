"""The mentions of bodies in a release put together: which count, which belong to one body, and its acronyms.

Here belongs what is decided once all bodies of a release are found. How one is read is for `organizations`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from reading.model import Organization, Span
from reading.organization_grammar import Page
from reading.organization_lexicon import known_by_key, slug

#: Rule of a body that only the title of a person names ("Vice Minister of National Economy").
IMPLIED = "organization-implied"
_ACRONYM = re.compile(r"(?=(?:\w*[A-ZÀ-Þ]){2})[A-ZÀ-Þ][\w&/-]{1,11}$")


class Found(NamedTuple):
    """One occurrence of a body."""

    start: int
    end: int
    key: str
    name: str
    type_code: str
    country_code: str | None
    how: str
    surface: str


def outermost(page: Page, found: Sequence[Found]) -> list[Found]:
    """Bodies in order, without those that only open a longer name; one in brackets is another name of that before."""
    kept: list[Found] = []
    for body in sorted(found, key=lambda body: (body.start, -body.end)):
        before = kept[-1] if kept else None
        if before is None:
            kept.append(body)
        elif before.start < body.start < before.end < body.end:  # 'House of Commons Foreign Affairs Committee'
            name = page.full[before.start : body.end]
            kept[-1] = body._replace(start=before.start, key=slug(name), name=name, surface=name)
        elif _is_other_name(page, before, body):
            kept.append(body._replace(key=before.key, how="acronym"))
        elif before.start != body.start or body.end >= before.end:
            kept.append(body)
    return kept


def _is_other_name(page: Page, before: Found, body: Found) -> bool:
    """Is a body in brackets another name of that before ('Export-Import Bank of Norway (EXIM Bank)')?"""
    if page.full[before.end : body.start] != " (" or page.full[body.end : body.end + 1] != ")":
        return False
    return body.how != "name" and page.full[body.start] == page.full[before.start]


def with_acronyms(page: Page, found: Sequence[Found]) -> list[Found]:
    """Bodies with the acronyms that the text itself gives ('University of Liège (ULiège)'), at every use."""
    by_end: dict[int, Found] = {}
    for body in found:
        if body.how in ("name", "head"):
            by_end.setdefault(body.end, body)
    known = {(body.start, body.end) for body in found if body.how != "acronym"}
    given: dict[str, Found] = {}
    uses: list[Found] = []
    for number, word in enumerate(page.words):
        end = page.words[number - 1].end if number else -1
        surface = page.full[word.start : word.end]
        if (
            word.gap[:1] == ")"
            and end in by_end
            and page.full[end : word.start].strip(" \"“'‘") == "("
            and _ACRONYM.match(surface)
            and number not in page.country_of
        ):
            given[surface] = by_end[end]
        if word.end - word.start > 1 and surface.isupper() and (spelled := _spelled_out(page, number, by_end)):
            uses.append(spelled)
        giver = given.get(surface) if given else None
        if giver and (word.start, word.end) not in known:
            uses.append(giver._replace(start=word.start, end=word.end, how="acronym", surface=surface))
    taken = {(use.start, use.end) for use in uses}
    return [body for body in found if (body.start, body.end) not in taken] + uses


def _spelled_out(page: Page, number: int, by_end: dict[int, Found]) -> Found | None:
    """The acronym inside a name that the text spells out after it ('STAR Institute (Space ... Research)')."""
    word = page.words[number]
    body = (
        next((by_end[end] for end in (page.words[number + 1].end,) if end in by_end), None)
        if number + 1 < len(page.words)
        else None
    )
    if body is None or body.start != word.start or page.full[body.end : body.end + 2] != " (":
        return None
    inside = iter(re.findall(r"\b[A-Z]", page.full[body.end + 2 : page.full.find(")", body.end, body.end + 120)]))
    surface = page.full[word.start : word.end]
    if all(letter in inside for letter in surface):
        return body._replace(end=word.end, how="acronym", surface=surface)
    return None


def merge(found: Sequence[Found], home: str | None) -> list[Organization]:
    """One organization a key, with the fullest name the text gives.

    An embassy without a seat is that of its sender whose seat the text gives, else that in the publisher's state.
    """
    by_key: dict[str, list[Found]] = {}
    seats = {body.key.rpartition("-in-")[0]: body.key for body in reversed(found) if body.type_code == "embassy"}
    for body in sorted(found, key=lambda body: (body.start, -body.end)):
        key = body.key
        if body.type_code == "embassy" and "-in-" not in key:
            is_abroad = home is not None and body.country_code not in (home, None)
            key = seats.get(key) or (f"{key}-in-{home.lower()}" if home and is_abroad else key)
        by_key.setdefault(key, []).append(body)
    return [_organization(key, bodies) for key, bodies in by_key.items()]


def _organization(key: str, bodies: Sequence[Found]) -> Organization:
    """Make one organization of its occurrences."""
    named = [body for body in bodies if body.how in ("name", "head")] or list(bodies)
    fullest = max(named, key=lambda body: len(body.name))
    acronyms = [body for body in bodies if body.how == "acronym"]
    known = known_by_key().get(key)
    acronym = min((body.surface for body in acronyms), key=len, default=None)
    spans = [
        Span(body.start, body.end, IMPLIED if body.how in ("implied", "title") else f"organization-{body.how}")
        for body in bodies
    ]
    return Organization(
        key,
        fullest.name,
        acronym,
        known.type_code if known else fullest.type_code,
        known.country_code if known else fullest.country_code,
        tuple(dict.fromkeys(spans)),
    )
