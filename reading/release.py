"""All readers over a batch of releases: one pass for phrases, then countries, bodies, people, events, topics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from reading import countries, events, officials, organizations, topics
from reading.columns import NONE, Events, Persons, PersonSpans
from reading.country_forms import country_table
from reading.matching import Matcher, hits_of
from reading.model import CountryMention, CountryRole, Event, Hit, Official, Organization, Reading, Text, Topic
from reading.roles import assign_roles
from reading.sentences import texts_of
from reading.tokens import Batch, tokenize
from reading.views import country_mentions, country_roles

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
    mentions = countries.read_countries(batch, facts, found["country"])
    named, hits = country_mentions(batch, mentions), hits_of(batch, found)
    read = [_read(*parts) for parts in zip(texts, hits, named, strict=True)]
    people, happened = [parts[1] for parts in read], [parts[2] for parts in read]
    roles = country_roles(assign_roles(batch, facts, mentions, *_persons(batch, people), _events(happened)))
    return [
        Reading(
            countries=mine,
            country_roles=parts,
            organizations=bodies,
            officials=persons,
            topics=_topics(text, hit, happenings, parts),
            events=happenings,
        )
        for text, hit, mine, (bodies, persons, happenings), parts in zip(texts, hits, named, read, roles, strict=True)
    ]


def _persons(batch: Batch, people: Sequence[Sequence[Official]]) -> tuple[Persons, PersonSpans]:
    """Columns of persons, as far as roles need them: until `officials` returns columns itself."""
    rows: list[tuple[int, int, int]] = []
    spans: list[tuple[int, int, int]] = []
    for base, mine in zip(batch.first_code[:-1].tolist(), people, strict=True):
        for person in mine:
            title = person.title_span
            spans += [(len(rows), base + span.start, base + span.end) for span in person.spans]
            start, end = (base + title.start, base + title.end) if title else (NONE, NONE)
            rows.append((start, end, _row_of(person.represented_country_code)))
    title_start, title_end, represented = np.array(rows, np.int32).reshape(-1, 3).T
    none = np.full(len(rows), NONE, np.int32)
    first = np.cumsum([0, *map(len, people)])
    which, start, end = np.array(spans, np.int32).reshape(-1, 3).T
    persons = Persons(first, none, none, title_start, title_end, represented.astype(np.int16), none, none)
    return persons, PersonSpans(first, which, start, end, np.zeros(len(spans), np.uint8))


def _events(happened: Sequence[Sequence[Event]]) -> Events:
    """Columns of events, as far as roles need them: until `events` returns columns itself."""
    rows = {entry.event_type_code: row for row, entry in enumerate(events.event_type_table())}
    types = np.array([rows[event.event_type_code] for each in happened for event in each], np.uint8)
    none = np.full(len(types), NONE, np.int32)
    return Events(np.cumsum([0, *map(len, happened)]), types, none.astype(np.int16), none)


def _row_of(country_code: str | None) -> int:
    """Return the row of a state in `country_table()`, -1 for none."""
    return _rows().get(country_code or "", NONE)


@cache
def _rows() -> dict[str, int]:
    return {country.country_code: row for row, country in enumerate(country_table())}


def read_release(text: Text) -> Reading:
    """Read one release."""
    return read_releases([text])[0]


def _read(
    text: Text, hits: dict[str, list[Hit]], named: list[CountryMention]
) -> tuple[list[Organization], list[Official], list[Event]]:
    bodies = organizations.read_organizations(text, hits["organization"], named)
    people = officials.read_officials(text, hits["title"], named, bodies)
    return bodies, people, events.read_events(text, hits["event"], named, people)


def _topics(
    text: Text, hits: dict[str, list[Hit]], happened: Sequence[Event], roles: Sequence[CountryRole]
) -> list[Topic]:
    main_event = next((event for event in happened if event.is_main), None)
    n_partners = sum(role.role_code == "partner" for role in roles)
    return topics.read_topics(text, hits["topic"], main_event, n_partners)
