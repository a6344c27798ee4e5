"""What the topics know, as columns: the table of topics, and their terms with weights.

The knowledge is that of `knowledge/topic*.csv`; how it is weighed is in `topics`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from reading.data import rows
from reading.kernel import Floats, Numbers, Octets
from reading.matching import Phrase

#: Two or more partners are one case.
MANY_PARTNERS = 2
#: Columns of `TopicLexicon.terms` and `TopicLexicon.targets`.
FIRST, IS_COMMON = range(2)
TOPIC, WEIGHT, TITLE_WEIGHT = range(3)


class TopicEntry(NamedTuple):
    """One topic with its places in the IPTC Media Topics and the PLOVER contexts; None where there is none.

    A match is `exact` or `loose`; `valid_on` is the release of the Media Topics the code was checked against. What
    frames a release rather than fills it (relations of two states, protocol) may be there without a term.
    """

    topic_code: str
    topic_name: str
    iptc_code: str | None
    iptc_match: str | None
    valid_on: str | None
    plover_context: str | None
    plover_match: str | None
    is_frame: bool


class TopicLexicon(NamedTuple):
    """What is known of terms and topics.

    `terms` has a row a term and one behind them: the first of its targets, and whether it is a common noun. A target is
    a topic with a weight in the text and one in the title; a term without any is there to hide a shorter one. `factors`
    are not 1 for words that say how much the rest of their sentence matters. `is_frame` has a row a topic.
    """

    terms: Numbers
    targets: Floats
    factors: Floats
    is_frame: Octets


@cache
def topic_table() -> tuple[TopicEntry, ...]:
    """Return all topics, in the order of the file."""
    return tuple(
        TopicEntry(
            row["topic_code"],
            row["topic_name"],
            row["iptc_code"] or None,
            row["iptc_match"] or None,
            row["valid_on"] or None,
            row["plover_context"] or None,
            row["plover_match"] or None,
            row["is_frame"] == "yes",
        )
        for row in rows("topic.csv")
    )


@cache
def _row_of() -> dict[str, int]:
    return {entry.topic_code: row for row, entry in enumerate(topic_table())}


@cache
def _targets() -> dict[str, list[tuple[int, float, float]]]:
    """Return the terms, each with the topics it speaks for."""
    targets: dict[str, list[tuple[int, float, float]]] = {}
    for row in rows("topic_term.csv"):
        here = targets.setdefault(row["term"], [])
        if row["topic_code"]:
            weight = float(row["weight"])
            here.append((_row_of()[row["topic_code"]], weight, float(row["title_weight"] or weight)))
    return targets


@cache
def _factors() -> dict[str, float]:
    return {row["cue"]: float(row["factor"]) for row in rows("topic_emphasis.csv")}


@cache
def term_forms() -> tuple[str, ...]:
    """Return the terms; those that say how much the rest of their sentence matters are the last."""
    return (*_targets(), *_factors())


def phrases() -> list[Phrase]:
    """Return the terms to look for. A term with a capital inside (an acronym) counts only as written."""
    return [
        Phrase(form, "topic", key, "name" if form != form.lower() else "any") for key, form in enumerate(term_forms())
    ]


@cache
def topic_lexicon() -> TopicLexicon:
    """Return the lexicon, built once; its terms have the order of `phrases()`."""
    targets, factors = _targets(), _factors()
    terms = np.zeros((len(targets) + len(factors) + 1, 2), np.int32)
    terms[1:, FIRST] = np.cumsum([*map(len, targets.values()), *(0 for _ in factors)])
    terms[: len(targets), IS_COMMON] = [form.isalpha() and form.islower() for form in targets]
    return TopicLexicon(
        terms,
        np.array([target for here in targets.values() for target in here], np.float64),
        np.array([*(1.0 for _ in targets), *factors.values()], np.float64),
        np.array([entry.is_frame for entry in topic_table()], np.uint8),
    )
