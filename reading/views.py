"""What was read of a batch as objects of `model`: for people and tests; tables are made from the columns themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from reading.columns import AS_IMPLIED, AS_NAME, Bodies, Countries, Names, Titles, Units
from reading.country_forms import country_table
from reading.country_lexicon import RULES
from reading.model import CountryMention, Organization, Span
from reading.names import MAX_GAP, Word, name_parts
from reading.organizations import IMPLIED
from reading.persons import Mention, Name
from reading.title_words import title_entries
from reading.titles import Title
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


_KINDS = ("", "name", "given", "double", "initial", "common", "stop", "function", "verb", "acronym")
_TAGS = ("word", "head", "plural", "rank", "honorific", "state", "body")


def bodies_of(batch: Batch, organizations: list[list[Organization]]) -> Bodies:
    """Return the bodies of each text as columns. Only until `organizations` makes them itself."""
    rows, first, n_bodies = [], [0], 0
    for base, bodies in zip(batch.first_code[:-1].tolist(), organizations, strict=True):
        mine = [
            (span.start + base, span.end + base, n_bodies + number, AS_IMPLIED if span.rule_id == IMPLIED else AS_NAME)
            for number, body in enumerate(bodies)
            for span in body.spans
        ]
        rows += sorted(mine, key=lambda row: (row[0], -row[1], row[2]))
        first.append(len(rows))
        n_bodies += len(bodies)
    table = np.array(rows, np.int32).reshape(-1, 4)
    start, end, body, how = (table[:, number].copy() for number in range(4))
    return Bodies(np.array(first), start, end, body, how.astype(np.uint8))


def scenes(
    texts: list[str],
    batch: Batch,
    found: tuple[Units, Titles, Names],
    named: list[list[CountryMention]],
    organizations: list[list[Organization]],
) -> list[tuple[list[Word], list[Mention]]]:
    """Return the units and names of each text as objects. Only until `persons` works on columns."""
    units, titles, names = found
    states = [mention for mentions in named for mention in mentions]
    bodies = [body for mine in organizations for body in mine]
    by_text = []
    for text, (full, base) in enumerate(zip(texts, batch.first_code[:-1].tolist(), strict=True)):
        begin, stop = int(units.first[text]), int(units.first[text + 1])
        laid: list[Word] = []
        for row in range(begin, stop):
            start, end, tag = int(units.start[row]) - base, int(units.end[row]) - base, _TAGS[units.tag[row]]
            following = int(units.start[row + 1]) - base if row + 1 < stop else len(full)
            of_tag: Sequence[object] = states if tag == "state" else bodies if tag == "body" else title_entries()
            ref = None if tag == "word" else of_tag[units.ref[row]]
            gap = full[end : min(following, end + MAX_GAP)]
            laid.append(Word(start, end, _KINDS[units.kind[row]], full[start:end].lower(), gap, tag, ref))
        made = {-1: None} | {
            row: Title(
                int(titles.first_unit[row]) - begin,
                int(titles.last_unit[row]) - begin,
                int(titles.start[row]) - base,
                int(titles.end[row]) - base,
                tuple(title_entries()[head] for head in titles.heads[titles.first_head[row] : titles.last_head[row]]),
                bool(titles.has_complement[row]),
            )
            for row in range(titles.first[text], titles.first[text + 1])
        }
        first = int(names.first[text])
        mentions: list[Mention] = []
        for row in range(first, names.first[text + 1]):
            start, end = int(names.start[row]) - base, int(names.end[row]) - base
            name = Name(
                int(names.first_unit[row]) - begin,
                int(names.last_unit[row]) - begin,
                start,
                end,
                int(names.outer[row]) - base,
            )
            mentions.append(
                Mention(
                    name,
                    name_parts(full[start:end]),
                    made[int(names.title[row])],
                    bool(names.is_addressed[row]),
                    bool(names.is_after[row]),
                    made[int(names.previous[row])],
                    None,
                    int(names.place[row]),
                    mentions[names.leader[row] - first] if names.leader[row] >= 0 else None,
                )
            )
        by_text.append((laid, mentions))
    return by_text
