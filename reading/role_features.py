"""What of a release tells whether a state is a partner, as features of a linear model (`knowledge/role_weight.csv`).

Seen are the signs of `role_runs` and `role_people`, what the rules make of them, the main event, where, how, how often
and beside how many others the state is named, and who speaks for it. Which words stand beside it is noted by
`role_words`. Not here: how signs come about.
"""

from __future__ import annotations

from functools import cache
from math import log1p
from typing import NamedTuple

from reading.event_lexicon import N_TYPES, event_type_table
from reading.kernel import Numbers, kernel
from reading.linear import EACH, Features, Model, load_model, note
from reading.role_evidence import (
    M_SPEAKS,
    MANNER,
    MANNER_NAMES,
    N_LEAD,
    N_LISTED,
    N_MANNERS,
    N_MENTIONS,
    N_SIGNS,
    N_TITLE,
    S_PARTNER,
    SIGN_NAMES,
    SIGNS,
    STATE,
)
from reading.role_words import REACH, SIDES, role_words

_SITUATIONS = ("encounter", "spoken", "given", "accuse", "transcript")
_COUNTS = ("0", "1", "2", "3+")
_N_COUNTS = 4
#: The number of states in the longest list is told in steps.
_LENGTHS, _STEPS = ("1", "2", "3", "4", "5", "6-8", "9+"), (2, 3, 4, 5, 6, 9)
_N_LENGTHS = 7
#: Of the states other than home, which is named first?
_PLACES = ("1", "2", "3", "4+")
_N_PLACES = 4
#: Who speaks for a state other than home.
_SPEAKERS = ("its own", "another's", "nobody")
_N_SPEAKERS = 3
#: What the rules say counts for much.
_RULE_SCALE = 4.0

# First features of each kind.
_ALWAYS = 0
_EVENT = 1
_RULE = _EVENT + N_TYPES
_RULE_IN = _RULE + 1
_SIGN = _RULE_IN + N_TYPES
_SIGN_IN = _SIGN + N_SIGNS
_OTHER_SIGN = _SIGN_IN + N_SIGNS * N_TYPES
_SITUATION = _OTHER_SIGN + N_SIGNS
_TITLE_IN = _SITUATION + len(_SITUATIONS)
_OTHER_TITLE = _TITLE_IN + 3 * N_TYPES
_LEAD = _OTHER_TITLE + 1
_LIST = _LEAD + _N_COUNTS
_LIST_IN = _LIST + _N_LENGTHS
_MANNER = _LIST_IN + _N_LENGTHS * N_TYPES
_PLACE_IN = _MANNER + N_MANNERS
_MENTIONS = _PLACE_IN + N_TYPES
_SHARE_IN = _MENTIONS + 1
_N_STATES = _SHARE_IN + N_TYPES
_ORDER = _N_STATES + 6
_ORDER_IN = _ORDER + _N_PLACES
_SPEAKER = _ORDER_IN + _N_PLACES * N_TYPES
_SPEAKER_IN = _SPEAKER + _N_SPEAKERS
FIRST_WORD = _SPEAKER_IN + _N_SPEAKERS * N_TYPES
#: No state has more features than these for each of its mentions.
MAX_FEATURES = 72 + 2 * REACH


class Scene(NamedTuple):
    """What all states of a text share: home, the situation (E_...), the main event with its place, who is there.

    `place` and `home` are rows of `country_table()` or -1; `is_heard` tells whether anybody speaks for another state
    than home.
    """

    home: int
    situation: int
    event: int
    place: int
    n_states: int
    is_heard: bool


@cache
def role_features() -> tuple[str, ...]:
    """Return the names of all features."""
    events = [entry.event_type_code for entry in event_type_table()]
    return (
        "always",
        *(f"event:{event}" for event in events),
        "rule",
        *(f"rule:{event}" for event in events),
        *(f"sign:{sign}" for sign in SIGN_NAMES[:N_SIGNS]),
        *(f"sign:{sign}:{event}" for sign in SIGN_NAMES[:N_SIGNS] for event in events),
        *(f"sign of another:{sign}" for sign in SIGN_NAMES[:N_SIGNS]),
        *(f"situation:{situation}" for situation in _SITUATIONS),
        *(f"title:{count}:{event}" for count in ("0", "1", "2+") for event in events),
        "title of another",
        *(f"lead:{count}" for count in _COUNTS),
        *(f"list:{length}" for length in _LENGTHS),
        *(f"list:{length}:{event}" for length in _LENGTHS for event in events),
        *(f"named:{manner}" for manner in MANNER_NAMES),
        *(f"place:{event}" for event in events),
        "mentions",
        *(f"share of mentions:{event}" for event in events),
        *(f"states:{count}" for count in ("1", "2", "3", "4", "5", "6+")),
        *(f"order:{place}" for place in _PLACES),
        *(f"order:{place}:{event}" for place in _PLACES for event in events),
        *(f"speaker:{speaker}" for speaker in _SPEAKERS),
        *(f"speaker:{speaker}:{event}" for speaker in _SPEAKERS for event in events),
        *(f"{side}:{word}" for word in role_words() for side in SIDES),
    )


@cache
def role_model() -> Model:
    """Return the model, loaded once. Its one label is `partner`."""
    return load_model("role_weight.csv", role_features(), ["partner"])


class Others(NamedTuple):
    """The states of a text that are not home: how many, most mentions of one; signs of those besides one state."""

    number: int
    most: int
    signs: int
    are_titled: bool


@kernel
def _look_at_others(evidence: Numbers, state: int, scene: Scene) -> Others:
    count, most, signs, are_titled = 0, 1, 0, False
    for number in range(scene.n_states):
        other = evidence[number, STATE]
        if other != scene.home:
            count += 1
            most = max(most, evidence[other, N_MENTIONS])
            if other != state:
                signs |= evidence[other, SIGNS]
                are_titled = are_titled or evidence[other, N_TITLE] > 0
    return Others(count, most, signs, are_titled)


@kernel
def _length(listed: int) -> int:
    """Which of `_LENGTHS` a list has."""
    length = 0
    for step in _STEPS:
        length += listed >= step
    return length


@kernel
def note_state(evidence: Numbers, state: int, order: int, scene: Scene, features: Features, row: int) -> int:
    """Write what is seen of a state, which is named as the one with the number `order`; return the next row."""
    event, others = scene.event, _look_at_others(evidence, state, scene)
    row = note(features, row, _ALWAYS, EACH, 1.0)
    row = note(features, row, _EVENT + event, EACH, 1.0)
    row = _note_signs(evidence[state, SIGNS], others.signs, event, features, row)
    for bit in range(len(_SITUATIONS)):
        if scene.situation >> bit & 1:
            row = note(features, row, _SITUATION + bit, EACH, 1.0)
    row = note(features, row, _TITLE_IN + min(evidence[state, N_TITLE], 2) * N_TYPES + event, EACH, 1.0)
    if others.are_titled:
        row = note(features, row, _OTHER_TITLE, EACH, 1.0)
    row = note(features, row, _LEAD + min(evidence[state, N_LEAD], _N_COUNTS - 1), EACH, 1.0)
    row = _note_step(_LIST, _LIST_IN, _length(evidence[state, N_LISTED]), event, features, row)
    for bit in range(N_MANNERS):
        if evidence[state, MANNER] >> bit & 1:
            row = note(features, row, _MANNER + bit, EACH, 1.0)
    if scene.place == state:
        row = note(features, row, _PLACE_IN + event, EACH, 1.0)
    row = note(features, row, _MENTIONS, EACH, log1p(evidence[state, N_MENTIONS]) / 2)
    row = note(features, row, _SHARE_IN + event, EACH, evidence[state, N_MENTIONS] / others.most)
    row = note(features, row, _N_STATES + min(others.number, 6) - 1, EACH, 1.0)
    row = _note_step(_ORDER, _ORDER_IN, min(order, _N_PLACES - 1), event, features, row)
    speaker = 0 if evidence[state, MANNER] & M_SPEAKS else 1 if scene.is_heard else 2
    return _note_step(_SPEAKER, _SPEAKER_IN, speaker, event, features, row)


@kernel
def _note_signs(signs: int, other_signs: int, event: int, features: Features, row: int) -> int:
    """Write the signs of a state, of others, and what the rules make of them."""
    if signs & S_PARTNER:
        row = note(features, row, _RULE, EACH, _RULE_SCALE)
        row = note(features, row, _RULE_IN + event, EACH, _RULE_SCALE)
    for sign in range(N_SIGNS):
        if signs >> sign & 1:
            row = _note_step(_SIGN, _SIGN_IN, sign, event, features, row)
        if other_signs >> sign & 1:
            row = note(features, row, _OTHER_SIGN + sign, EACH, 1.0)
    return row


@kernel
def _note_step(base: int, base_in: int, step: int, event: int, features: Features, row: int) -> int:
    """Write one of several, alone and beside the event."""
    row = note(features, row, base + step, EACH, 1.0)
    return note(features, row, base_in + step * N_TYPES + event, EACH, 1.0)
