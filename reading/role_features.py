"""What of a release tells whether a state is a partner, as features of a linear model (`knowledge/role_weight.csv`).

Seen are the signs of `role_runs` and `role_people`, what the rules make of them, the main event, where and how often
the state is named, beside how many others, and who speaks for it. Not here: how signs come about.
"""

from __future__ import annotations

from functools import cache
from math import log1p
from typing import NamedTuple

from reading.columns import Countries
from reading.event_lexicon import N_TYPES, event_type_table
from reading.kernel import Numbers, kernel
from reading.linear import EACH, Features, Model, load_model, note
from reading.role_evidence import N_LEAD, N_MENTIONS, N_SIGNS, N_TITLE, S_PARTNER, SIGN_NAMES, SIGNS, STATE
from reading.role_people import People

_SITUATIONS = ("encounter", "spoken", "given", "accuse", "transcript")
_COUNTS = ("0", "1", "2", "3+")
_N_COUNTS = 4
#: States that follow each other within so many tokens are a list; its length is told in steps.
_MAX_BETWEEN = 4
_LENGTHS, _STEPS = ("1", "2", "3", "4", "5-8", "9+"), (2, 3, 4, 5, 9)
_N_LENGTHS = 6
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
_SPEAKER_IN = _LIST_IN + _N_LENGTHS * N_TYPES
_PLACE_IN = _SPEAKER_IN + N_TYPES
_MENTIONS = _PLACE_IN + N_TYPES
_SHARE_IN = _MENTIONS + 1
_N_STATES = _SHARE_IN + N_TYPES
#: No state has more features than these.
MAX_FEATURES = 64


class Main(NamedTuple):
    """Type and place (a row of `country_table()`, or -1) of the main event."""

    type: int
    place: int


class Beside(NamedTuple):
    """By state: how many stand in the longest list with it, and in which text (plus 1) a person last spoke for it."""

    listed: Numbers
    speaks: Numbers


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
        *(f"speaker:{event}" for event in events),
        *(f"place:{event}" for event in events),
        "mentions",
        *(f"share of mentions:{event}" for event in events),
        *(f"states:{count}" for count in ("1", "2", "3", "4", "5", "6+")),
    )


@cache
def role_model() -> Model:
    """Return the model, loaded once. Its one label is `partner`."""
    return load_model("role_weight.csv", role_features(), ["partner"])


@kernel
def look_beside(countries: Countries, people: People, text: int, beside: Beside) -> None:
    """Fill what is known of the states of a text; what is of other texts is not cleared, but does not matter."""
    first, stop = countries.first[text], countries.first[text + 1]
    for row in range(first, stop):
        beside.listed[countries.country[row]] = 0
    row = first
    while row < stop:
        last = row
        while last + 1 < stop and countries.first_token[last + 1] - countries.last_token[last] <= _MAX_BETWEEN:
            last += 1
        for listed in range(row, last + 1):
            state = countries.country[listed]
            beside.listed[state] = max(beside.listed[state], last + 1 - row)
        row = last + 1
    for person in range(people.first[text], people.first[text + 1]):
        state = people.represented[person]
        if state >= 0:
            beside.speaks[state] = text + 1


class Others(NamedTuple):
    """The states of a text that are not home: how many, most mentions of one; signs of those besides one state."""

    number: int
    most: int
    signs: int
    are_titled: bool


@kernel
def _look_at_others(evidence: Numbers, state: int, n_states: int, home: int) -> Others:
    count, most, signs, are_titled = 0, 1, 0, False
    for number in range(n_states):
        other = evidence[number, STATE]
        if other != home:
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
def note_state(
    evidence: Numbers,
    state: int,
    n_states: int,
    home: int,
    situation: int,
    main: Main,
    beside: Beside,
    text: int,
    features: Features,
    row: int,
) -> int:
    """Write what is seen of a state; return the next row."""
    event, others = main.type, _look_at_others(evidence, state, n_states, home)
    row = note(features, row, _ALWAYS, EACH, 1.0)
    row = note(features, row, _EVENT + event, EACH, 1.0)
    signs = evidence[state, SIGNS]
    if signs & S_PARTNER:
        row = note(features, row, _RULE, EACH, _RULE_SCALE)
        row = note(features, row, _RULE_IN + event, EACH, _RULE_SCALE)
    for sign in range(N_SIGNS):
        if signs >> sign & 1:
            row = note(features, row, _SIGN + sign, EACH, 1.0)
            row = note(features, row, _SIGN_IN + sign * N_TYPES + event, EACH, 1.0)
        if others.signs >> sign & 1:
            row = note(features, row, _OTHER_SIGN + sign, EACH, 1.0)
    for bit in range(len(_SITUATIONS)):
        if situation >> bit & 1:
            row = note(features, row, _SITUATION + bit, EACH, 1.0)
    row = note(features, row, _TITLE_IN + min(evidence[state, N_TITLE], 2) * N_TYPES + event, EACH, 1.0)
    if others.are_titled:
        row = note(features, row, _OTHER_TITLE, EACH, 1.0)
    row = note(features, row, _LEAD + min(evidence[state, N_LEAD], _N_COUNTS - 1), EACH, 1.0)
    length = _length(beside.listed[state])
    row = note(features, row, _LIST + length, EACH, 1.0)
    row = note(features, row, _LIST_IN + length * N_TYPES + event, EACH, 1.0)
    if beside.speaks[state] == text + 1:
        row = note(features, row, _SPEAKER_IN + event, EACH, 1.0)
    if main.place == state:
        row = note(features, row, _PLACE_IN + event, EACH, 1.0)
    row = note(features, row, _MENTIONS, EACH, log1p(evidence[state, N_MENTIONS]) / 2)
    row = note(features, row, _SHARE_IN + event, EACH, evidence[state, N_MENTIONS] / others.most)
    return note(features, row, _N_STATES + min(others.number, 6) - 1, EACH, 1.0)
