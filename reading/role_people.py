"""States for which the people of a release speak, or whose people are met.

Here belongs what follows for a state from where its people are named; who speaks for which state is decided in
`represented`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reading.columns import Countries, Persons, PersonSpans
from reading.kernel import Codes, Ints, Numbers, Shorts, kernel
from reading.role_cues import code_of, cues_of, leads_to
from reading.role_evidence import M_SPEAKS, MANNER, N_MENTIONS, S_ACTOR, S_EARLY_ACTOR, S_MET, SIGNS, Lead
from reading.role_lexicon import L_JOIN, L_THE, RoleLexicon
from reading.tokens import GLUED, SPACED, Batch

#: A person speaks for a state that is named within this distance of the name or title.
NEAR = 10
#: A title stands so close before a name, or after it.
_TITLE_BEFORE, _TITLE_AFTER = 4, 20
_COMMA, _DOT, _LINE_FEED, _SPACE = 0x2C, 0x2E, 0x0A, 0x20
_APOSTROPHES, _S = (0x27, 0x2019), 0x73


class People(NamedTuple):
    """What roles need of the persons of a batch: titles, states and spans; those of person p begin at first_span[p]."""

    first: Ints
    title_start: Numbers
    title_end: Numbers
    represented: Shorts
    first_span: Ints
    span_start: Numbers
    span_end: Numbers


def people_of(persons: Persons, person_spans: PersonSpans) -> People:
    """Return what roles need of the persons of a batch."""
    return People(
        persons.first,
        persons.title_start,
        persons.title_end,
        persons.represented,
        np.searchsorted(person_spans.person, np.arange(len(persons.represented) + 1)),
        person_spans.start,
        person_spans.end,
    )


@kernel
def credit_people(batch: Batch, people: People, countries: Countries, text: int, lead: Lead, evidence: Numbers) -> None:
    """Note the states for which people of the lead speak, if they are named beside the people."""
    for person in range(people.first[text], people.first[text + 1]):
        state, span = people.represented[person], people.first_span[person]
        if state < 0 or span == people.first_span[person + 1] or not evidence[state, N_MENTIONS]:
            continue
        start, end = people.span_start[span], people.span_end[span]
        signs = S_ACTOR | S_EARLY_ACTOR if start < lead.early_end else S_ACTOR
        if start >= lead.end or evidence[state, SIGNS] & signs == signs:
            continue
        if end > lead.title_end and _is_possessive(batch.codes, end):  # 'X’s war': X is spoken of
            continue
        if _is_named_beside(batch.codes, people, countries, text, person):
            evidence[state, SIGNS] |= signs


@kernel
def hear_people(people: People, text: int, home: int, evidence: Numbers) -> bool:
    """Note the states for which people of a text speak; return whether anybody speaks for another than home."""
    is_heard = False
    for person in range(people.first[text], people.first[text + 1]):
        state = people.represented[person]
        if state >= 0 and state != home:
            is_heard = True
            if evidence[state, N_MENTIONS]:
                evidence[state, MANNER] |= M_SPEAKS
    return is_heard


@kernel
def _is_possessive(codes: Codes, end: int) -> bool:
    if end + 2 >= len(codes) or codes[end] not in _APOSTROPHES:
        return False
    return codes[end + 1] == _S and codes[end + 2] == _SPACE


@kernel
def _is_named_beside(codes: Codes, people: People, countries: Countries, text: int, person: int) -> bool:
    """Is the state of a person named in the title or beside the name, in the same sentence?"""
    first, last = countries.first[text], countries.first[text + 1]
    state = people.represented[person]
    for span in range(people.first_span[person], people.first_span[person + 1]):
        if _is_near(codes, countries, first, last, state, people.span_start[span], people.span_end[span]):
            return True
    start, end = people.title_start[person], people.title_end[person]
    return start >= 0 and _is_near(codes, countries, first, last, state, start, end)


@kernel
def _is_near(codes: Codes, countries: Countries, first: int, last: int, state: int, start: int, end: int) -> bool:
    """Does one of the mentions [first, last) name a state close to a span?"""
    low, high = first, last
    while low < high:
        middle = (low + high) // 2
        if countries.end[middle] > start - NEAR:
            high = middle
        else:
            low = middle + 1
    for row in range(low, last):
        if countries.start[row] >= end + NEAR:
            return False
        if countries.country[row] != state:
            continue
        is_before = countries.end[row] <= start
        left, right = (countries.end[row], start) if is_before else (end, countries.start[row])
        if not _is_parted(codes, left, right):
            return True
    return False


@kernel
def _is_parted(codes: Codes, start: int, end: int) -> bool:
    """Does a sentence or line end in a stretch of text?"""
    for position in range(start, end):
        if codes[position] == _LINE_FEED:
            return True
        if codes[position] == _DOT and position + 1 < end and codes[position + 1] == _SPACE:
            return True
    return False


@kernel
def meet_people(
    lexicon: RoleLexicon, batch: Batch, people: People, text: int, title_end: int, evidence: Numbers
) -> None:
    """Note the states of persons of the body before whom words tell of an encounter, and of those listed after."""
    floor, stop, listed_from = batch.first_token[text], batch.first_token[text + 1], -1
    for person in range(people.first[text], people.first[text + 1]):
        span = people.first_span[person]
        if span == people.first_span[person + 1]:
            continue
        name, end = people.span_start[span], people.span_end[span]
        title, title_stop = people.title_start[person], people.title_end[person]
        start = title if title >= 0 and 0 <= name - title_stop < _TITLE_BEFORE else name
        token = min(_token_at(batch.start, floor, stop, start), stop - 1)
        is_met = start > title_end and leads_to(lexicon, batch, token, floor)
        if not is_met and not (0 <= listed_from <= start and _is_joined(lexicon, batch, token, floor, listed_from)):
            continue
        state = people.represented[person]
        if state >= 0 and evidence[state, N_MENTIONS]:
            evidence[state, SIGNS] |= S_MET
        listed_from = title_stop if title >= 0 and 0 <= title - end < _TITLE_AFTER else end


@kernel
def _token_at(start: Numbers, first: int, last: int, position: int) -> int:
    """The first of the tokens [first, last) that does not begin before a place."""
    while first < last:
        middle = (first + last) // 2
        if start[middle] >= position:
            last = middle
        else:
            first = middle + 1
    return first


@kernel
def _is_joined(lexicon: RoleLexicon, batch: Batch, token: int, floor: int, position: int) -> bool:
    """Does only ', ', ' and ' or ', and ' with or without an article stand between a place and a token?"""
    at, n_signs = token - 1, 0
    if at > floor and cues_of(lexicon.words, batch, at) & L_THE and batch.start[at] > position:
        at -= 1
    if at > floor and cues_of(lexicon.words, batch, at) & L_JOIN and batch.start[at] > position:
        at -= 1
        n_signs += 1
    if at > floor and code_of(batch, at) == _COMMA and batch.start[at] >= position:
        at -= 1
        n_signs += 1
    if not n_signs or batch.end[at] > position:
        return False
    widest = GLUED
    for between in range(at + 1, token + 1):
        widest = max(widest, batch.gap[between])
    return widest <= SPACED
