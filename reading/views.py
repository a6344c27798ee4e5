"""What was read of a batch as objects of `model`: for people and tests; tables are made from the columns themselves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from reading.columns import NO_DAY, Countries, Events, Spans
from reading.country_forms import country_table
from reading.country_lexicon import RULES
from reading.events import RULES as EVENT_RULES
from reading.events import event_type_table
from reading.model import CountryMention, Event, Span
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


def event_objects(batch: Batch, found: Events, evidence: Spans) -> list[list[Event]]:
    """Return the events of each text, the main one first."""
    codes = [country.country_code for country in country_table()]
    types = [entry.event_type_code for entry in event_type_table()]
    by_text = []
    for text, base in enumerate(batch.first_code[:-1].tolist()):
        spans: dict[int, list[Span]] = {}
        rows = slice(evidence.first[text], evidence.first[text + 1])
        columns = (evidence.entity[rows], evidence.start[rows], evidence.end[rows], evidence.rule[rows])
        for entity, start, end, rule in zip(*(column.tolist() for column in columns), strict=True):
            spans.setdefault(entity, []).append(Span(start - base, end - base, *EVENT_RULES[rule]))
        first = int(found.first[text])
        by_text.append(
            [
                Event(
                    types[found.type[row]],
                    row == first,
                    codes[found.place[row]] if found.place[row] >= 0 else None,
                    _iso(int(found.day[row])),
                    tuple(spans.get(row, ())),
                )
                for row in range(first, found.first[text + 1])
            ]
        )
    return by_text


def _iso(day: int) -> str | None:
    return None if day == NO_DAY else (date(1970, 1, 1) + timedelta(day)).isoformat()
