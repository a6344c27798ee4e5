"""What was read of a batch as objects of `model`: for people and tests; tables are made from the columns themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, TypeVar

import numpy as np

from reading.columns import NO_DAY, NONE, ROLES, Columns, Roles, Spans, Topics
from reading.country_forms import country_table
from reading.events import event_type_table
from reading.kernel import Ints, Numbers, Octets
from reading.model import CountryMention, CountryRole, Event, Official, Organization, Reading, Span, Topic
from reading.official_keys import official_keys
from reading.organizations import organization_rows
from reading.rules import EVENT_RULES, OFFICIAL_RULES, ORGANIZATION_RULES, TOPIC_RULES, Rule, country_rules
from reading.tokens import Batch, text_of
from reading.topics import topic_table

T = TypeVar("T")
_EPOCH = date(1970, 1, 1)
_FORMS: tuple[Literal["name", "adjective", "abbreviation", "city", "metonym"], ...] = (
    "name",
    "adjective",
    "abbreviation",
    "city",
    "metonym",
)


def readings(columns: Columns) -> list[Reading]:
    """Return the reading of each text of a batch."""
    parts = (
        _by_text(columns.countries.first, _countries(columns)),
        country_roles(columns.roles),
        _by_text(columns.body_facts.first, _organizations(columns)),
        _by_text(columns.persons.first, _officials(columns)),
        topics_of(columns.batch, columns.topics, columns.topic_spans),
        _by_text(columns.events.first, _events(columns)),
    )
    return [Reading(*each) for each in zip(*parts, strict=True)]


def _by_text(first: Ints, made: Sequence[T]) -> list[Sequence[T]]:
    return [made[start:end] for start, end in pairwise(first.tolist())]


def _codes() -> list[str | None]:
    """Codes of states by row; the last is that of none, so that -1 finds it."""
    return [*(country.country_code for country in country_table()), None]


def _rows(*columns: Ints) -> Iterable[tuple[int, ...]]:
    return zip(*(column.tolist() for column in columns), strict=True)


def _in_text(batch: Batch, first: Ints, start: Numbers, end: Numbers) -> tuple[Ints, Ints]:
    """Places of a group of columns, counted from the beginning of their text."""
    base = np.repeat(batch.first_code[:-1], np.diff(first))
    return start - base, end - base


def _spans(
    batch: Batch,
    first: Ints,
    entity: Numbers,
    places: tuple[Numbers, Numbers],
    rule: Octets,
    rules: Sequence[Rule],
    n_entities: int,
) -> list[tuple[Span, ...]]:
    """Return the spans of each entity, with what `rules` say of them."""
    found: list[list[Span]] = [[] for _ in range(n_entities)]
    for row, start, end, number in _rows(entity, *_in_text(batch, first, *places), rule):
        found[row].append(Span(start, end, *rules[number]))
    return [tuple(dict.fromkeys(spans)) for spans in found]


def _countries(columns: Columns) -> list[CountryMention]:
    found, codes, rules = columns.countries, _codes(), country_rules()
    places = _in_text(columns.batch, found.first, found.start, found.end)
    return [
        CountryMention(Span(start, end, *rules[rule]), str(codes[country]), _FORMS[form])
        for start, end, country, form, rule in _rows(*places, found.country, found.form, found.rule)
    ]


def country_roles(found: Roles) -> list[Sequence[CountryRole]]:
    """Return the roles of the states of each text."""
    codes = _codes()
    rows = _rows(found.country, found.role, found.n_mentions, found.salience)
    made = [CountryRole(str(codes[state]), ROLES[role], n, salience) for state, role, n, salience in rows]
    return _by_text(found.first, made)


def _organizations(columns: Columns) -> list[Organization]:
    facts, found = columns.body_facts, columns.bodies
    named = [column.to_pylist() for column in organization_rows(columns.batch, facts, columns.body_names)]
    codes = _codes()
    states = [codes[country] for country in facts.country.tolist()]
    places = (found.start, found.end)
    spans = _spans(columns.batch, found.first, found.body, places, found.how, ORGANIZATION_RULES, len(facts.type))
    return [Organization(*row) for row in zip(*named, states, spans, strict=True)]


def _officials(columns: Columns) -> list[Official]:
    found, mentioned, codes = columns.persons, columns.person_spans, _codes()
    text = text_of(columns.batch)
    named = organization_rows(columns.batch, columns.body_facts, columns.body_names)
    body_keys = [*named.organization_key.to_pylist(), None]
    places = (mentioned.start, mentioned.end)
    spans = _spans(
        columns.batch, mentioned.first, mentioned.person, places, mentioned.rule, OFFICIAL_RULES, len(found.body)
    )
    base = np.repeat(columns.batch.first_code[:-1], np.diff(found.first))
    rows = _rows(
        base,
        found.name_start,
        found.name_end,
        found.title_start,
        found.title_end,
        found.represented,
        found.posted,
        found.body,
    )
    return [
        Official(
            key,
            text[start:end],
            text[title:title_end] if title != NONE else None,
            Span(title - first, title_end - first, "official-title") if title != NONE else None,
            codes[represented],
            codes[posted],
            body_keys[body],
            mine,
        )
        for key, (first, start, end, title, title_end, represented, posted, body), mine in zip(
            official_keys(columns.batch, found).to_pylist(), rows, spans, strict=True
        )
    ]


def topics_of(batch: Batch, found: Topics, evidence: Spans) -> list[Sequence[Topic]]:
    """Return the topics of each text."""
    places = (evidence.start, evidence.end)
    spans = _spans(batch, evidence.first, evidence.entity, places, evidence.rule, TOPIC_RULES, len(found.topic))
    codes = [entry.topic_code for entry in topic_table()]
    made = [
        Topic(codes[topic], score, bool(is_main), mine)
        for (topic, score, is_main), mine in zip(_rows(found.topic, found.score, found.is_main), spans, strict=True)
    ]
    return _by_text(found.first, made)


def _events(columns: Columns) -> list[Event]:
    found, evidence, codes = columns.events, columns.event_spans, _codes()
    places = (evidence.start, evidence.end)
    spans = _spans(columns.batch, evidence.first, evidence.entity, places, evidence.rule, EVENT_RULES, len(found.type))
    types = [entry.event_type_code for entry in event_type_table()]
    number = np.arange(len(found.type)) - np.repeat(found.first[:-1], np.diff(found.first))
    return [
        Event(
            types[kind],
            place_no == 0,
            codes[place],
            None if day == NO_DAY else (_EPOCH + timedelta(days=day)).isoformat(),
            mine,
        )
        for (place_no, kind, place, day), mine in zip(
            _rows(number, found.type, found.place, found.day), spans, strict=True
        )
    ]
