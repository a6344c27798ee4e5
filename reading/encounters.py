"""What a sentence tells of the state of a person: who meets whom, who leads, signs or travels for which state.

Here belong the rules that look at the units around a title in the sentence. What the title itself says, and what is
assumed where nothing is said, is in `represented`; what words tell of an encounter is in `person_patterns`.
"""

from __future__ import annotations

from reading.columns import NONE
from reading.kernel import kernel
from reading.person_columns import (
    BEYOND,
    COURT,
    D_HOME,
    D_HOST,
    D_PERSON,
    D_PERSON_END,
    D_SOLE,
    D_TITLE_END,
    D_TOKEN,
    D_TOP,
    D_UNIT,
    D_UNIT_END,
    F_AFAR,
    F_HOSTS,
    F_LED,
    F_LED_COMMA,
    F_MET,
    F_VISIT,
    FORMAT,
    H_POSTED,
    INTERNATIONAL,
    N_FIRST,
    N_FLAGS,
    N_OUTER,
    N_START,
    N_STOP,
    N_TITLE,
    N_TOKEN,
    O_COUNTRY,
    O_TYPE,
    P_POSTED,
    P_STATE,
    P_TITLED,
    PARLIAMENT,
    REGIONAL,
    S_DELEGATION,
    S_IN,
    S_PLACE,
    S_SIGNED,
    S_TRAVEL,
    T_FIRST,
    T_FLAGS,
    T_LAST,
    T_LAST_BODY,
    T_START,
    T_TOKEN,
    UNIT_BODY,
    UNIT_END,
    UNIT_FIRST,
    UNIT_LAST,
    UNIT_SIGNS,
    UNIT_START,
    UNIT_STATE,
    Scene,
)
from reading.tokens import APART

_REACH = 120
#: So far back a sentence and a paragraph are looked through.
_MAX_SENTENCE, _MAX_UNITS, _MAX_TOKENS = 90, 80, 400
_MAX_AFTER = 7
_MAX_GAP = 16


@kernel
def is_beyond(scene: Scene, body: int) -> bool:
    """Is a body one of several states? A parliament or court of no state is ('European Parliament')."""
    kind = scene.facts[body, O_TYPE]
    if kind in (INTERNATIONAL, REGIONAL, FORMAT):
        return True
    return kind in (PARLIAMENT, COURT) and scene.facts[body, O_COUNTRY] < 0


@kernel
def sentence_floor(scene: Scene, token: int) -> int:
    """The first token of the sentence of `token`, not too far before."""
    limit = max(scene.desk[D_TOKEN], token - _MAX_SENTENCE)
    while token > limit and not scene.is_stop[token - 1]:
        token -= 1
    return token


@kernel
def unit_before(scene: Scene, unit: int, token: int) -> int:
    """The last unit before a token, looked for from before `unit` on."""
    unit -= 1
    while unit >= scene.desk[D_UNIT] and scene.units[unit, UNIT_FIRST] >= token:
        unit -= 1
    return unit


@kernel
def first_unit(scene: Scene, name: int) -> int:
    """The first unit of a name with a title before it."""
    title = scene.names[name, N_TITLE]
    first = scene.names[name, N_FIRST]
    return min(first, scene.titles[title, T_FIRST]) if title >= 0 else first


@kernel
def _states_before(scene: Scene, name: int, floor: int) -> tuple[int, int]:
    """The first and last state that the sentence (tokens from `floor` on) names before a name and its title.

    NONE if it names none; BEYOND stands for a body beyond states.
    """
    first, last = NONE, NONE
    token = scene.names[name, N_TOKEN]
    unit = unit_before(scene, first_unit(scene, name), token)
    limit = min(scene.names[name, N_OUTER], scene.names[name, N_START]) - 2 * _REACH
    title = scene.names[name, N_TITLE]
    if title >= 0:
        limit = min(limit, scene.titles[title, T_START] - 2 * _REACH)
    while (
        unit >= scene.desk[D_UNIT] and scene.units[unit, UNIT_FIRST] >= floor and scene.units[unit, UNIT_START] >= limit
    ):
        if not scene.units[unit, UNIT_SIGNS] & S_PLACE:
            state, body = scene.units[unit, UNIT_STATE], scene.units[unit, UNIT_BODY]
            found = state
            if body >= 0:
                found = scene.facts[body, O_COUNTRY]
                if found < 0 and is_beyond(scene, body):
                    found = BEYOND
            if found != NONE:
                first = found
                last = found if last == NONE else last
        unit -= 1
    return first, last


@kernel
def _delegation(scene: Scene, name: int, floor: int) -> int:
    """The state whose delegation the sentence lists ("The Kenyan delegation included A B, Minister of ...")."""
    found = NONE
    unit = unit_before(scene, first_unit(scene, name), scene.names[name, N_TOKEN])
    while unit >= scene.desk[D_UNIT] and scene.units[unit, UNIT_FIRST] >= floor:
        if scene.units[unit, UNIT_SIGNS] & S_DELEGATION:
            found = scene.units[unit, UNIT_STATE]
        unit -= 1
    return found


@kernel
def told(scene: Scene, name: int) -> int:
    """Return the state for which the sentence says that somebody acts: "led by A B", "A B signed for Japan"."""
    flags, title = scene.names[name, N_FLAGS], scene.names[name, N_TITLE]
    facts = scene.titles[title, T_FLAGS] if title >= 0 else 0
    floor = sentence_floor(scene, scene.names[name, N_TOKEN])
    delegation = _delegation(scene, name, floor)
    if delegation >= 0:
        return delegation
    if not facts & H_POSTED and flags & F_LED:
        first, last = _states_before(scene, name, floor)
        if last != NONE:
            return max(first if flags & F_LED_COMMA else last, NONE)
    if flags & F_HOSTS:
        return scene.desk[D_HOST] if scene.desk[D_HOST] >= 0 else scene.desk[D_HOME]
    last_unit = scene.names[name, N_STOP] - 1
    if title >= 0:
        last_unit = max(last_unit, scene.titles[title, T_LAST])
    end = scene.units[last_unit, UNIT_END]
    for unit in range(last_unit + 1, min(last_unit + 1 + _MAX_AFTER, scene.desk[D_UNIT_END])):
        if scene.units[unit, UNIT_START] - end > _REACH:
            break
        if scene.units[unit, UNIT_STATE] >= 0 and scene.units[unit, UNIT_SIGNS] & S_SIGNED:
            return scene.units[unit, UNIT_STATE]
    return NONE


@kernel
def met(scene: Scene, name: int, is_open: bool) -> int:
    """Return the other side's state: the state abroad if home's own envoy meets somebody, home if a foreign one.

    NONE where the words do not tell of an encounter, BEYOND for a body beyond states. `is_open` says that one person
    holds the office, and nobody is known to hold it at home.
    """
    flags, title, home = scene.names[name, N_FLAGS], scene.names[name, N_TITLE], scene.desk[D_HOME]
    if title < 0 or not flags & (F_AFAR | F_MET):
        return NONE
    first, _ = _states_before(scene, name, sentence_floor(scene, scene.names[name, N_TOKEN]))
    is_other = first not in (NONE, home)
    if flags & F_AFAR and not is_other:
        abroad = state_before(scene, title, False)
        abroad = abroad if abroad >= 0 else scene.desk[D_TOP]
        if abroad >= 0:
            return abroad
    facts = scene.titles[title, T_FLAGS]
    if facts & H_POSTED or not flags & F_MET:
        return NONE
    if is_other:
        if not facts & T_LAST_BODY:
            return NONE
        return home if first >= 0 else BEYOND
    if scene.desk[D_HOST] >= 0:
        abroad = state_before(scene, title, False)
        return abroad if abroad >= 0 else scene.desk[D_HOST]
    return scene.desk[D_SOLE] if is_open and not flags & F_VISIT else NONE


@kernel
def _is_apart(scene: Scene, unit: int, token: int, is_strict: bool) -> bool:
    """Does a paragraph (if `is_strict`, a sentence) end between a unit and a token after it?

    Not strictly, a line that ends long after the unit parts nothing: what follows may still be about that state.
    """
    last, end = scene.units[unit, UNIT_LAST], scene.units[unit, UNIT_END]
    while token >= last:
        if scene.gap[token] == APART and (is_strict or scene.token_start[token] <= end + _MAX_GAP):
            return True
        if is_strict and token > last and scene.is_stop[token - 1]:
            return True
        token -= 1
    return False


@kernel
def state_before(scene: Scene, title: int, is_strict: bool) -> int:
    """Return the last state other than the publisher's that is named before the title, about in its paragraph.

    If `is_strict`, in its sentence, and not one that somebody is on the way to.
    """
    first, home = scene.titles[title, T_FIRST], scene.desk[D_HOME]
    token, opening = scene.titles[title, T_TOKEN], scene.titles[title, T_TOKEN]
    for unit in range(first - 1, max(scene.desk[D_UNIT], first - _MAX_UNITS) - 1, -1):
        if opening - scene.units[unit, UNIT_LAST] > _MAX_TOKENS or _is_apart(scene, unit, token, is_strict):
            return NONE
        token, state = scene.units[unit, UNIT_FIRST], scene.units[unit, UNIT_STATE]
        is_goal = is_strict and scene.units[unit, UNIT_SIGNS] & S_TRAVEL != 0
        if state >= 0 and state != home and not is_goal:
            return state
    return NONE


@kernel
def _host_named(scene: Scene, title_end: int) -> tuple[int, bool]:
    """The state in which a release about a journey takes place, by its title and lead; and whether that is said."""
    host, token = NONE, scene.desk[D_TOKEN]
    for unit in range(scene.desk[D_UNIT], scene.desk[D_UNIT_END]):
        start, first = scene.units[unit, UNIT_START], scene.units[unit, UNIT_FIRST]
        if start >= title_end + 8 * _REACH:
            break
        if start > title_end + 1 + _REACH:
            while token <= first:
                if scene.gap[token] == APART and scene.token_start[token] > title_end + 1 + _REACH:
                    return host, False
                token += 1
        else:
            token = first + 1
        state, signs = scene.units[unit, UNIT_STATE], scene.units[unit, UNIT_SIGNS]
        if state < 0 or state == scene.desk[D_HOME]:
            continue
        if signs & S_TRAVEL:
            return state, True
        if signs & S_IN and host < 0:
            host = state
    return host, False


@kernel
def note_host(scene: Scene) -> None:
    """Note the state in which the publisher's envoy or traveller meets people, if the release is about that."""
    host, is_said = _host_named(scene, scene.desk[D_TITLE_END])
    home = scene.desk[D_HOME]
    if not is_said:
        is_envoy = False
        for person in range(scene.desk[D_PERSON], scene.desk[D_PERSON_END]):
            name = scene.people[person, P_TITLED]
            if name < 0 or not scene.titles[scene.names[name, N_TITLE], T_FLAGS] & H_POSTED:
                continue
            if scene.people[person, P_STATE] in (NONE, home):
                posted = scene.people[person, P_POSTED]
                host = posted if posted not in (NONE, home) else host
                is_envoy = True
                break
        host = host if is_envoy else NONE
    scene.desk[D_HOST] = host
