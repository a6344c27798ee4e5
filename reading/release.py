"""All readers over a batch of releases: one pass for phrases, then countries, bodies, people, events, topics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reading import countries, events, officials, organizations, topics
from reading.columns import NONE
from reading.country_forms import country_table
from reading.matching import Matcher, hits_of
from reading.model import CountryMention, Hit, Organization, Reading, Text
from reading.names import Word
from reading.persons import Mention
from reading.roles import assign_roles
from reading.scene import read_scene
from reading.sentences import texts_of
from reading.tokens import tokenize
from reading.views import bodies_of, country_mentions, scenes
from reading.words import read_words

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
    bodies = [
        organizations.read_organizations(text, mine["organization"], mentions)
        for text, mine, mentions in zip(texts, hits, named, strict=True)
    ]
    scene = read_scene(batch, facts, read_words(batch), found["title"], states, bodies_of(batch, bodies))
    laid = scenes([text.full for text in texts], batch, scene, named, bodies)
    return [_read(*parts) for parts in zip(texts, hits, named, bodies, laid, strict=True)]


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
    text: Text,
    hits: dict[str, list[Hit]],
    named: list[CountryMention],
    bodies: list[Organization],
    scene: tuple[list[Word], list[Mention]],
) -> Reading:
    people = officials.read_officials(text, *scene, named, bodies)
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
