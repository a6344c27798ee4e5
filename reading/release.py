"""All readers over a batch of releases: one pass for phrases, then countries, bodies, people, events, roles, topics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from reading import countries, events, officials, organizations, topics
from reading.columns import NONE, Columns
from reading.country_forms import country_table
from reading.matching import Matcher
from reading.meaning import read_meaning
from reading.model import Reading, Text
from reading.roles import assign_roles
from reading.scene import read_scene
from reading.sentences import lay_out, texts_of
from reading.tokens import tokenize
from reading.views import readings
from reading.words import read_words

_READERS = (countries, organizations, officials, events, topics)


@cache
def lexicon() -> Matcher:
    """Return the phrases of all readers, compiled once."""
    return Matcher(phrase for reader in _READERS for phrase in reader.phrases())


@cache
def _row_of() -> dict[str | None, int]:
    return {country.country_code: row for row, country in enumerate(country_table())}


def read_columns(texts: Sequence[Text]) -> Columns:
    """Read a batch of releases into columns."""
    batch = tokenize([text.full for text in texts])
    homes = [_row_of().get(text.home_country_code, NONE) for text in texts]
    facts = texts_of(batch, [text.title for text in texts], homes)
    layout, words, hits = lay_out(batch, facts), read_words(batch), lexicon().search(batch)
    states = countries.read_countries(batch, facts, hits["country"])
    bodies, body_facts, body_names = organizations.read_organizations(batch, facts, words, hits["organization"], states)
    units, titles, names = read_scene(batch, facts, words, hits["title"], states, bodies)
    persons, person_spans = officials.read_officials(
        batch, facts, layout, units, titles, names, states, bodies, body_facts
    )
    meaning = read_meaning(batch, facts)
    happened, event_spans, event_features = events.read_events(
        batch, facts, layout, meaning, hits["event"], states, persons, person_spans
    )
    roles, role_features = assign_roles(batch, facts, layout, states, persons, person_spans, happened)
    subjects, topic_spans, topic_features = topics.read_topics(
        batch, facts, layout, meaning, hits["topic"], happened, event_spans, roles
    )
    return Columns(
        batch,
        facts,
        meaning,
        states,
        roles,
        bodies,
        body_facts,
        body_names,
        persons,
        person_spans,
        subjects,
        topic_spans,
        happened,
        event_spans,
        event_features,
        role_features,
        topic_features,
    )


def read_releases(texts: Sequence[Text]) -> list[Reading]:
    """Read a batch of releases, in order, as objects."""
    return readings(read_columns(texts)) if texts else []


def read_release(text: Text) -> Reading:
    """Read one release."""
    return read_releases([text])[0]
