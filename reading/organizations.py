"""Bodies named in a release: known ones by their names and acronyms, others by the grammar of their names.

A body's name is a word for its kind ("Ministry", "University") with capitalized words before it or a complement after
it. The kinds and the known bodies are data in `knowledge/organization*.csv`. Here does not belong who works for a body
(`officials`), nor agreements, events, routes and formats without a secretariat.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from reading.columns import NONE, Bodies, BodyFacts, BodyNames, Countries, Texts
from reading.country_forms import country_table
from reading.kernel import Ints, Numbers, entry
from reading.matching import Found
from reading.organization_keys import IS_FULL, K_HASH, N_IDS, N_KEY_COLUMNS, N_LETTERS, N_SOURCE, Keys
from reading.organization_lexicon import (
    BODY_TYPES,
    OrganizationLexicon,
    body_names,
    known_hashes,
    letters,
    organization_lexicon,
    organization_table,
    phrases,
)
from reading.organization_mentions import (
    MAX_GIVEN,
    N_BODY_COLUMNS,
    N_OCCURRENCE_COLUMNS,
    add_acronyms,
    keep_bodies,
    keep_outermost,
    merge_occurrences,
    order_occurrences,
    settle_embassies,
)
from reading.organization_occurrences import find_occurrences
from reading.organization_page import N_WORD_COLUMNS, lay_page
from reading.strings import Forms, forms_of, strings, strings_between
from reading.tokens import Batch
from reading.words import Words

__all__ = ["OrganizationRows", "organization_rows", "organization_table", "phrases"]
__all__ += ["read_organizations"]

#: Rule of a body that only the title of a person names ("Vice Minister of National Economy").
IMPLIED = "organization-implied"
#: Room for the letters of the keys of a batch, and for each phrase found in it.
_MIN_LETTERS, _LETTERS = 8192, 64
_MAX_IDS = 3  # keys a phrase: its own, that without a seat, that of the name into which it grows


class Work(NamedTuple):
    """Tables that kernels fill for one text after the other, and the keys of the batch."""

    words: Ints
    states: Numbers
    of_state: Numbers
    found: Numbers
    order: Numbers
    given: Numbers
    best: Numbers


class OrganizationRows(NamedTuple):
    """Bodies as strings, a row a body of `BodyFacts`."""

    organization_key: pa.DictionaryArray
    name: pa.StringArray
    acronym: pa.StringArray
    type_code: pa.DictionaryArray


def read_organizations(
    batch: Batch, texts: Texts, words: Words, hits: Found, countries: Countries
) -> tuple[Bodies, BodyFacts, BodyNames]:
    """Return the bodies of a batch. `hits` are those of kind 'organization'."""
    n_hits = len(hits.start)
    capacity = n_hits + 2 * len(words.start)
    first = (len(batch.first_code),)
    bodies = Bodies(
        np.zeros(first, np.int64), *(np.empty(capacity, kind) for kind in (np.int32, np.int32, np.int32, np.uint8))
    )
    kinds = (np.uint64, np.int32, np.uint8, np.int16, np.int32, np.int32, np.int32, np.int32)
    facts = BodyFacts(np.zeros(first, np.int64), *(np.empty(n_hits, kind) for kind in kinds))
    n_letters = _MIN_LETTERS + _LETTERS * n_hits
    work = _work(hits, words, countries)
    while True:
        keys = _keys(n_hits, n_letters)
        lead, tail, key_start, key_end = (np.empty(n_hits, np.int32) for _ in range(4))
        names = BodyNames(lead, tail, key_start, key_end, keys.letters)
        count = _read(organization_lexicon(), batch, texts, words, hits, countries, work, keys, bodies, facts, names)
        if not keys.ids[-1, IS_FULL]:
            break
        n_letters *= 4  # long names
    n_bodies = int(facts.first[-1])
    return (
        Bodies(bodies.first, *(column[:count] for column in bodies[1:])),
        BodyFacts(facts.first, *(column[:n_bodies] for column in facts[1:])),
        BodyNames(lead[:n_bodies], tail[:n_bodies], key_start[:n_bodies], key_end[:n_bodies], keys.letters),
    )


def _work(hits: Found, words: Words, countries: Countries) -> Work:
    most_words, most_hits, most_states = (int(np.diff(rows.first).max(initial=0)) for rows in (words, hits, countries))
    most_found = most_hits + 2 * most_words
    return Work(
        np.empty((most_words + 1, N_WORD_COLUMNS), np.int64),
        np.empty((most_states + 1, 4), np.int64),
        np.zeros((len(country_table()), 2), np.int64),
        np.empty((most_found, N_OCCURRENCE_COLUMNS), np.int64),
        np.empty(most_found, np.int64),
        np.empty((MAX_GIVEN, 2), np.int64),
        np.empty((len(hits.start), N_BODY_COLUMNS), np.int64),
    )


def _keys(n_hits: int, n_letters: int) -> Keys:
    known, first_letters = known_hashes(), letters()
    n_ids = _MAX_IDS * n_hits + 8
    ids = np.full((len(known) + n_ids, N_KEY_COLUMNS), NONE, np.int64)
    ids[: len(known), K_HASH] = known
    ids[-1, [N_IDS, N_LETTERS, IS_FULL]] = len(known), len(first_letters), 0
    return Keys(
        np.zeros((1 << (2 * n_ids).bit_length(), 2), np.uint64),
        ids,
        np.concatenate([first_letters, np.empty(n_letters, np.uint8)]),
        np.empty(N_SOURCE, np.uint32),
    )


def organization_rows(batch: Batch, facts: BodyFacts, names: BodyNames) -> OrganizationRows:
    """Return keys, names, acronyms and kinds of bodies as strings."""
    return OrganizationRows(
        _key_strings(facts, names),
        strings_between(batch.codes, facts.name_start, facts.name_end, _name_forms(), names.lead, names.tail),
        strings(batch.codes, facts.acronym_start, facts.acronym_end),
        pa.DictionaryArray.from_arrays(pa.array(facts.type.astype(np.int32)), pa.array(BODY_TYPES)),
    )


@cache
def _known_keys() -> pa.StringArray:
    return pa.array([body.organization_key for body in organization_table()])


@cache
def _name_forms() -> Forms:
    return forms_of(body_names())


def _key_strings(facts: BodyFacts, names: BodyNames) -> pa.DictionaryArray:
    """Keys of known bodies are those of the table; each other key stands once behind them."""
    is_other = facts.known == NONE
    _, row, number = np.unique(facts.key[is_other], return_index=True, return_inverse=True)
    key = facts.known.astype(np.int32)
    key[is_other] = len(_known_keys()) + number
    others = strings(names.letters, names.key_start[is_other][row], names.key_end[is_other][row])
    return pa.DictionaryArray.from_arrays(pa.array(key), pa.concat_arrays([_known_keys(), others]), safe=False)


@entry
def _read(
    lexicon: OrganizationLexicon,
    batch: Batch,
    texts: Texts,
    words: Words,
    hits: Found,
    countries: Countries,
    work: Work,
    keys: Keys,
    bodies: Bodies,
    facts: BodyFacts,
    names: BodyNames,
) -> int:
    n_rows, n_bodies, n_texts = 0, 0, len(texts.home)
    for text in range(n_texts):
        bodies.first[text], facts.first[text] = n_rows, n_bodies
        if hits.first[text] == hits.first[text + 1]:
            continue
        page = lay_page(lexicon, batch, texts, words, hits, countries, text, work.words, work.states, work.of_state)
        n_found = find_occurrences(lexicon, page, keys, hits, text, work.of_state, work.found)
        order_occurrences(work.found, n_found)
        n_found = keep_outermost(lexicon, keys, batch.codes, work.found, n_found)
        n_uses = add_acronyms(lexicon, page, work.found, n_found, work.given)
        count = merge_occurrences(work.found, n_found, n_uses, work.order)
        settle_embassies(lexicon, keys, work.found, work.order, count, text, page.home)
        n_rows, n_bodies = keep_bodies(
            lexicon, keys, work.found, work.order, count, work.best, n_bodies, facts, names, n_rows, bodies
        )
    bodies.first[n_texts], facts.first[n_texts] = n_rows, n_bodies
    return n_rows
