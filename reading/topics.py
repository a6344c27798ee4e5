"""Topics: what a release is about, from weighted terms (knowledge/topic_term.csv) and where they stand.

A topic needs evidence, not a passing word: a multiword term of the field counts fully, an ambiguous word little, and
terms that only contain such a word (`business environment`) count nothing, because the longest term wins. The title
outweighs the lead, the lead the body. Two sums of the logarithms of the evidence decide: one that the topic is there
at all, one that the release is really about it. How readily a topic is either is its prior (knowledge/topic.csv). What
frames a release rather than fills it (relations of two states, protocol) also depends on the event and on how many
states are partners in it (knowledge/topic_frame.csv). Not here: what happened (events.py) and who took part (roles.py).
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from math import exp, log1p
from pathlib import Path
from typing import NamedTuple

from reading.layout import lead_of, paragraph_end, sentence_end
from reading.matching import Phrase
from reading.model import Event, Hit, Span, Text, Topic

_KNOWLEDGE = Path(__file__).parent / "knowledge"

#: The body of a text k times longer than the usual one needs sqrt(k) as much evidence.
_USUAL_LENGTH = 3000
#: How much each further occurrence of the same term in the same zone adds.
_REPEAT = (1.0, 0.5, 0.3, 0.2, 0.1)
#: What a common noun counts for as part of a proper name (`Ministry of Education`, `Northern University`).
_IN_NAME = 0.4
#: What the logarithm of the evidence in title, lead and body says for presence, and for being the subject.
_PRESENCE = (2.0, 3.0, 2.9)
_SALIENCE = (2.9, 2.6, 1.8)
#: A second and a third main topic must come this close to the first: salience >= share * top + margin.
_MAIN_SHARE, _MAIN_MARGIN = 0.3, -1.3
_MAX_MAIN = 3
_SPAN_CONFIDENCE = (1.0, 0.9, 0.7)


class TopicEntry(NamedTuple):
    """One topic with its places in the IPTC Media Topics and the PLOVER contexts; None where there is none.

    A match is `exact` or `loose`; `valid_on` is the release of the Media Topics the code was checked against. The
    priors are what speaks for the topic before the text is read: that it is there, and that it is the subject.
    """

    topic_code: str
    topic_name: str
    iptc_code: str | None
    iptc_match: str | None
    valid_on: str | None
    plover_context: str | None
    plover_match: str | None
    prior: float
    main_prior: float


class _Target(NamedTuple):
    """What a term says for a topic (its number): a weight in the text and one in the title."""

    topic: int
    weight: float
    title_weight: float


class _Term(NamedTuple):
    """A term with the topics it speaks for: none, if it is there to hide a shorter term.

    `factor` is not 1 for words that say how much the rest of their sentence matters.
    """

    form: str
    targets: tuple[_Target, ...]
    factor: float
    is_common_noun: bool = False


def _rows(name: str) -> list[dict[str, str]]:
    with (_KNOWLEDGE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


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
            float(row["prior"]),
            float(row["main_prior"]),
        )
        for row in _rows("topic.csv")
    )


@cache
def _terms() -> tuple[_Term, ...]:
    number = {entry.topic_code: index for index, entry in enumerate(topic_table())}
    targets: dict[str, list[_Target]] = {}
    for row in _rows("topic_term.csv"):
        here = targets.setdefault(row["term"], [])
        if row["topic_code"]:
            weight = float(row["weight"])
            here.append(_Target(number[row["topic_code"]], weight, float(row["title_weight"] or weight)))
    factors = {row["cue"]: float(row["factor"]) for row in _rows("topic_emphasis.csv")}
    subjects = [_Term(form, tuple(found), 1.0, form.isalpha() and form.islower()) for form, found in targets.items()]
    return (*subjects, *(_Term(form, (), factor) for form, factor in factors.items()))


@cache
def _frames() -> dict[tuple[str, str], list[tuple[int, float, float]]]:
    """By (event type, number of partners; one of them is empty): topic, what to add to presence and to salience."""
    number = {entry.topic_code: index for index, entry in enumerate(topic_table())}
    frames: dict[tuple[str, str], list[tuple[int, float, float]]] = defaultdict(list)
    for row in _rows("topic_frame.csv"):
        added = (number[row["topic_code"]], float(row["presence"]), float(row["salience"]))
        frames[row["event_type_code"], row["n_partners"]].append(added)
    return frames


def phrases() -> list[Phrase]:
    """Return the terms to look for. A term with a capital inside (an acronym) counts only as written."""
    return [
        Phrase(term.form, "topic", key, "name" if term.form != term.form.lower() else "any")
        for key, term in enumerate(_terms())
    ]


class _Evidence:
    """What speaks for one topic: weight by zone (title, lead, body), what the event adds, and the places."""

    __slots__ = ("presence", "salience", "spans", "weight")

    def __init__(self) -> None:
        self.weight = [0.0, 0.0, 0.0]
        self.presence = self.salience = 0.0
        self.spans: list[Span] = []

    def measure(self, entry: TopicEntry, length_factor: float) -> tuple[float, float]:
        """Return (salience, presence), both as log odds."""
        title, lead, body = log1p(self.weight[0]), log1p(self.weight[1]), log1p(self.weight[2] / length_factor)
        return (
            entry.main_prior + self.salience + _SALIENCE[0] * title + _SALIENCE[1] * lead + _SALIENCE[2] * body,
            entry.prior + self.presence + _PRESENCE[0] * title + _PRESENCE[1] * lead + _PRESENCE[2] * body,
        )


def _is_in_name(full: str, start: int) -> bool:
    """Is the word at `start` capitalized although no sentence begins there?"""
    return full[start].isupper() and full[start - 1] in " -’'" and full[start - 2] not in ".!?:•-–—”\n"


def _collect(text: Text, hits: Sequence[Hit]) -> dict[int, _Evidence]:
    """Weigh every hit by its place, by how often the term came before, and by the word that governs its sentence."""
    terms = _terms()
    lead_start, lead_end = lead_of(text)
    n_title = len(text.title)
    found: dict[int, _Evidence] = defaultdict(_Evidence)
    seen: dict[int, int] = {}
    factor, factor_end = 1.0, 0
    for start, end, key in hits:
        term = terms[key]
        if term.factor != 1.0:
            if start >= factor_end:
                factor = term.factor
                scope = sentence_end if factor > 1.0 else paragraph_end
                factor_end = scope(text.full, end)
            continue
        if not term.targets:
            continue
        zone = 0 if end <= n_title else 1 if lead_start <= start < lead_end else 2
        place = 3 * key + zone
        n_before = seen.get(place, 0)
        seen[place] = n_before + 1
        scale = _REPEAT[n_before] if n_before < len(_REPEAT) else 0.0
        if start < factor_end:
            scale = factor if factor > 1.0 else scale * factor
        if zone and term.is_common_noun and _is_in_name(text.full, start):
            scale *= _IN_NAME
        span = Span(start, end, "topic.term", _SPAN_CONFIDENCE[zone])
        for topic, weight, title_weight in term.targets:
            counted = (weight if zone else title_weight) * scale
            if counted > 0.0:
                evidence = found[topic]
                evidence.weight[zone] += counted
                evidence.spans.append(span)
    return found


def _add_frame(found: dict[int, _Evidence], event: Event, n_partners: int) -> None:
    """Add what the kind of the event and the number of partner states say; the place is that of the event."""
    frames = _frames()
    for key in ((event.event_type_code, ""), ("", str(min(n_partners, 2)))):
        for topic, presence, salience in frames.get(key, ()):
            evidence = found[topic]
            evidence.presence += presence
            evidence.salience += salience
            evidence.spans = evidence.spans or list(event.spans)


def read_topics(text: Text, hits: Sequence[Hit], event: Event | None = None, n_partners: int = 0) -> list[Topic]:
    """Return the topics of a release, the most salient first; 1 to 3 of them are main.

    `hits` are those of kind `topic`, `event` is the main event, `n_partners` how many states are partners. If no topic
    has evidence enough, the most salient one stands alone; without any evidence the list is empty.
    """
    length_factor = max(1.0, len(text.full) / _USUAL_LENGTH) ** 0.5
    found = _collect(text, hits)
    if event:
        _add_frame(found, event, n_partners)
    table = topic_table()
    measured = sorted(
        (
            (*evidence.measure(table[topic], length_factor), -topic)
            for topic, evidence in found.items()
            if evidence.spans
        ),
        reverse=True,
    )
    ranked = [entry for entry in measured if entry[1] >= 0.0] or measured[:1]
    needed = _MAIN_SHARE * ranked[0][0] + _MAIN_MARGIN if ranked else 0.0
    return [
        Topic(
            table[-negative].topic_code,
            max(0.0001, round(1.0 / (1.0 + exp(-presence)), 4)),
            place == 0 or (place < _MAX_MAIN and salience >= needed),
            tuple(found[-negative].spans),
        )
        for place, (salience, presence, negative) in enumerate(ranked)
    ]
