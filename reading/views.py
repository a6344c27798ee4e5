"""What was read of a batch as objects of `model`: for people and tests; tables are made from the columns themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

import numpy as np

from reading.columns import Countries, Spans, Topics
from reading.country_forms import country_table
from reading.country_lexicon import RULES
from reading.model import CountryMention, Span, Topic
from reading.rules import TOPIC_RULES, Rule
from reading.tokens import Batch
from reading.topics import topic_table

_FORMS: tuple[Literal["name", "adjective", "abbreviation", "city", "metonym"], ...] = (
    "name",
    "adjective",
    "abbreviation",
    "city",
    "metonym",
)


def country_mentions(batch: Batch, found: Countries) -> list[list[CountryMention]]:
    """Return the mentions of states of each text."""
    codes = [country.country_code for country in country_table()]
    by_text = []
    for text, base in enumerate(batch.first_code[:-1].tolist()):
        rows = slice(found.first[text], found.first[text + 1])
        columns = (found.start[rows], found.end[rows], found.country[rows], found.form[rows], found.rule[rows])
        by_text.append(
            [
                CountryMention(Span(start - base, end - base, RULES[rule]), codes[country], _FORMS[form])
                for start, end, country, form, rule in zip(*(column.tolist() for column in columns), strict=True)
            ]
        )
    return by_text


def topics_of(batch: Batch, found: Topics, spans: Spans) -> list[list[Topic]]:
    """Return the topics of each text."""
    codes = [entry.topic_code for entry in topic_table()]
    places = spans_by_entity(batch, spans, len(found.topic), TOPIC_RULES)
    made = [
        Topic(codes[topic], score, bool(is_main), tuple(mine))
        for topic, score, is_main, mine in zip(
            found.topic.tolist(), found.score.tolist(), found.is_main.tolist(), places, strict=True
        )
    ]
    first = found.first.tolist()
    return [made[start:end] for start, end in pairwise(first)]


def spans_by_entity(batch: Batch, spans: Spans, n_entities: int, rules: Sequence[Rule]) -> list[list[Span]]:
    """Return the spans of each topic or event, with what `rules` say of them."""
    by_entity: list[list[Span]] = [[] for _ in range(n_entities)]
    base = np.repeat(batch.first_code[:-1], np.diff(spans.first))
    columns = (spans.entity, spans.start - base, spans.end - base, spans.rule)
    for entity, start, end, rule in zip(*(column.tolist() for column in columns), strict=True):
        by_entity[entity].append(Span(start, end, *rules[rule]))
    return by_entity
