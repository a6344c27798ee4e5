"""Persons named in a release, each once, with the title as stated and the state and body they speak for.

Titles and name-like runs come from `scene`. What stands around them is noted in `signs`, which names are one person is
decided in `persons`, for whom the person speaks in `represented`; here it is put together. References without a name
("the Ambassador") are no persons here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reading.columns import (
    NONE,
    Bodies,
    BodyFacts,
    Countries,
    Layout,
    Names,
    Persons,
    PersonSpans,
    Texts,
    Titles,
    Units,
)
from reading.country_forms import country_table
from reading.folding import MAX_FOLDED, foldings
from reading.kernel import Codes, Ints, Numbers, entry, kernel
from reading.matching import Phrase
from reading.offices import A_WITHOUT_MINISTRIES, N_OFFICES, office_lexicon
from reading.person_columns import (
    B_BODY,
    B_END,
    B_START,
    COURT,
    D_BODY,
    D_BODY_END,
    D_FACT,
    D_FACT_END,
    D_HOME,
    D_NAME,
    D_NAME_END,
    D_PERSON,
    D_PERSON_END,
    D_SOLE,
    D_TITLE_END,
    D_TOKEN,
    D_TOP,
    D_UNIT,
    D_UNIT_END,
    F_ADDRESSED,
    F_AFTER,
    F_FULL,
    F_INITIAL,
    F_RANK,
    GOVERNMENT,
    MINISTRY,
    N_DESK,
    N_END,
    N_FLAGS,
    N_NAME_COLUMNS,
    N_NEXT,
    N_NEXT_IN_TEXT,
    N_OUTER,
    N_PERSON,
    N_PERSON_COLUMNS,
    N_SHORT,
    N_START,
    N_TITLE,
    N_TITLE_COLUMNS,
    O_ASSUMED,
    O_COUNTRY,
    O_TYPE,
    P_BODY,
    P_FIRST,
    P_FULLEST,
    P_LAST,
    P_POSTED,
    P_STATE,
    PARLIAMENT,
    T_END,
    T_FIRST,
    T_FLAGS,
    T_LAST,
    T_PLURAL,
    T_START,
    UNIT_SIGNS,
    UNIT_START,
    UNIT_STATE,
    Scene,
)
from reading.person_patterns import wording
from reading.persons import resolve
from reading.represented import represent
from reading.signs import note_signs
from reading.title_words import phrases as title_phrases
from reading.tokens import Batch, characters, facts_of

#: By which rule a stretch of text means a person, and how sure it is.
RULES = (
    ("official-name", 1.0),
    ("official-short-name", 0.9),
    ("official-title-family-name", 0.9),
    ("official-address-family-name", 0.9),
)
R_NAME, R_SHORT_NAME, R_TITLE_FAMILY, R_ADDRESS_FAMILY = range(4)
_OF_STATE = (COURT, GOVERNMENT, MINISTRY, PARLIAMENT)


class _Page(NamedTuple):
    """Where the rows of each text begin, and what is asked of the texts beside the scene."""

    first: Numbers
    home: Numbers
    title_end: Numbers
    country: Numbers
    country_start: Numbers


# Columns of `_Page.first`.
_TOKENS, _UNITS, _NAMES, _PEOPLE, _BODIES, _FACTS, _COUNTRIES = range(7)


def phrases() -> list[Phrase]:
    """Return the phrases of kind 'title'."""
    return title_phrases()


def read_officials(
    batch: Batch,
    texts: Texts,
    layout: Layout,
    units: Units,
    titles: Titles,
    names: Names,
    countries: Countries,
    bodies: Bodies,
    body_facts: BodyFacts,
) -> tuple[Persons, PersonSpans]:
    """Return the persons of each text in order of first mention, and where each is named."""
    facts = _facts(body_facts)
    rows = _note(batch, texts, units, titles, names, countries, facts)
    people, first_person, count = _resolve(batch, names, rows)
    scene = _scene(batch, layout, rows, people, bodies, facts)
    firsts = (
        batch.first_token,
        units.first,
        names.first,
        first_person,
        bodies.first,
        body_facts.first,
        countries.first,
    )
    page = _Page(
        np.column_stack(firsts).astype(np.int32), texts.home, texts.title_end, countries.country, countries.start
    )
    persons, spans = np.empty((count, 7), np.int32), np.empty((len(names.start), 4), np.int32)
    span_first = np.zeros(len(batch.first_code), np.int64)
    n_spans = _read(scene, page, characters(), persons, spans, span_first)
    start, end, title_start, title_end, states, posted, body = np.ascontiguousarray(persons.T)
    person, span_start, span_end, rule = np.ascontiguousarray(spans[:n_spans].T)
    return (
        Persons(
            first_person, start, end, title_start, title_end, states.astype(np.int16), posted.astype(np.int16), body
        ),
        PersonSpans(span_first, person, span_start, span_end, rule.astype(np.uint8)),
    )


def _facts(bodies: BodyFacts) -> Numbers:
    """What counts of each body, a row a body; the last column is for notes."""
    kinds, notes = bodies.type.astype(np.int32), np.zeros(len(bodies.type), np.int32)
    return np.column_stack([kinds, bodies.country, bodies.known, bodies.name_start, bodies.name_end, notes])


def _note(
    batch: Batch, texts: Texts, units: Units, titles: Titles, names: Names, countries: Countries, facts: Numbers
) -> tuple[Numbers, Numbers, Numbers]:
    """Return units, titles and names as rows, with the signs that stand beside each."""
    offices = office_lexicon()
    rows = (
        np.empty((len(units.start), UNIT_SIGNS + 1), np.int32),
        np.empty((len(titles.start), N_TITLE_COLUMNS), np.int32),
        np.empty((len(names.start), N_NAME_COLUMNS), np.int32),
    )
    note_signs(
        wording(),
        offices.entries,
        offices.endings,
        characters(),
        batch,
        texts.title_end,
        units,
        titles,
        names,
        countries,
        facts,
        *rows,
    )
    return rows


def _resolve(batch: Batch, names: Names, rows: tuple[Numbers, Numbers, Numbers]) -> tuple[Numbers, Ints, int]:
    """Return the persons as rows, the first of each text, and how many there are."""
    _, title_rows, name_rows = rows
    n_names = len(names.start)
    people, first_person = np.empty((n_names, N_PERSON_COLUMNS), np.int32), np.zeros(len(batch.first_code), np.int64)
    parts = np.empty(((int((names.end - names.start).sum()) + n_names) // 2 + 1, 3), np.uint64)
    folded = np.empty(3 * MAX_FOLDED, np.uint32)
    count = resolve(foldings(), batch.codes, names.first, name_rows, title_rows, parts, folded, people, first_person)
    return people, first_person, count


def _scene(
    batch: Batch,
    layout: Layout,
    rows: tuple[Numbers, Numbers, Numbers],
    people: Numbers,
    bodies: Bodies,
    facts: Numbers,
) -> Scene:
    offices = office_lexicon()
    return Scene(
        *rows,
        people,
        np.column_stack([bodies.start, bodies.end, bodies.body]).astype(np.int32),
        facts,
        np.zeros(len(country_table()), np.int32),
        np.zeros(N_DESK, np.int64),
        np.zeros((N_OFFICES, 4), np.int64),
        offices.absent,
        offices.ending_states,
        layout.is_stop,
        batch.gap,
        batch.start,
        batch.codes,
        offices.names,
        offices.known,
    )


@kernel
def _count_states(scene: Scene, page: _Page, first: int, last: int, step: int) -> None:
    """Count the mentions [first, last) of states, or take them back."""
    home = scene.desk[D_HOME]
    sole, n_others, top = NONE, 0, NONE
    for row in range(first, last):
        state = page.country[row]
        if step > 0 and scene.counts[state] == 0 and state != home:
            sole = state
            n_others += 1
        scene.counts[state] += step
    if step < 0:
        return
    for row in range(first, last):
        state = page.country[row]
        if state != home and (top < 0 or scene.counts[state] > scene.counts[top]):
            top = state
    scene.desk[D_SOLE] = sole if n_others == 1 else NONE
    scene.desk[D_TOP] = top


@kernel
def _note_assumed(scene: Scene, page: _Page, first: int, last: int) -> None:
    """Note the ministries held to be the publisher's only because their names tell of no state."""
    home, at = scene.desk[D_HOME], first
    if home >= 0 and scene.absent[home, A_WITHOUT_MINISTRIES]:
        return  # there a ministry is held to be foreign
    for body in range(scene.desk[D_FACT], scene.desk[D_FACT_END]):
        is_own = scene.facts[body, O_COUNTRY] == home and scene.facts[body, O_TYPE] in _OF_STATE
        scene.facts[body, O_ASSUMED] = 1 if is_own else 0
    for row in range(scene.desk[D_BODY], scene.desk[D_BODY_END]):
        start, end = scene.bodies[row, B_START], scene.bodies[row, B_END]
        while at < last and page.country_start[at] < start:
            at += 1
        following = at
        while following < last and page.country_start[following] < end:
            if page.country[following] == home:
                scene.facts[scene.bodies[row, B_BODY], O_ASSUMED] = 0
            following += 1


@kernel
def _lay_desk(scene: Scene, page: _Page, text: int) -> None:
    """Note the facts of a text."""
    desk, first = scene.desk, page.first
    desk[D_HOME], desk[D_TITLE_END], desk[D_TOKEN] = page.home[text], page.title_end[text], first[text, _TOKENS]
    desk[D_UNIT], desk[D_UNIT_END] = first[text, _UNITS], first[text + 1, _UNITS]
    desk[D_NAME], desk[D_NAME_END] = first[text, _NAMES], first[text + 1, _NAMES]
    desk[D_PERSON], desk[D_PERSON_END] = first[text, _PEOPLE], first[text + 1, _PEOPLE]
    desk[D_BODY], desk[D_BODY_END] = first[text, _BODIES], first[text + 1, _BODIES]
    desk[D_FACT], desk[D_FACT_END] = first[text, _FACTS], first[text + 1, _FACTS]
    _count_states(scene, page, first[text, _COUNTRIES], first[text + 1, _COUNTRIES], 1)
    _note_assumed(scene, page, first[text, _COUNTRIES], first[text + 1, _COUNTRIES])


@kernel
def _goes_on(titles: Numbers, table: Codes, codes: Codes, title: int, longer: int) -> bool:
    """Has a title the words of another, and a complement more?"""
    start, length = titles[title, T_START], titles[title, T_END] - titles[title, T_START]
    other = titles[longer, T_START]
    end = other + length
    if end + 3 >= titles[longer, T_END] or titles[title, T_FLAGS] & T_PLURAL:
        return False
    for number in range(length):
        if facts_of(table, codes[start + number]) & 0xFFFF != facts_of(table, codes[other + number]) & 0xFFFF:
            return False
    first, second, third, fourth = codes[end], codes[end + 1], codes[end + 2], codes[end + 3]
    if first != 0x20:
        return False
    is_two = fourth == 0x20 and ((second == 0x6F and third == 0x66) or (second == 0x74 and third == 0x6F))
    return is_two or (second == 0x66 and third == 0x6F and fourth == 0x72 and codes[end + 4] == 0x20)


@kernel
def _best_title(scene: Scene, table: Codes, person: int, best: int, rank: int, floor: int) -> int:
    """The first title of the mentions of a rank behind a place, or a later one that says the same and more."""
    name = scene.people[person, P_FIRST]
    while name >= 0:
        title, flags = scene.names[name, N_TITLE], scene.names[name, N_FLAGS]
        is_next = title >= 0 and flags & F_RANK == rank and scene.names[name, N_START] >= floor
        is_first = best < 0 and (floor == 0 or flags & (F_FULL | F_INITIAL) != 0)
        if is_next and (is_first or (best >= 0 and _goes_on(scene.titles, table, scene.codes, best, title))):
            best = title
        name = scene.names[name, N_NEXT]
    return best


@kernel
def _fullest_title(scene: Scene, table: Codes, person: int) -> int:
    """The title of a person: that of the text before that of the heading, which is cut; an office before a rank."""
    best = NONE
    for rank in (0, F_RANK):
        for floor in (scene.desk[D_TITLE_END], 0):
            best = _best_title(scene, table, person, best, rank, floor)
    return best


@kernel
def _span(scene: Scene, name: int) -> tuple[int, int, int]:
    """Where a mention begins and ends: the name, with the title where a family name stands alone after one."""
    names = scene.names[name]
    flags, title = names[N_FLAGS], names[N_TITLE]
    if not flags & (F_FULL | F_INITIAL):
        if title >= 0 and not flags & F_AFTER and names[N_OUTER] - scene.titles[title, T_END] == 1:
            first, last = scene.titles[title, T_FIRST], scene.titles[title, T_LAST]
            start = scene.titles[title, T_START]
            while first < last and scene.units[first, UNIT_STATE] >= 0:
                first += 1
                start = scene.units[first, UNIT_START]
            return start, names[N_END], R_TITLE_FAMILY
        if flags & F_ADDRESSED:
            return names[N_OUTER], names[N_END], R_ADDRESS_FAMILY
    return names[N_START], names[N_END], R_SHORT_NAME if names[N_SHORT] else R_NAME


@kernel
def _write(scene: Scene, table: Codes, person: int, row: int, persons: Numbers, spans: Numbers, n_spans: int) -> int:
    """Write a person and the spans; return the number of spans so far."""
    people, out = scene.people[person], persons[row]
    fullest, title = people[P_FULLEST], _fullest_title(scene, table, person)
    out[0], out[1] = scene.names[fullest, N_START], scene.names[fullest, N_END]
    out[2] = scene.titles[title, T_START] if title >= 0 else NONE
    out[3] = scene.titles[title, T_END] if title >= 0 else NONE
    out[4], out[5], out[6] = people[P_STATE], people[P_POSTED], people[P_BODY]
    name = people[P_LAST]
    while name >= 0:
        start, end, rule = _span(scene, name)
        spans[n_spans, 0], spans[n_spans, 1], spans[n_spans, 2], spans[n_spans, 3] = row, start, end, rule
        n_spans += 1
        name = scene.names[name, N_NEXT_IN_TEXT]
    return n_spans


@entry
def _read(scene: Scene, page: _Page, table: Codes, persons: Numbers, spans: Numbers, span_first: Numbers) -> int:
    """Fill the persons and their spans; return the number of spans."""
    n_spans, row = 0, 0
    for text in range(len(page.home)):
        span_first[text] = n_spans
        if page.first[text, _PEOPLE] == page.first[text + 1, _PEOPLE]:
            continue
        _lay_desk(scene, page, text)
        represent(scene)
        for name in range(scene.desk[D_NAME], scene.desk[D_NAME_END]):
            person = scene.names[name, N_PERSON]
            if person >= 0 and scene.people[person, P_LAST] == name:
                n_spans = _write(scene, table, person, row, persons, spans, n_spans)
                row += 1
        _count_states(scene, page, page.first[text, _COUNTRIES], page.first[text + 1, _COUNTRIES], -1)
    span_first[len(page.home)] = n_spans
    return n_spans
