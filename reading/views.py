"""What was read of a batch as objects of `model`: for people and tests; tables are made from the columns themselves."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from reading.columns import Countries, Roles
from reading.country_forms import country_table
from reading.country_lexicon import RULES
from reading.model import CountryMention, CountryRole, Span
from reading.roles import ROLES
from reading.tokens import Batch

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


def country_roles(found: Roles) -> list[list[CountryRole]]:
    """Return the roles of the states of each text."""
    codes = [country.country_code for country in country_table()]
    columns = (found.country, found.role, found.n_mentions, found.salience)
    made = [
        CountryRole(codes[country], ROLES[role], n_mentions, salience)
        for country, role, n_mentions, salience in zip(*(column.tolist() for column in columns), strict=True)
    ]
    first = found.first.tolist()
    return [made[start:end] for start, end in pairwise(first)]
