"""What was read of a batch as objects of `model`: for people and tests; tables are made from the columns themselves."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

import numpy as np

from reading.columns import AS_ACRONYM, AS_ALONE, AS_HEAD, AS_IMPLIED, AS_NAME, Bodies, BodyFacts, BodyNames, Countries
from reading.country_forms import country_table
from reading.country_lexicon import RULES
from reading.model import CountryMention, Organization, Span
from reading.organizations import IMPLIED, organization_rows
from reading.tokens import Batch

_FORMS: tuple[Literal["name", "adjective", "abbreviation", "city", "metonym"], ...] = (
    "name",
    "adjective",
    "abbreviation",
    "city",
    "metonym",
)


_BODY_RULES = {
    AS_NAME: "organization-name",
    AS_ACRONYM: "organization-acronym",
    AS_HEAD: "organization-head",
    AS_ALONE: "organization-alone",
    AS_IMPLIED: IMPLIED,
}


def organizations(batch: Batch, bodies: Bodies, facts: BodyFacts, names: BodyNames) -> list[list[Organization]]:
    """Return the bodies of each text with their occurrences."""
    spans: list[list[Span]] = [[] for _ in facts.key]
    base = np.repeat(batch.first_code[:-1], np.diff(bodies.first))
    places = ((bodies.start - base).tolist(), (bodies.end - base).tolist(), bodies.body.tolist(), bodies.how.tolist())
    for start, end, body, how in zip(*places, strict=True):
        spans[body].append(Span(start, end, _BODY_RULES[how]))
    rows = organization_rows(batch.codes.tobytes().decode("utf-32-le", "surrogatepass"), facts, names)
    found = [
        Organization(key, name, acronym, kind, state, tuple(mine))
        for key, name, acronym, kind, state, mine in zip(*rows, spans, strict=True)
    ]
    first = facts.first.tolist()
    return [found[begin:end] for begin, end in pairwise(first)]


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
