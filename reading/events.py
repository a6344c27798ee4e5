"""Events: what happened, where and when, from weighted cues (knowledge/event_cue.csv) and where they stand.

Cues weigh by where they stand, title before lead before body; what of all this makes the main event is weighed by a
linear model (`event_features`). Not here: who took part (roles.py, officials.py) and what it was about (topics.py).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reading.columns import NO_DAY, NONE, Countries, Events, Layout, Meaning, Persons, PersonSpans, Spans, Texts
from reading.event_date import MAX_LOOKED_AT, find_day
from reading.event_features import (
    MAX_FEATURES,
    event_model,
    first_word_feature,
    n_counted,
    note_likely,
    note_said,
    note_signals,
    note_states,
)
from reading.event_form import fallback
from reading.event_lexicon import (
    N_TYPES,
    EventLexicon,
    EventTypeEntry,
    cue_forms,
    event_lexicon,
    event_type_table,
)
from reading.event_place import Mentions, find_place
from reading.event_signals import (
    BY_FALLBACK,
    KEPT_SHARE,
    N_MORE,
    N_SIGNAL_COLUMNS,
    R_BEST,
    R_WEIGHT,
    S_FIRST,
    S_LAST,
    S_RULE,
    S_TYPE,
    Work,
    heaviest,
    rank,
    weigh_cues,
    weigh_form,
    weigh_gifts,
)
from reading.event_zones import Tokens, Zones, mark_words, see, wide, zones_of
from reading.kernel import Codes, Floats, Ints, Shorts, entry, kernel
from reading.linear import WIDTH, Features, Model, features_for, weigh
from reading.matching import Found, Phrase
from reading.meaning import note_words
from reading.tokens import Batch, characters

__all__ = ["RULES", "EventTypeEntry", "event_type_table", "phrases", "read_events"]

#: By which rule a stretch of text is evidence, and how sure it is.
RULES = (
    ("event.cue.title", 1.0),
    ("event.cue.lead", 0.85),
    ("event.cue.body", 0.6),
    ("event.cue.title", 0.8),
    ("event.cue.lead", 0.8),
    ("event.transcript", 0.9),
    ("event.together", 0.9),
    ("event.byline", 0.8),
    ("event.fallback", 0.3),
)
#: An event besides the main one needs so much; at most so many are told.
_MIN_OTHER, _MAX_OTHER = 4.0, 3
#: Below this no cue says what happened.
_MIN_MAIN = 3.0


class Postings(NamedTuple):
    """What is asked of persons: the state for which each speaks, and that of the post."""

    first: Ints
    represented: Shorts
    posted: Shorts


def phrases() -> list[Phrase]:
    """Return the cues to look for."""
    return [Phrase(cue, "event", key, "any") for key, cue in enumerate(cue_forms())]


def read_events(
    batch: Batch,
    texts: Texts,
    layout: Layout,
    meaning: Meaning,
    hits: Found,
    countries: Countries,
    persons: Persons,
    person_spans: PersonSpans,
) -> tuple[Events, Spans, Features]:
    """Return the events of each text, the main one first, their evidence, and what was seen; there is always one event.

    `hits` are those of kind `event`. Where no cue speaks for the main event, its span is the title (or what there is of
    the text).
    """
    n_texts, n_hits = len(texts.title_end), len(hits.start)
    n_events, n_spans = n_texts * (1 + _MAX_OTHER), n_hits + n_texts * N_MORE
    work = _work_for(batch, hits)
    features = features_for(n_texts, n_hits + n_texts * MAX_FEATURES + len(meaning.word))
    events = Events(
        np.zeros(n_texts + 1, np.int64), *(np.empty(n_events, kind) for kind in (np.uint8, np.int16, np.int32))
    )
    spans = Spans(
        np.zeros(n_texts + 1, np.int64),
        *(np.empty(n_spans, kind) for kind in (np.int32, np.int32, np.int32, np.uint8)),
    )
    postings = Postings(persons.first, persons.represented, persons.posted)
    _read(
        event_lexicon(),
        event_model(),
        first_word_feature(),
        characters(),
        batch,
        texts,
        layout,
        meaning,
        hits,
        countries,
        postings,
        work,
        features,
        events,
        spans,
    )
    n_events, n_spans = int(events.first[-1]), int(spans.first[-1])
    return (
        Events(events.first, *(column[:n_events] for column in events[1:])),
        Spans(spans.first, *(column[:n_spans] for column in spans[1:])),
        features,
    )


def _work_for(batch: Batch, hits: Found) -> Work:
    n_signals = int(np.diff(hits.first).max(initial=0)) + N_MORE
    return Work(
        np.zeros(len(batch.start), np.int64),
        np.empty(n_signals, np.float64),
        np.empty((n_signals, N_SIGNAL_COLUMNS), np.int32),
        np.empty((N_TYPES, 5), np.float64),
        np.empty((MAX_LOOKED_AT, 4), np.int32),
        np.empty((MAX_LOOKED_AT, 2), np.int32),
        np.empty(4 * N_TYPES, np.float64),
        np.full(n_counted(), NONE, np.int32),
        np.empty(WIDTH, np.float32),
    )


@entry
def _read(
    lexicon: EventLexicon,
    model: Model,
    first_word: int,
    table: Codes,
    batch: Batch,
    texts: Texts,
    layout: Layout,
    meaning: Meaning,
    hits: Found,
    countries: Countries,
    postings: Postings,
    work: Work,
    features: Features,
    events: Events,
    spans: Spans,
) -> None:
    tokens = Tokens(batch.codes, batch.start, batch.end, batch.shape, batch.gap, layout.is_stop, work.flags)
    for text in range(len(texts.title_end)):
        home = wide(texts.home[text])
        zones = zones_of(batch, wide(texts.title_end[text]), layout, text)
        mark_words(lexicon.words, table, batch, work.flags, zones.title, zones.far, zones.stop)
        seen = see(lexicon.forms, batch, work.flags, zones)
        count = weigh_cues(
            lexicon, table, batch, tokens, zones, hits, text, _is_abroad(countries, text, zones, home), work
        )
        if _is_abroad(countries, text, zones, home):
            count = weigh_gifts(tokens, zones, seen, work, count)
        count = weigh_form(lexicon, table, batch, tokens, zones, seen, countries, text, home, work, count)
        rank(zones, work, count)
        row = note_signals(work, count, text, features, features.first[text])
        likely = heaviest(work.ranks)
        if work.ranks[likely, R_WEIGHT] < _MIN_MAIN:
            likely = fallback(lexicon.forms, batch, tokens, zones, seen)
        row = note_likely(likely, features, row)
        row = note_states(countries, zones, text, home, work, features, note_said(seen, features, row))
        row = note_words(meaning, text, features, row, first_word)
        weigh(model, features, features.first[text], row, meaning.vector[text], work.scores)
        features.first[text + 1] = row
        count = _tell(_best(work.scores), zones, text, work, count, events, spans)
        _place_spans(batch, text, spans)
        first = events.first[text]
        kind = wide(events.type[first])
        last_mention = min(countries.first[text] + MAX_LOOKED_AT, countries.first[text + 1])
        mentions = Mentions(countries.first[text], last_mention, home, _posted(postings, text, home))
        events.place[first] = find_place(tokens, zones, seen, countries, mentions, kind)
        events.day[first] = find_day(tokens, zones, seen, work.dates, kind, work.evidence, count)


@kernel
def _place_spans(batch: Batch, text: int, spans: Spans) -> None:
    """Turn the tokens of the evidence of a text into places."""
    for row in range(spans.first[text], spans.first[text + 1]):
        spans.start[row], spans.end[row] = batch.start[spans.start[row]], batch.end[spans.end[row]]


@kernel
def _posted(postings: Postings, text: int, home: int) -> int:
    """Where an envoy of the home country is posted, -1 without one."""
    first = postings.first[text]
    for row in range(first, min(first + MAX_LOOKED_AT, postings.first[text + 1])):
        posted = wide(postings.posted[row])
        if 0 <= home == postings.represented[row] and posted >= 0 and posted != home:
            return posted
    return NONE


@kernel
def _is_abroad(countries: Countries, text: int, zones: Zones, home: int) -> bool:
    """Do title and lead name another state? Without a publisher's state, any release is about one."""
    for row in range(countries.first[text], countries.first[text + 1]):
        if countries.first_token[row] >= zones.after or home == NONE:
            break
        if countries.country[row] != home:
            return True
    return home == NONE


@kernel
def _best(scores: Floats) -> int:
    """The type with the highest score."""
    best = 0
    for kind in range(1, N_TYPES):
        if scores[kind] > scores[best]:
            best = kind
    return best


@kernel
def _tell(main: int, zones: Zones, text: int, work: Work, n_signals: int, events: Events, spans: Spans) -> int:
    """Append the events of a text without place and date, and their evidence; return how much the main one has.

    The evidence are tokens [start, end] yet.
    """
    n_events, n_spans, n_main = events.first[text], spans.first[text], 0
    for number in range(1 + _MAX_OTHER):
        kind = heaviest(work.ranks) if number else main
        if number and work.ranks[kind, R_WEIGHT] < _MIN_OTHER:
            break
        least = work.ranks[kind, R_BEST] * KEPT_SHARE
        work.ranks[kind, R_WEIGHT] = -1.0
        events.type[n_events], events.place[n_events], events.day[n_events] = kind, NONE, NO_DAY
        for row in range(n_signals):
            if work.signals[row, S_TYPE] != kind or work.weight[row] < least:
                continue
            spans.entity[n_spans], spans.rule[n_spans] = n_events, work.signals[row, S_RULE]
            spans.start[n_spans], spans.end[n_spans] = work.signals[row, S_FIRST], work.signals[row, S_LAST]
            if number == 0 and n_main < MAX_LOOKED_AT:
                work.evidence[n_main, 0], work.evidence[n_main, 1] = spans.start[n_spans], spans.end[n_spans]
                n_main += 1
            n_spans += 1
        if number == 0 and n_main == 0:
            n_main = _point_to_title(zones, n_events, work, spans, n_spans)
            n_spans += n_main
        n_events += 1
    events.first[text + 1], spans.first[text + 1] = n_events, n_spans
    return n_main


@kernel
def _point_to_title(zones: Zones, event: int, work: Work, spans: Spans, span: int) -> int:
    """Make the title the evidence of an event for which no cue speaks, or the lead without one. Return how much."""
    first, last = (zones.title, zones.body - 1) if zones.title < zones.body else (zones.lead, zones.after - 1)
    if first > last:
        return 0
    spans.entity[span], spans.rule[span] = event, BY_FALLBACK
    spans.start[span], spans.end[span] = first, last
    work.evidence[0, 0], work.evidence[0, 1] = first, last
    return 1
