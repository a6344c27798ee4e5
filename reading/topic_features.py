"""What of a release tells of its topics, as features of two linear models.

One says that a topic is there, the other that it is the subject. Seen are the terms by zone, how much speaks for a
topic in each zone and what part of all evidence that is, the main event, how many states are partners in it, and what
all words mean (`meaning`). Not here: how terms weigh (`topics`).
"""

from __future__ import annotations

from functools import cache
from math import log1p

from reading.event_lexicon import N_TYPES, event_type_table
from reading.kernel import Floats, kernel
from reading.linear import EACH, Features, Model, load_model, note
from reading.meaning import meaning_features
from reading.topic_lexicon import MANY_PARTNERS, term_forms, topic_table

_ZONES = ("title", "lead", "body")
_N_ZONES = len(_ZONES)
#: Scales that keep the values of features near 1.
_LOG_SCALE, _SHARE_SCALE = 1.5, 2.0
#: Evidence below which a share says little.
_LITTLE = 0.3

# First features of each kind.
_ALWAYS = 0
_EVENT = 1
_PARTNERS = _EVENT + N_TYPES
_EVIDENCE = _PARTNERS + MANY_PARTNERS + 1
_SHARE = _EVIDENCE + _N_ZONES
_TERM = _SHARE + _N_ZONES


@cache
def topic_features() -> tuple[str, ...]:
    """Return the names of all features."""
    return (
        "always",
        *(f"event:{entry.event_type_code}" for entry in event_type_table()),
        *(f"partners:{count}" for count in (*range(MANY_PARTNERS), f"{MANY_PARTNERS}+")),
        *(f"evidence:{zone}" for zone in _ZONES),
        *(f"share:{zone}" for zone in _ZONES),
        *(f"term:{term}:{zone}" for term in term_forms() for zone in _ZONES),
    )


@cache
def presence_model() -> Model:
    """Return the model of which topics are there, loaded once."""
    return _model("topic_weight.csv")


@cache
def subject_model() -> Model:
    """Return the model of which topics are the subject, loaded once."""
    return _model("topic_main_weight.csv")


def _model(file_name: str) -> Model:
    topics = [entry.topic_code for entry in topic_table()]
    return load_model(file_name, topic_features(), topics, meaning_features())


@kernel
def note_frame(event_type: int, n_partners: int, features: Features, row: int) -> int:
    """Write the main event and how many partners there are; return the next row."""
    row = note(features, row, _ALWAYS, EACH, 1.0)
    if event_type >= 0:
        row = note(features, row, _EVENT + event_type, EACH, 1.0)
    return note(features, row, _PARTNERS + n_partners, EACH, 1.0)


@kernel
def note_term(term: int, zone: int, features: Features, row: int) -> int:
    """Write that a term stands in a zone."""
    return note(features, row, _TERM + term * _N_ZONES + zone, EACH, 1.0)


@kernel
def note_evidence(evidence: Floats, length_factor: float, features: Features, row: int) -> int:
    """Write how much speaks for each topic by zone; what a body holds is divided by the factor of its length."""
    for zone in range(_N_ZONES):
        factor = length_factor if zone == _N_ZONES - 1 else 1.0
        total = _LITTLE
        for topic in range(len(evidence)):
            if evidence[topic, zone] > 0.0:
                total += log1p(evidence[topic, zone] / factor)
        for topic in range(len(evidence)):
            if evidence[topic, zone] > 0.0:
                said = log1p(evidence[topic, zone] / factor)
                row = note(features, row, _EVIDENCE + zone, topic, said * _LOG_SCALE)
                row = note(features, row, _SHARE + zone, topic, said / total * _SHARE_SCALE)
    return row


def most_features(n_texts: int, n_hits: int) -> int:
    """Return room enough for the features of so many texts with so many hits."""
    return n_hits + n_texts * (3 + 2 * _N_ZONES * len(topic_table()))
