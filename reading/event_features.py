"""What of a release tells of its main event, as features of a linear model (`knowledge/event_weight.csv`).

Seen are the signals of each type by zone, the cues themselves, which type the signals alone would choose, the words of
each part, and in which parts other states are named. What speaks for its own type does so for every type alike, so that
rare types learn from frequent ones. Not here: how signals come about (`event_signals`).
"""

from __future__ import annotations

from functools import cache

from reading.columns import NONE, Countries
from reading.country_forms import country_table
from reading.event_lexicon import N_TYPES, W_THE, WORD_CLASSES, cue_forms, event_type_table
from reading.event_signals import S_CUE, S_RULE, S_TYPE, ZONE, Work
from reading.event_zones import Seen, Zones
from reading.kernel import kernel
from reading.linear import EACH, Features, Model, load_model, note
from reading.meaning import meaning_features, word_features

#: Zones of signals: the form of a release is a zone of its own.
_ZONES = ("title", "lead", "body", "form")
_N_ZONES, _N_CUE_ZONES = 4, 3
_PARTS = ("title", "above", "first", "rest", "near")
#: So many other states in a part are counted as one, two, a few, many.
_COUNTS = ("0", "1", "2", "3-5", "6+")
_N_COUNTS, _FEW, _MANY = 5, 3, 6
_N_CLASSES, _FIRST_CLASS = len(WORD_CLASSES), W_THE.bit_length() - 1
#: Signals weigh up to about ten.
_SCALE = 0.2
#: What the signals alone would choose counts for much.
_FIRST_SCALE = 2.0

_N_STATES = len(country_table())

# First features of each kind.
_ALWAYS = 0
_BEST = 1
_FIRST = _BEST + N_TYPES * _N_ZONES
_STATES = _FIRST + N_TYPES
_SAID = _STATES + 3 * _N_COUNTS
_OWN_FIRST = _SAID + len(_PARTS) * _N_CLASSES
_OWN_BEST = _OWN_FIRST + 1
_CUES = _OWN_BEST + _N_ZONES
#: Features of a text that are neither cues nor words.
MAX_FEATURES = _CUES + N_TYPES * _N_ZONES


@cache
def event_features() -> tuple[str, ...]:
    """Return the names of all features."""
    types = [entry.event_type_code for entry in event_type_table()]
    return (
        "always",
        *(f"best:{kind}:{zone}" for kind in types for zone in _ZONES),
        *(f"first:{kind}" for kind in types),
        *(f"states:{part}:{count}" for part in ("title", "lead", "text") for count in _COUNTS),
        *(f"says:{word}:{part}" for part in _PARTS for word in WORD_CLASSES),
        "own first",
        *(f"own best:{zone}" for zone in _ZONES),
        *(f"cue:{cue}:{zone}" for cue in cue_forms() for zone in _ZONES[:_N_CUE_ZONES]),
        *word_features(),
    )


def first_word_feature() -> int:
    """Return the number of the first feature that is a word."""
    return len(event_features()) - len(word_features())


@cache
def event_model() -> Model:
    """Return the model, loaded once."""
    types = [entry.event_type_code for entry in event_type_table()]
    return load_model("event_weight.csv", event_features(), types, meaning_features())


def n_counted() -> int:
    """Return the length of `Work.counted`."""
    return _N_CUE_ZONES * len(cue_forms()) + 3 * _N_STATES


@kernel
def note_signals(work: Work, n_signals: int, text: int, features: Features, row: int) -> int:
    """Write what the signals of a text tell; return the next row."""
    best, counted, signals = work.best, work.counted, work.signals
    best[:] = 0.0
    row = note(features, row, _ALWAYS, EACH, 1.0)
    for number in range(n_signals):
        zone, cue = min(ZONE[signals[number, S_RULE]], _N_ZONES - 1), signals[number, S_CUE]
        slot = signals[number, S_TYPE] * _N_ZONES + zone
        best[slot] = max(best[slot], work.weight[number])
        if cue >= 0 and counted[cue * _N_CUE_ZONES + zone] != text:
            counted[cue * _N_CUE_ZONES + zone] = text
            row = note(features, row, _CUES + cue * _N_CUE_ZONES + zone, EACH, 1.0)
    for slot in range(len(best)):
        if best[slot] > 0.0:
            row = note(features, row, _BEST + slot, EACH, best[slot] * _SCALE)
            row = note(features, row, _OWN_BEST + slot % _N_ZONES, slot // _N_ZONES, best[slot] * _SCALE)
    return row


@kernel
def note_likely(likely: int, features: Features, row: int) -> int:
    """Write which type the signals alone would choose; return the next row."""
    row = note(features, row, _OWN_FIRST, likely, _FIRST_SCALE)
    return note(features, row, _FIRST + likely, EACH, _FIRST_SCALE)


@kernel
def note_said(seen: Seen, features: Features, row: int) -> int:
    """Write what the words of each part say."""
    for part in range(len(seen)):
        words = seen[part] >> _FIRST_CLASS
        for word in range(_N_CLASSES):
            if words >> word & 1:
                row = note(features, row, _SAID + part * _N_CLASSES + word, EACH, 1.0)
    return row


@kernel
def note_states(
    countries: Countries, zones: Zones, text: int, home: int, work: Work, features: Features, row: int
) -> int:
    """Write how many other states title, lead and text name."""
    counted = work.counted
    in_title = in_lead = in_text = 0
    base = len(counted) - 3 * _N_STATES
    for mention in range(countries.first[text], countries.first[text + 1]):
        state = countries.country[mention]
        if state == home and home != NONE:
            continue
        token = countries.first_token[mention]
        if counted[base + state] != text:
            counted[base + state] = text
            in_text += 1
        if token < zones.body and counted[base + _N_STATES + state] != text:
            counted[base + _N_STATES + state] = text
            in_title += 1
        if zones.body <= token < zones.after and counted[base + 2 * _N_STATES + state] != text:
            counted[base + 2 * _N_STATES + state] = text
            in_lead += 1
    row = note(features, row, _STATES + _bucket(in_title), EACH, 1.0)
    row = note(features, row, _STATES + _N_COUNTS + _bucket(in_lead), EACH, 1.0)
    return note(features, row, _STATES + 2 * _N_COUNTS + _bucket(in_text), EACH, 1.0)


@kernel
def _bucket(count: int) -> int:
    """Which of `_COUNTS` a number is."""
    if count < _FEW:
        return count
    return _FEW if count < _MANY else _N_COUNTS - 1
