"""All readers over a batch of releases: one pass for phrases, then countries, bodies, people, events, topics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reading import countries, events, officials, organizations, topics
from reading.matching import Matcher
from reading.model import Hit, Reading, Text
from reading.roles import assign_roles

_READERS = (countries, organizations, officials, events, topics)


@cache
def lexicon() -> Matcher:
    """Return the phrases of all readers, compiled once."""
    return Matcher(phrase for reader in _READERS for phrase in reader.phrases())


def read_releases(texts: Sequence[Text]) -> list[Reading]:
    """Read a batch of releases, in order."""
    found = lexicon().find([text.full for text in texts])
    return [_read(text, hits) for text, hits in zip(texts, found, strict=True)]


def read_release(text: Text) -> Reading:
    """Read one release."""
    return read_releases([text])[0]


def _read(text: Text, hits: dict[str, list[Hit]]) -> Reading:
    named = countries.read_countries(text, hits["country"])
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
