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

#: Rows of the table, each a column of the mentions: where the span stands in the batch, and what it means; the place in
#: the field and the role are made last.
TEXT, KIND, ENTITY, RULE, STATE, START, END, FIELD, START_CHAR, END_CHAR, ROLE = range(11)
_N_ROWS = 11
#: Rows that are known from the readers.
_N_KNOWN = 7
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
    """Return the mentions of all texts, a column of numbers a row.

    `entities` are the numbers of states, persons, bodies, topics and types of events; what has one number is one, and
    no two kinds share a number. `rule_base` is added to the rules of each kind.
    """
    groups = _groups(columns)
    rows = np.empty((_N_ROWS, sum(len(group.row) for group in groups)), np.int32)
    texts, base = np.arange(len(columns.texts.title_end), dtype=np.int32), 0
    for kind, (spans, row, state, rule) in enumerate(groups):
        stop = base + len(row)
        rows[TEXT, base:stop] = np.repeat(texts, np.diff(spans.first))
        rows[KIND, base:stop] = kind
        rows[ENTITY, base:stop] = entities[kind][row]
        rows[RULE, base:stop] = rule
        rows[RULE, base:stop] += rule_base[kind]
        rows[STATE, base:stop] = state
        rows[START, base:stop], rows[END, base:stop] = spans.start, spans.end
        base = stop
    n_states = int(max(columns.roles.country.max(initial=0), rows[STATE].max(initial=0))) + 1
    count = _settle(
        columns.batch.first_code,
        columns.texts.title_end,
        columns.roles.first,
        columns.roles.country,
        columns.roles.role,
        np.full(n_states, NONE, np.int32),
        np.full(1 << (_SPARE * base).bit_length(), NONE, np.int32),
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
    rows: Numbers,
) -> int:
    """Fill what is not known yet, and drop what is told twice, the later one; return how many rows are left."""
    count, text, kind = 0, -1, -1
    for row in range(rows.shape[1]):
        if rows[KIND, row] != kind or rows[TEXT, row] != text:
            if text >= 0:
                _note_roles(first_role, country, role, text, role_of, False)
            kind, text = rows[KIND, row], rows[TEXT, row]
            _note_roles(first_role, country, role, text, role_of, True)
        for column in range(_N_KNOWN):
            rows[column, count] = rows[column, row]
        if not _is_new(slots, rows, count):
            continue
        start, end, state = rows[START, count], rows[END, count], rows[STATE, count]
        is_title = end <= title_end[text]
        base = first_code[text] if is_title else title_end[text] + 1
        rows[FIELD, count] = _TITLE if is_title else _BODY
        rows[START_CHAR, count], rows[END_CHAR, count] = start - base, end - base
        rows[ROLE, count] = role_of[state] if state >= 0 else NONE
        count += 1
    return count


@kernel
def _note_roles(first: Ints, country: Shorts, role: Shorts, text: int, role_of: Numbers, is_set: bool) -> None:
    """Note the role of each state of a text, or forget them."""
    for row in range(first[text], first[text + 1]):
        role_of[country[row]] = role[row] if is_set else NONE


@kernel
def _is_new(slots: Numbers, rows: Numbers, row: int) -> bool:
    """Was there no mention of the same entity at the same place before? Those seen stand in a hash table."""
    mask = len(slots) - 1
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
