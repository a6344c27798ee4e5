"""All readers over a batch of releases: one pass for phrases, then countries, bodies, people, events, topics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from reading import countries, events, officials, organizations, topics
from reading.columns import NONE, ROLES, BodyFacts, Columns, Events, Roles, Spans
from reading.country_forms import country_table
from reading.matching import Matcher, hits_of
from reading.model import CountryMention, CountryRole, Event, Hit, Reading, Text, Topic
from reading.roles import assign_roles
from reading.rules import EVENT_RULES
from reading.sentences import lay_out, texts_of
from reading.tokens import Batch, tokenize
from reading.views import country_mentions, topics_of

_READERS = (countries, organizations, officials, events, topics)


@cache
def lexicon() -> Matcher:
    """Return the phrases of all readers, compiled once."""
    return Matcher(phrase for reader in _READERS for phrase in reader.phrases())


def read_releases(texts: Sequence[Text]) -> list[Reading]:
    """Read a batch of releases, in order."""
    batch = tokenize([text.full for text in texts])
    facts = texts_of(batch, [text.title for text in texts], [_row_of(text.home_country_code) for text in texts])
    found = lexicon().search(batch)
    named = country_mentions(batch, countries.read_countries(batch, facts, found["country"]))
    hits = hits_of(batch, found)
    return [_read(*parts) for parts in zip(texts, hits, named, strict=True)]


def read_columns(texts: Sequence[Text]) -> Columns:
    """Read a batch of releases."""
    raise NotImplementedError


def body_names(batch: Batch, facts: BodyFacts) -> Any:
    """Return what the bodies of a batch are called (`tables.BodyNames`)."""
    raise NotImplementedError


def _row_of(country_code: str | None) -> int:
    """Return the row of a state in `country_table()`, -1 for none."""
    return _rows().get(country_code or "", NONE)


@cache
def _rows() -> dict[str, int]:
    return {country.country_code: row for row, country in enumerate(country_table())}


def read_release(text: Text) -> Reading:
    """Read one release."""
    return read_releases([text])[0]


def _read(text: Text, hits: dict[str, list[Hit]], named: list[CountryMention]) -> Reading:
    bodies = organizations.read_organizations(text, hits["organization"], named)
    people = officials.read_officials(text, hits["title"], named, bodies)
    happened = events.read_events(text, hits["event"], named, people)
    roles = assign_roles(text, named, people, happened)
    return Reading(
        countries=named,
        country_roles=roles,
        organizations=bodies,
        officials=people,
        topics=_topics(text, happened, roles),
        events=happened,
    )


def _topics(text: Text, happened: Sequence[Event], assigned: Sequence[CountryRole]) -> list[Topic]:
    """Until events and roles are columns."""
    batch = tokenize([text.full])
    facts = texts_of(batch, [text.title], [_row_of(text.home_country_code)])
    types = [entry.event_type_code for entry in events.event_type_table()]
    rules = [rule.rule_id for rule in EVENT_RULES]
    kinds = np.array([types.index(event.event_type_code) for event in happened], np.uint8)
    spans = [(number, span) for number, event in enumerate(happened) for span in event.spans]
    evidence = np.array([(n, span.start, span.end, rules.index(span.rule_id)) for n, span in spans], np.int32)
    entity, start, end, rule = np.ascontiguousarray(evidence.reshape(-1, 4).T)
    parts = np.array([ROLES.index(role.role_code) for role in assigned], np.uint8)
    nothing = np.zeros(len(kinds), np.int32)
    found, places = topics.read_topics(
        batch,
        facts,
        lay_out(batch, facts),
        lexicon().search(batch)["topic"],
        Events(np.array([0, len(kinds)]), kinds, nothing.astype(np.int16), nothing),
        Spans(np.array([0, len(spans)]), entity, start, end, rule.astype(np.uint8)),
        Roles(
            np.array([0, len(parts)]),
            np.zeros(len(parts), np.int16),
            parts,
            np.zeros(len(parts), np.int32),
            np.zeros(len(parts)),
        ),
    )
    return topics_of(batch, found, places)[0]
