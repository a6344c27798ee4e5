"""What the readers find in a batch of texts, as columns: the words in which kernels speak to each other.

Each group of columns has `first`: the rows of text t are first[t] to first[t + 1]. Places are code points of
`Batch.codes`, ranges are half-open, -1 stands for none. A state is the row of its code in `country_table()`.
`model.py` has the same facts as objects, for people and tests.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from reading.kernel import Floats, Hashes, Ints, Numbers, Octets, Shorts
from reading.linear import Features
from reading.tokens import Batch

NONE = -1
#: The day of an event that states none.
NO_DAY = -(2**31)

#: How a state is named.
BY_NAME, BY_ADJECTIVE, BY_ABBREVIATION, BY_CITY, BY_METONYM = range(5)
#: How an occurrence names its body: as the lexicon has it, by an acronym, by the grammar of names, by the word for its
#: kind alone, or only through somebody's title.
AS_NAME, AS_ACRONYM, AS_HEAD, AS_ALONE, AS_TITLE, AS_IMPLIED = range(6)
#: What part a state has in a text.
ROLES: tuple[Literal["home"], Literal["partner"], Literal["mentioned"]] = ("home", "partner", "mentioned")
HOME, PARTNER, MENTIONED = range(3)
#: What a unit of a text laid out for titles is.
U_WORD, U_HEAD, U_PLURAL, U_RANK, U_HONORIFIC, U_STATE, U_BODY = range(7)


class Texts(NamedTuple):
    """Facts of each text: where its title ends, and the publisher's state."""

    title_end: Numbers
    home: Shorts


class Layout(NamedTuple):
    """Where the lead of each text stands; and of each token whether a sentence ends with it."""

    lead_start: Numbers
    lead_end: Numbers
    is_stop: Octets


class Meaning(NamedTuple):
    """What was seen of the words of each text.

    `vector` has a row a text: one unit vector a part (or zeros), one behind the other. Of text t, rows first[t] to
    first[t + 1] are its known words (rows of `meaning.known_words()`), each once a part.
    """

    vector: Floats
    first: Ints
    word: Numbers
    part: Octets


class Countries(NamedTuple):
    """Mentions of states in order, none overlapping. `rule` is the row of `country_rules()`."""

    first: Ints
    start: Numbers
    end: Numbers
    country: Shorts
    form: Octets
    rule: Octets
    first_token: Numbers
    last_token: Numbers


class Bodies(NamedTuple):
    """Occurrences of bodies by (start, longest first). `body` is the row in `BodyFacts`."""

    first: Ints
    start: Numbers
    end: Numbers
    body: Numbers
    how: Octets


class BodyFacts(NamedTuple):
    """Bodies of each text in order of first occurrence.

    `known` is the row of `organization_table()`; `key` is a hash of what makes the body one of a kind: one key, one
    body, in any text: `hash_of` its key. The name is the span [name_start, name_end), -1 if nothing of the text is in
    the name, with what `BodyNames` says before and behind it.
    """

    first: Ints
    key: Hashes
    known: Numbers
    type: Octets
    country: Shorts
    name_start: Numbers
    name_end: Numbers
    acronym_start: Numbers
    acronym_end: Numbers


class BodyNames(NamedTuple):
    """What names and keys of bodies are made of beside the text, a row a body of `BodyFacts`.

    `lead` and `tail` are rows of `body_names()`, which stand before and behind the span of the name, or -1. The key is
    letters[key_start:key_end], in ASCII; -1 where it is that of a known body.
    """

    lead: Numbers
    tail: Numbers
    key_start: Numbers
    key_end: Numbers
    letters: Octets


class Units(NamedTuple):
    """A text laid out for titles: words, and the titles, states and bodies in it, each as one unit.

    `tag` says what it is (U_...), `ref` the row of the title entry, state mention or body behind it; `kind`, `word` and
    `gap` are as in `Words`.
    """

    first: Ints
    start: Numbers
    end: Numbers
    kind: Octets
    word: Hashes
    gap: Hashes
    tag: Octets
    ref: Numbers
    first_token: Numbers
    last_token: Numbers


class Titles(NamedTuple):
    """Titles in order: units [first_unit, last_unit], both of the title; `start` may lie before the first unit.

    The heads of a title are rows first_head to last_head (exclusive) of `heads`, which holds rows of the title entries.
    Chains of titles ('Deputy Prime Minister – Minister of Trade') that belong to one name stand behind the single ones
    of their text, each with the heads of all its titles.
    """

    first: Ints
    first_unit: Numbers
    last_unit: Numbers
    start: Numbers
    end: Numbers
    first_head: Numbers
    last_head: Numbers
    has_complement: Octets
    heads: Numbers


class Names(NamedTuple):
    """Name-like runs in order: units [first_unit, last_unit), with the title that belongs to each.

    `outer` is where forms of address before the name begin. `title` and `previous` are rows of `Titles` or -1; `place`
    is that in a list of names which share a plural title, `leader` the row of the first of a list of titled names.
    """

    first: Ints
    first_unit: Numbers
    last_unit: Numbers
    start: Numbers
    end: Numbers
    outer: Numbers
    title: Numbers
    is_addressed: Octets
    is_after: Octets
    previous: Numbers
    place: Numbers
    leader: Numbers


class Persons(NamedTuple):
    """Persons of each text in order of first mention. States are rows of `country_table()`, the body of `BodyFacts`."""

    first: Ints
    name_start: Numbers
    name_end: Numbers
    title_start: Numbers
    title_end: Numbers
    represented: Shorts
    posted: Shorts
    body: Numbers


class PersonSpans(NamedTuple):
    """Where each person is named: rows by text, then person, then place. `person` is the row of `Persons`."""

    first: Ints
    person: Numbers
    start: Numbers
    end: Numbers
    rule: Octets


class Roles(NamedTuple):
    """States of each text: home first, then by salience. `role` is the place in `ROLES`."""

    first: Ints
    country: Shorts
    role: Octets
    n_mentions: Numbers
    salience: Floats


class Topics(NamedTuple):
    """Topics of each text, the most salient first. `topic` is the row of `topic_table()`."""

    first: Ints
    topic: Octets
    score: Floats
    is_main: Octets


class Events(NamedTuple):
    """Events of each text, the main one first.

    `type` is the row of `event_type_table()`; `day` is days since 1970, `NO_DAY` where none is stated.
    """

    first: Ints
    type: Octets
    place: Shorts
    day: Numbers


class Spans(NamedTuple):
    """Evidence of topics or events: rows by text, then entity. `entity` is the row of the topic or event."""

    first: Ints
    entity: Numbers
    start: Numbers
    end: Numbers
    rule: Octets


class Columns(NamedTuple):
    """All that is read of a batch of texts, and the features by which it was decided (a case a text)."""

    batch: Batch
    texts: Texts
    meaning: Meaning
    countries: Countries
    roles: Roles
    bodies: Bodies
    body_facts: BodyFacts
    body_names: BodyNames
    persons: Persons
    person_spans: PersonSpans
    topics: Topics
    topic_spans: Spans
    events: Events
    event_spans: Spans
    event_features: Features
    role_features: Features
    topic_features: Features
