"""What was read, as columns: one Arrow table for each kind of fact, named as the warehouse names it.

Tables are made from the columns of a batch, without an object a row. What has few values (codes, keys, versions) is a
dictionary column: a number a row. Which spans are mentions is for `mention_rows`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from reading.columns import NO_DAY, ROLES, Columns
from reading.country_forms import country_table
from reading.events import event_type_table
from reading.kernel import Floats, Ints, Numbers
from reading.mention_rows import (
    END,
    END_CHAR,
    ENTITY,
    FIELD,
    FIELDS,
    KIND,
    KINDS,
    ROLE,
    RULE,
    START,
    START_CHAR,
    TEXT,
    mention_rows,
)
from reading.model import Text
from reading.official_keys import official_keys
from reading.organizations import OrganizationRows, organization_rows
from reading.release import read_columns
from reading.rules import EVENT_RULES, OFFICIAL_RULES, ORGANIZATION_RULES, TOPIC_RULES, country_rules
from reading.strings import strings, validity_of
from reading.topics import topic_table

#: Characters that are read at a time.
MAX_CHARS = 400_000


class Version(NamedTuple):
    """A text version to be read."""

    version_id: str
    title: str
    body: str
    home_country_code: str | None


class _Read(NamedTuple):
    """What the tables are made from: the columns of a batch of versions, with what persons and bodies are called."""

    version_ids: pa.StringArray
    columns: Columns
    official_keys: pa.DictionaryArray
    bodies: OrganizationRows
    organization_keys: pa.DictionaryArray


def read_versions(versions: Sequence[Version]) -> dict[str, pa.Table]:
    """Read text versions and return the rows of each `stg_` table that tells about versions.

    Every version gives at least one row of `stg_event`. Tables without rows are left out.
    """
    made: dict[str, list[pa.Table]] = {}
    for batch in _batches(versions):
        columns = read_columns([Text(version.title, version.body, version.home_country_code) for version in batch])
        for name, table in tables_of([version.version_id for version in batch], columns).items():
            made.setdefault(name, []).append(table)
    return {name: pa.concat_tables(tables) for name, tables in made.items()}


def _batches(versions: Sequence[Version]) -> Iterator[Sequence[Version]]:
    """Cut the versions where their columns fill the processor's cache: in longer batches every pass reads memory."""
    first, n_chars = 0, 0
    for number, version in enumerate(versions):
        n_chars += len(version.title) + len(version.body)
        if n_chars >= MAX_CHARS:
            yield versions[first : number + 1]
            first, n_chars = number + 1, 0
    if first < len(versions):
        yield versions[first:]


def tables_of(version_ids: Sequence[str], columns: Columns) -> dict[str, pa.Table]:
    """Return the tables of a batch that was read, each that has rows."""
    bodies = organization_rows(columns.batch, columns.body_facts, columns.body_names)
    batch = _Read(
        pa.array(version_ids, pa.string()),
        columns,
        official_keys(columns.batch, columns.persons).dictionary_encode(),
        bodies,
        bodies.organization_key,
    )
    made = {name: make(batch) for name, make in _TABLES.items()}
    return {name: table for name, table in made.items() if table.num_rows}


@cache
def _countries() -> pa.StringArray:
    return pa.array([country.country_code for country in country_table()])


@cache
def _topics() -> pa.StringArray:
    return pa.array([topic.topic_code for topic in topic_table()])


@cache
def _event_types() -> pa.StringArray:
    return pa.array([entry.event_type_code for entry in event_type_table()])


class _Rules(NamedTuple):
    """All rules of reading: their names, each once; of each rule the row of its name, and its confidence.

    Those of each kind begin at `base`.
    """

    names: pa.StringArray
    name: Numbers
    confidence: Floats
    base: tuple[int, ...]


@cache
def _rules() -> _Rules:
    kinds = (country_rules(), OFFICIAL_RULES, ORGANIZATION_RULES, TOPIC_RULES, EVENT_RULES)
    rules = [rule for kind in kinds for rule in kind]
    names = list(dict.fromkeys(rule.rule_id for rule in rules))
    return _Rules(
        pa.array(names),
        np.array([names.index(rule.rule_id) for rule in rules], np.int32),
        np.array([rule.confidence for rule in rules], np.float64),
        tuple(accumulate(map(len, kinds[:-1]), initial=0)),
    )


def _coded(numbers: Ints, values: pa.Array) -> pa.DictionaryArray:
    """Return the values of some numbers as a column; a negative one stands for NULL."""
    narrow = np.ascontiguousarray(numbers, np.int32)
    buffers = [validity_of(narrow), pa.py_buffer(narrow)]
    return pa.DictionaryArray.from_arrays(pa.Array.from_buffers(pa.int32(), len(narrow), buffers), values, safe=False)


def _versions(batch: _Read, first: Ints) -> pa.DictionaryArray:
    """Return the version of each row of a group of columns."""
    return _coded(np.repeat(np.arange(len(first) - 1, dtype=np.int32), np.diff(first)), batch.version_ids)


def _mentions(batch: _Read) -> pa.Table:
    rules = _rules()
    values = (
        _countries(),
        batch.official_keys.dictionary,
        batch.organization_keys.dictionary,
        _topics(),
        _event_types(),
    )
    bases = list(accumulate(map(len, values), initial=0))
    numbers = (
        np.arange(len(values[0]), dtype=np.int32),
        batch.official_keys.indices.to_numpy() + bases[1],
        batch.organization_keys.indices.to_numpy() + bases[2],
        np.arange(bases[3], bases[4], dtype=np.int32),
        np.arange(bases[4], bases[5], dtype=np.int32),
    )
    rows = mention_rows(batch.columns, numbers, rules.base)
    return pa.table(
        {
            "version_id": _coded(rows[TEXT], batch.version_ids),
            "kind": _coded(rows[KIND], pa.array(KINDS)),
            "entity_id": _coded(rows[ENTITY], pa.concat_arrays(values)),
            "field": _coded(rows[FIELD], pa.array(FIELDS)),
            "start_char": rows[START_CHAR],
            "end_char": rows[END_CHAR],
            "surface": strings(batch.columns.batch.codes, rows[START], rows[END]),
            "role_code": _coded(rows[ROLE], pa.array(ROLES)),
            "rule_id": _coded(rules.name[rows[RULE]], rules.names),
            "confidence": rules.confidence[rows[RULE]],
        }
    )


def _article_countries(batch: _Read) -> pa.Table:
    roles = batch.columns.roles
    return pa.table(
        {
            "version_id": _versions(batch, roles.first),
            "country_code": _coded(roles.country, _countries()),
            "role_code": _coded(roles.role, pa.array(ROLES)),
            "n_mentions": roles.n_mentions,
            "salience": roles.salience,
        }
    )


def _article_officials(batch: _Read) -> pa.Table:
    persons, codes = batch.columns.persons, batch.columns.batch.codes
    keys = batch.organization_keys
    body_key = np.append(keys.indices.to_numpy(), -1)[persons.body]  # -1 is the last
    return pa.table(
        {
            "version_id": _versions(batch, persons.first),
            "official_key": batch.official_keys,
            "official_name": strings(codes, persons.name_start, persons.name_end),
            "official_title": strings(codes, persons.title_start, persons.title_end),
            "represented_country_code": _coded(persons.represented, _countries()),
            "posted_country_code": _coded(persons.posted, _countries()),
            "organization_key": _coded(body_key, keys.dictionary),
            "n_mentions": np.bincount(batch.columns.person_spans.person, minlength=len(persons.body)),
        }
    )


def _article_organizations(batch: _Read) -> pa.Table:
    facts = batch.columns.body_facts
    return pa.table(
        {
            "version_id": _versions(batch, facts.first),
            "organization_key": batch.organization_keys,
            "organization_name": batch.bodies.name,
            "acronym": batch.bodies.acronym,
            "organization_type_code": batch.bodies.type_code,
            "country_code": _coded(facts.country, _countries()),
            "n_mentions": np.bincount(batch.columns.bodies.body, minlength=len(facts.country)),
        }
    )


def _article_topics(batch: _Read) -> pa.Table:
    topics = batch.columns.topics
    return pa.table(
        {
            "version_id": _versions(batch, topics.first),
            "topic_code": _coded(topics.topic, _topics()),
            "score": topics.score,
            "is_main": topics.is_main.astype(bool),
        }
    )


def _events(batch: _Read) -> pa.Table:
    events = batch.columns.events
    number = np.arange(len(events.type)) - np.repeat(events.first[:-1], np.diff(events.first))
    return pa.table(
        {
            "version_id": _versions(batch, events.first),
            "event_no": number + 1,
            "event_type_code": _coded(events.type, _event_types()),
            "is_main": number == 0,
            "place_country_code": _coded(events.place, _countries()),
            "event_on": pa.array(events.day, pa.int32(), mask=events.day == NO_DAY).view(pa.date32()),
        }
    )


_TABLES: dict[str, Callable[[_Read], pa.Table]] = {
    "stg_mention": _mentions,
    "stg_article_country": _article_countries,
    "stg_article_official": _article_officials,
    "stg_article_organization": _article_organizations,
    "stg_article_topic": _article_topics,
    "stg_event": _events,
}
