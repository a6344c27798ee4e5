"""The mentions of a batch in one table of numbers: spans of states, persons, bodies, topics and events.

Here belongs what makes spans of all kinds alike: one row a span and entity, places counted from the beginning of title
or body, the role of the state behind it. What the numbers are called in the warehouse stands in `tables`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from reading.columns import NONE, Bodies, Columns, Countries, PersonSpans, Spans
from reading.kernel import Ints, Numbers, Octets, Shorts, entry, kernel

#: Kinds of mentions, in the order of their rows.
KINDS = ("country", "official", "organization", "topic", "event")
FIELDS = ("title", "body")
_TITLE, _BODY = range(2)

#: Rows of the table, each a column of the mentions: what a span means, by which rule, where it stands in the batch, and
#: where in its field, whose text and kind it is, and the role of the state behind it.
ENTITY, RULE, START, END, STATE, START_CHAR, END_CHAR, FIELD, TEXT, KIND, ROLE = range(11)
_N_ROWS = 11
#: Rows that are known from the readers.
_N_KNOWN = 5
#: Two slots a mention at least.
_SPARE = 2
_PRIMES = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)


class _Group(NamedTuple):
    """The spans of one kind: where they stand, the row of the entity of each, the state behind it, the rule."""

    spans: Countries | PersonSpans | Bodies | Spans
    row: Numbers
    state: Shorts
    rule: Octets


def _groups(columns: Columns) -> tuple[_Group, ...]:
    """Return the spans by kind."""
    states, people, bodies = columns.countries, columns.person_spans, columns.bodies
    about, happened = columns.topic_spans, columns.event_spans
    nobody = np.full(1, NONE, np.int16)
    return (
        _Group(states, states.country, states.country, states.rule),
        _Group(people, people.person, columns.persons.represented[people.person], people.rule),
        _Group(bodies, bodies.body, nobody, bodies.how),
        _Group(about, columns.topics.topic[about.entity], nobody, about.rule),
        _Group(happened, columns.events.type[happened.entity], nobody, happened.rule),
    )


def mention_rows(columns: Columns, entities: Sequence[Numbers], rule_base: Sequence[int]) -> Numbers:
    """Return the mentions of all texts, a column of numbers a row, by text, then kind, then as the readers have them.

    `entities` are the numbers of states, persons, bodies, topics and types of events; what has one number is one, and
    no two kinds share a number. `rule_base` is added to the rules of each kind.
    """
    groups = _groups(columns)
    n_mentions = sum(len(group.row) for group in groups)
    known, first = np.empty((_N_KNOWN, n_mentions), np.int32), np.empty((len(groups), len(columns.texts.home) + 1), int)
    base = 0
    for kind, (spans, row, state, rule) in enumerate(groups):
        stop = base + len(row)
        first[kind] = spans.first
        first[kind] += base
        known[ENTITY, base:stop] = entities[kind][row]
        known[RULE, base:stop] = rule
        known[RULE, base:stop] += rule_base[kind]
        known[START, base:stop], known[END, base:stop] = spans.start, spans.end
        known[STATE, base:stop] = state
        base = stop
    rows = np.empty((_N_ROWS, n_mentions), np.int32)
    n_states = int(max(columns.roles.country.max(initial=0), known[STATE].max(initial=0))) + 1
    count = _settle(
        columns.batch.first_code,
        columns.texts.title_end,
        columns.roles.first,
        columns.roles.country,
        columns.roles.role,
        np.full(n_states, NONE, np.int32),
        np.empty(1 << (_SPARE * int(np.diff(first).sum(axis=0).max(initial=0))).bit_length(), np.int32),
        known,
        first,
        rows,
    )
    return rows[:, :count]


@entry
def _settle(
    first_code: Ints,
    title_end: Numbers,
    first_role: Ints,
    country: Shorts,
    role: Shorts,
    role_of: Numbers,
    slots: Numbers,
    known: Numbers,
    first: Ints,
    rows: Numbers,
) -> int:
    """Fill the rows text by text without what is told twice (the later one is left out); return how many there are."""
    count = 0
    for text in range(len(title_end)):
        for row in range(first_role[text], first_role[text + 1]):
            role_of[country[row]] = role[row]
        n_slots = 1
        for kind in range(len(first)):
            n_slots += _SPARE * (first[kind, text + 1] - first[kind, text])
        mask = _clear(slots, n_slots)
        for kind in range(len(first)):
            for source in range(first[kind, text], first[kind, text + 1]):
                for column in range(_N_KNOWN):
                    rows[column, count] = known[column, source]
                if _is_new(slots, mask, rows, count):
                    _place(rows, count, first_code[text], title_end[text])
                    state = known[STATE, source]
                    rows[TEXT, count], rows[KIND, count] = text, kind
                    rows[ROLE, count] = role_of[state] if state >= 0 else NONE
                    count += 1
        for row in range(first_role[text], first_role[text + 1]):
            role_of[country[row]] = NONE
    return count


@kernel
def _place(rows: Numbers, row: int, text_start: int, title_end: int) -> None:
    """Say where a mention stands in title or body."""
    is_title = rows[END, row] <= title_end
    base = text_start if is_title else title_end + 1
    rows[FIELD, row] = _TITLE if is_title else _BODY
    rows[START_CHAR, row], rows[END_CHAR, row] = rows[START, row] - base, rows[END, row] - base


@kernel
def _clear(slots: Numbers, n_slots: int) -> int:
    """Clear so many slots of the hash table, or a few more; return the mask of their numbers."""
    size = 1
    while size < n_slots:
        size *= 2
    for slot in range(size):
        slots[slot] = NONE
    return size - 1


@kernel
def _is_new(slots: Numbers, mask: int, rows: Numbers, row: int) -> bool:
    """Was there no mention of the same entity at the same place before? Those seen stand in a hash table."""
    mixed = rows[ENTITY, row] * _PRIMES[0] ^ rows[START, row] * _PRIMES[1] ^ rows[END, row] * _PRIMES[2]
    slot = (mixed ^ mixed >> 15) & mask
    while slots[slot] >= 0:
        other = slots[slot]
        if (
            rows[ENTITY, other] == rows[ENTITY, row]
            and rows[START, other] == rows[START, row]
            and rows[END, other] == rows[END, row]
        ):
            return False
        slot = (slot + 1) & mask
    slots[slot] = row
    return True
