"""All readers over a batch of releases: one pass for phrases, then countries, bodies, people, events, topics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from reading import countries, events, officials, organizations, topics
from reading.columns import NONE, BodyFacts, Columns
from reading.country_forms import country_table
from reading.matching import Matcher, hits_of
from reading.model import CountryMention, Hit, Reading, Text
from reading.roles import assign_roles
from reading.sentences import texts_of
from reading.tokens import Batch, tokenize
from reading.views import country_mentions

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
    main_event = next((event for event in happened if event.is_main), None)
    n_partners = sum(role.role_code == "partner" for role in roles)
    return Reading(
        countries=named,
        country_roles=roles,
        organizations=bodies,
        officials=people,
        topics=topics.read_topics(text, hits["topic"], main_event, n_partners),
        events=happened,
    )
