"""Topics: what a release is about, from weighted terms (knowledge/topic_term.csv) and where they stand.

A topic needs evidence, not a passing word: a multiword term of the field counts fully, an ambiguous word little, and
terms that only contain such a word (`business environment`) count nothing, because the longest term wins. Two linear
models (`topic_features`) weigh the evidence: one that the topic is there at all, one that the release is really about
it. Not here: what happened (events.py) and who took part (roles.py).
"""

from __future__ import annotations

from math import exp

import numpy as np

from reading.columns import PARTNER, Events, Layout, Meaning, Roles, Spans, Texts, Topics
from reading.kernel import Floats, Numbers, Octets, entry, kernel
from reading.linear import WIDTH, Features, Model, features_for, weigh
from reading.matching import Found
from reading.rules import N_TERM_RULES, T_BODY, T_LEAD, T_TITLE
from reading.sentences import paragraph_end, sentence_end
from reading.tokens import CAPITAL, Batch
from reading.topic_features import (
    most_features,
    note_evidence,
    note_frame,
    note_term,
    presence_model,
    subject_model,
)
from reading.topic_lexicon import (
    FIRST,
    IS_COMMON,
    MANY_PARTNERS,
    TITLE_WEIGHT,
    TOPIC,
    WEIGHT,
    TopicEntry,
    TopicLexicon,
    phrases,
    topic_lexicon,
    topic_table,
)

__all__ = ["TopicEntry", "phrases", "read_topics", "topic_table"]

#: The body of a text k times longer than the usual one needs sqrt(k) as much evidence.
_USUAL_LENGTH = 3000
#: How much each further occurrence of the same term in the same zone adds.
_REPEAT = (1.0, 0.5, 0.3, 0.2, 0.1, 0.0)
#: What a common noun counts for as part of a proper name (`Ministry of Education`, `Northern University`).
_IN_NAME = 0.4
#: A topic is there if it is so likely; a second and a third main topic must be so likely, and so near the first.
_LEAST_PRESENT, _LEAST_MAIN, _LEAST_SHARE = 0.5, 0.3, 0.4
_MAX_MAIN = 3
_MIN_SCORE = 0.0001
#: A word that raises or lowers the rest of its sentence or paragraph reaches so far at most.
_MAX_SENTENCE, _MAX_PARAGRAPH = 500, 1000
#: What a capital may follow inside a sentence, and what before that shows that a sentence begins there.
_INSIDE = (0x20, 0x2D, 0x2019, 0x27)
_BEGINS = (0x2E, 0x21, 0x3F, 0x3A, 0x2022, 0x2D, 0x2013, 0x2014, 0x201D, 0x0A)

# What speaks for a topic: the weight of its terms by zone, how many spans, whether it frames the text without a term,
# and how likely it is there and the subject.
_ZONES, _N_SPANS, _IS_FRAMED, _PRESENT, _MAIN = 0, 3, 4, 5, 6
_N_EVIDENCE = 7
# Columns of the spans of a text.
_SPAN_TOPIC, _SPAN_START, _SPAN_END, _SPAN_ZONE = range(4)


def read_topics(
    batch: Batch,
    texts: Texts,
    layout: Layout,
    meaning: Meaning,
    hits: Found,
    events: Events,
    event_spans: Spans,
    roles: Roles,
) -> tuple[Topics, Spans, Features]:
    """Return the topics of each text, the likeliest subject first, their evidence, and what was seen.

    1 to 3 topics of a text are main. `hits` are those of kind `topic`. If no topic has evidence enough, the likeliest
    one stands alone; a text without any evidence has none. A topic without a term stands where the main event does.
    """
    lexicon, n_texts, n_topics = topic_lexicon(), len(texts.title_end), len(topic_table())
    n_framed = int(lexicon.is_frame.sum())
    capacity = int(np.diff(lexicon.terms[:, FIRST])[hits.key].sum()) + n_framed * len(event_spans.start)
    first = np.zeros((2, n_texts + 1), np.int64)
    n_rows = n_texts * n_topics
    topics = Topics(first[0], np.empty(n_rows, np.uint8), np.empty(n_rows, np.float64), np.empty(n_rows, np.uint8))
    spans = Spans(first[1], *(np.empty(capacity, kind) for kind in (np.int32, np.int32, np.int32, np.uint8)))
    features = features_for(n_texts, most_features(n_texts, len(hits.start)))
    _read(
        lexicon,
        presence_model(),
        subject_model(),
        batch,
        texts.title_end,
        layout,
        meaning.vector,
        hits,
        _frame_of(events, roles),
        event_spans,
        np.zeros((len(lexicon.terms), 3), np.int64),
        np.empty((n_topics, _N_EVIDENCE), np.float64),
        np.empty((2, WIDTH), np.float32),
        np.empty((capacity, 4), np.int32),
        features,
        topics,
        spans,
    )
    n_found, n_spans = first[:, -1]
    return (
        Topics(topics.first, *(column[:n_found] for column in topics[1:])),
        Spans(spans.first, *(column[:n_spans] for column in spans[1:])),
        features,
    )


def _frame_of(events: Events, roles: Roles) -> Numbers:
    """Return the main event of each text and its type, -1 for none, and how many partners the text has."""
    n_partners = np.concatenate([[0], np.cumsum(roles.role == PARTNER)])[roles.first]
    has_event = np.diff(events.first) > 0
    frame = np.full((len(has_event), 3), -1, np.int32)
    frame[has_event, 0] = events.first[:-1][has_event]
    frame[has_event, 1] = events.type[frame[has_event, 0]]
    frame[:, 2] = np.minimum(np.diff(n_partners), MANY_PARTNERS)
    return frame


@entry
def _read(
    lexicon: TopicLexicon,
    presence: Model,
    subject: Model,
    batch: Batch,
    title_end: Numbers,
    layout: Layout,
    vectors: Floats,
    hits: Found,
    frame: Numbers,
    event_spans: Spans,
    seen: Numbers,
    evidence: Floats,
    scores: Floats,
    places: Numbers,
    features: Features,
    topics: Topics,
    spans: Spans,
) -> None:
    n_found, n_spans = 0, 0
    for text in range(len(title_end)):
        topics.first[text], spans.first[text] = n_found, n_spans
        evidence[:] = 0.0
        row = note_frame(frame[text, 1], frame[text, 2], features, features.first[text])
        n_places, row = _collect(
            lexicon, batch, title_end[text], layout, hits, text, seen, evidence, places, features, row
        )
        length = batch.first_code[text + 1] - 1 - batch.first_code[text]
        row = note_evidence(evidence, max(1.0, length / _USUAL_LENGTH) ** 0.5, features, row)
        if frame[text, 0] >= 0:
            _add_frame(lexicon.is_frame, _count_of(event_spans, text, frame[text, 0]), evidence)
        weigh(presence, features, features.first[text], row, vectors[text], scores[0])
        weigh(subject, features, features.first[text], row, vectors[text], scores[1])
        features.first[text + 1] = row
        for topic in range(len(evidence)):
            evidence[topic, _PRESENT], evidence[topic, _MAIN] = _chance(scores[0, topic]), _chance(scores[1, topic])
        n_ranked = _rank(evidence, topics, n_found)
        for row in range(n_found, n_found + n_ranked):
            topic = topics.topic[row]
            if evidence[topic, _IS_FRAMED]:
                n_spans = _copy_event(event_spans, text, frame[text, 0], row, spans, n_spans)
            else:
                n_spans = _copy_places(places, n_places, topic, row, spans, n_spans)
        n_found += n_ranked
    topics.first[len(title_end)], spans.first[len(title_end)] = n_found, n_spans


@kernel
def _collect(
    lexicon: TopicLexicon,
    batch: Batch,
    title_end: int,
    layout: Layout,
    hits: Found,
    text: int,
    seen: Numbers,
    evidence: Floats,
    places: Numbers,
    features: Features,
    row: int,
) -> tuple[int, int]:
    """Weigh every hit by its place, by how often the term came before, and by the word that governs its sentence.

    Return the numbers of places and of rows of features so far.
    """
    factor, scope, n_places = 1.0, -1, 0
    stop = batch.first_token[text + 1]
    for hit in range(hits.first[text], hits.first[text + 1]):
        key, start, end = hits.key[hit], hits.start[hit], hits.end[hit]
        zone = T_BODY
        if end <= title_end:
            zone = T_TITLE
        elif layout.lead_start[text] <= start < layout.lead_end[text]:
            zone = T_LEAD
        n_before = _count_again(seen, key, zone, text)
        if n_before == 0:
            row = note_term(key, zone, features, row)
        if lexicon.factors[key] != 1.0:
            if start >= scope:
                factor = lexicon.factors[key]
                scope = _scope(batch, layout, hits.last_token[hit], stop, factor > 1.0)
            continue
        first, last = lexicon.terms[key, FIRST], lexicon.terms[key + 1, FIRST]
        scale = _REPEAT[n_before]
        if start < scope:
            scale = factor if factor > 1.0 else scale * factor
        if zone != T_TITLE and lexicon.terms[key, IS_COMMON] and _is_in_name(batch, hits.first_token[hit]):
            scale *= _IN_NAME
        for target in range(first, last):
            counted = lexicon.targets[target, WEIGHT if zone != T_TITLE else TITLE_WEIGHT] * scale
            if counted > 0.0:
                topic = int(lexicon.targets[target, TOPIC])
                evidence[topic, _ZONES + zone] += counted
                evidence[topic, _N_SPANS] += 1
                places[n_places, _SPAN_TOPIC], places[n_places, _SPAN_ZONE] = topic, zone
                places[n_places, _SPAN_START], places[n_places, _SPAN_END] = start, end
                n_places += 1
    return n_places, row


@kernel
def _scope(batch: Batch, layout: Layout, token: int, stop: int, is_raising: bool) -> int:
    """How far a word that raises or lowers what follows reaches: to the end of its sentence, or of its paragraph."""
    reach = _MAX_SENTENCE if is_raising else _MAX_PARAGRAPH
    stop = min(stop, token + reach)
    following = sentence_end(layout, token, stop) if is_raising else paragraph_end(batch, token, stop)
    return min(batch.end[following - 1], batch.end[token] + reach)


@kernel
def _count_again(seen: Numbers, term: int, zone: int, text: int) -> int:
    """How often a term stood in this zone of the text before; no more is counted than matters.

    The counts of other texts need not be cleared: each says of which text it is.
    """
    n_before = seen[term, zone] & 7 if seen[term, zone] >> 3 == text else 0
    seen[term, zone] = text << 3 | min(n_before + 1, len(_REPEAT) - 1)
    return n_before


@kernel
def _is_in_name(batch: Batch, token: int) -> bool:
    """Is the word capitalized although no sentence begins there?"""
    start = batch.start[token]
    if not batch.shape[token] & CAPITAL or start < 2:
        return False
    return batch.codes[start - 1] in _INSIDE and batch.codes[start - 2] not in _BEGINS


@kernel
def _count_of(event_spans: Spans, text: int, event: int) -> int:
    """How many spans an event has, the first of its text."""
    row = event_spans.first[text]
    while row < event_spans.first[text + 1] and event_spans.entity[row] == event:
        row += 1
    return row - event_spans.first[text]


@kernel
def _add_frame(is_frame: Octets, n_event_spans: int, evidence: Floats) -> None:
    """Give topics that frame a text the place of the main event where no term speaks for them."""
    for topic in range(len(evidence)):
        if is_frame[topic] and evidence[topic, _N_SPANS] == 0:
            evidence[topic, _N_SPANS], evidence[topic, _IS_FRAMED] = n_event_spans, 1


@kernel
def _chance(score: float) -> float:
    return 1.0 / (1.0 + exp(-score))


@kernel
def _precedes(evidence: Floats, topic: int, other: int) -> bool:
    """Is a topic likelier the subject than another, or as likely and the first in the table?"""
    if evidence[topic, _MAIN] != evidence[other, _MAIN]:
        return evidence[topic, _MAIN] > evidence[other, _MAIN]
    return topic < other


@kernel
def _rank(evidence: Floats, topics: Topics, base: int) -> int:
    """Write the topics that are there from row `base` on, the likeliest subject first; return how many."""
    n_ranked, best = 0, -1
    for topic in range(len(evidence)):
        if evidence[topic, _N_SPANS] == 0:
            continue
        if best < 0 or _precedes(evidence, topic, best):
            best = topic
        if evidence[topic, _PRESENT] < _LEAST_PRESENT and evidence[topic, _MAIN] < _LEAST_MAIN:
            continue
        row = base + n_ranked
        while row > base and _precedes(evidence, topic, topics.topic[row - 1]):
            topics.topic[row] = topics.topic[row - 1]
            row -= 1
        topics.topic[row] = topic
        n_ranked += 1
    if n_ranked == 0 and best >= 0:
        topics.topic[base], n_ranked = best, 1
    for row in range(base, base + n_ranked):
        chance = evidence[topics.topic[row], _MAIN]
        is_near = chance >= max(_LEAST_MAIN, _LEAST_SHARE * evidence[topics.topic[base], _MAIN])
        topics.is_main[row] = row == base or (row - base < _MAX_MAIN and is_near)
        topics.score[row] = max(_MIN_SCORE, round(evidence[topics.topic[row], _PRESENT], 4))
    return n_ranked


@kernel
def _copy_places(places: Numbers, n_places: int, topic: int, row: int, spans: Spans, n_spans: int) -> int:
    """Append the places of a topic to the spans; return how many there are now."""
    for place in range(n_places):
        if places[place, _SPAN_TOPIC] == topic:
            spans.entity[n_spans], spans.rule[n_spans] = row, places[place, _SPAN_ZONE]
            spans.start[n_spans], spans.end[n_spans] = places[place, _SPAN_START], places[place, _SPAN_END]
            n_spans += 1
    return n_spans


@kernel
def _copy_event(event_spans: Spans, text: int, event: int, row: int, spans: Spans, n_spans: int) -> int:
    """Append the places of the main event to the spans; return how many there are now."""
    start = event_spans.first[text]
    for place in range(start, start + _count_of(event_spans, text, event)):
        spans.entity[n_spans], spans.rule[n_spans] = row, N_TERM_RULES + event_spans.rule[place]
        spans.start[n_spans], spans.end[n_spans] = event_spans.start[place], event_spans.end[place]
        n_spans += 1
    return n_spans
