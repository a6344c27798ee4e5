"""All readers over a batch of releases: one pass for phrases, then countries, bodies, people, events, topics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from reading import countries, events, officials, organizations, topics
from reading.columns import NONE, Persons, PersonSpans
from reading.country_forms import country_table
from reading.matching import Matcher, hits_of
from reading.model import CountryMention, Event, Hit, Official, Organization, Reading, Text
from reading.roles import assign_roles
from reading.sentences import lay_out, texts_of
from reading.tokens import tokenize
from reading.views import country_mentions, event_objects

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
    states = countries.read_countries(batch, facts, found["country"])
    named = country_mentions(batch, states)
    hits = hits_of(batch, found)
    people = [_read_people(*parts) for parts in zip(texts, hits, named, strict=True)]
    persons = _persons([officials for _, officials in people])
    happened, evidence = events.read_events(
        batch, facts, lay_out(batch, facts), found["event"], states, persons, _NO_SPANS
    )
    parts = zip(texts, hits, named, people, event_objects(batch, happened, evidence), strict=True)
    return [_read(*part) for part in parts]


#: Events ask for no spans of persons.
_NO_SPANS = PersonSpans(*(np.zeros(0, kind) for kind in (np.int64, np.int32, np.int32, np.int32, np.uint8)))


def _persons(by_text: Sequence[Sequence[Official]]) -> Persons:
    """Return persons as columns, as far as events ask: until officials are columns."""
    first = np.cumsum([0, *map(len, by_text)])
    none = np.full(int(first[-1]), NONE, np.int32)
    people = [each for mine in by_text for each in mine]
    rows = [(_row_of(each.represented_country_code), _row_of(each.posted_country_code)) for each in people]
    states = np.array(rows, np.int16).reshape(-1, 2)
    columns = np.ascontiguousarray(states[:, 0]), np.ascontiguousarray(states[:, 1])
    return Persons(first.astype(np.int64), none, none, none, none, *columns, none)


def _row_of(country_code: str | None) -> int:
    """Return the row of a state in `country_table()`, -1 for none."""
    return _rows().get(country_code or "", NONE)


@cache
def _rows() -> dict[str, int]:
    return {country.country_code: row for row, country in enumerate(country_table())}


def read_release(text: Text) -> Reading:
    """Read one release."""
    return read_releases([text])[0]


def _read_people(
    text: Text, hits: dict[str, list[Hit]], named: list[CountryMention]
) -> tuple[list[Organization], list[Official]]:
    bodies = organizations.read_organizations(text, hits["organization"], named)
    return bodies, officials.read_officials(text, hits["title"], named, bodies)


def _read(
    text: Text,
    hits: dict[str, list[Hit]],
    named: list[CountryMention],
    people: tuple[list[Organization], list[Official]],
    happened: list[Event],
) -> Reading:
    roles = assign_roles(text, named, people[1], happened)
    main_event = next((event for event in happened if event.is_main), None)
    n_partners = sum(role.role_code == "partner" for role in roles)
    return Reading(
        countries=named,
        country_roles=roles,
        organizations=people[0],
        officials=people[1],
        topics=topics.read_topics(text, hits["topic"], main_event, n_partners),
        events=happened,
    )
