"""What a title itself, or a state or body right beside it, says of its bearer; nothing is assumed here.

What is assumed where nothing is said, is in `represented`.
"""

from __future__ import annotations

from reading.columns import NONE
from reading.encounters import is_beyond
from reading.kernel import kernel
from reading.offices import (
    SHARED,
)
from reading.person_columns import (
    B_BODY,
    B_END,
    B_START,
    D_BODY,
    D_BODY_END,
    D_FACT,
    D_FACT_END,
    D_HOME,
    D_UNIT_END,
    EMBASSY,
    F_COMMA,
    F_FROM,
    F_OF,
    F_OPEN,
    H_LARGE,
    H_POSTED,
    H_REPRESENTATIVE,
    N_FLAGS,
    N_STOP,
    O_ASSUMED,
    O_COUNTRY,
    O_KNOWN,
    O_NAME,
    O_NAME_END,
    O_TYPE,
    S_CLOSED,
    S_FIELD,
    S_FOR,
    S_LIST,
    S_OWNS,
    S_TO,
    T_ACADEMIC,
    T_COMPLEMENT,
    T_END,
    T_FIRST,
    T_FLAGS,
    T_LAST,
    T_LAST_BODY,
    T_LAST_STATE,
    T_MINISTER,
    T_OWNED,
    T_PLURAL,
    T_START,
    UNIT_BODY,
    UNIT_SIGNS,
    UNIT_STATE,
    UNIVERSITY,
    Scene,
)
from reading.wordmap import exact_hash, look_up

_MAX_BODIES = 30
_SPACE, _S, _APOSTROPHES = 0x20, 0x73, (0x27, 0x2019)


@kernel
def _body_from(scene: Scene, position: int) -> int:
    """The first occurrence of a body that begins at a place or after it."""
    low, high = scene.desk[D_BODY], scene.desk[D_BODY_END]
    while low < high:
        middle = (low + high) // 2
        if scene.bodies[middle, B_START] < position:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def _body_in(scene: Scene, title: int) -> int:
    """The body of a title: the last one that is neither inside another nor of another."""
    reach, found, codes = -1, NONE, scene.codes
    for row in range(_body_from(scene, scene.titles[title, T_START]), scene.desk[D_BODY_END]):
        start, end = scene.bodies[row, B_START], scene.bodies[row, B_END]
        if start >= scene.titles[title, T_END]:
            break
        if end > reach:
            is_part = found >= 0 and start == reach + 3 and codes[start - 1] == _SPACE
            is_part = is_part and codes[start - 2] == _S and codes[reach] in _APOSTROPHES
            found = found if is_part else scene.bodies[row, B_BODY]  # 'Director of the UN’s Office'
            reach = end
    return found


@kernel
def _body_after(scene: Scene, title: int, name: int) -> int:
    """The body in "Professor A B of the University"."""
    stop, facts = scene.names[name, N_STOP], scene.titles[title, T_FLAGS]
    if stop >= scene.desk[D_UNIT_END] or facts & T_COMPLEMENT or not scene.names[name, N_FLAGS] & (F_OF | F_FROM):
        return NONE
    body = scene.units[stop, UNIT_BODY]
    if body >= 0 and facts & T_LAST_STATE and scene.facts[body, O_TYPE] != EMBASSY:
        return NONE
    return body


@kernel
def body_before(scene: Scene, position: int, limit: int, kind: int) -> int:
    """The last body of a kind that occurs before a place, but not before another place."""
    last = _body_from(scene, position)
    for row in range(last - 1, max(scene.desk[D_BODY], last - _MAX_BODIES) - 1, -1):
        if scene.bodies[row, B_START] < limit:
            break
        if scene.facts[scene.bodies[row, B_BODY], O_TYPE] == kind:
            return scene.bodies[row, B_BODY]
    return NONE


@kernel
def _embassy_of(scene: Scene, state: int) -> int:
    """The embassy of a state that the release names."""
    for body in range(scene.desk[D_FACT_END] - 1, scene.desk[D_FACT] - 1, -1):
        if scene.facts[body, O_TYPE] == EMBASSY and scene.facts[body, O_COUNTRY] == state:
            return body
    return NONE


@kernel
def _has_shared_name(scene: Scene, body: int) -> bool:
    """Has a body a name that ministries of several states have?"""
    start, end = scene.facts[body, O_NAME], scene.facts[body, O_NAME_END]
    if start >= 0:
        return look_up(scene.body_names, exact_hash(scene.codes, start, end)) == SHARED
    known = scene.facts[body, O_KNOWN]
    return known >= 0 and scene.known[known] & SHARED != 0


@kernel
def _states_in(scene: Scene, title: int, place: int) -> tuple[int, int]:
    """States inside a title: whose the bearer is, and where the post is."""
    n_owners, owner, listed, posted, led_by = 0, NONE, NONE, NONE, 0
    first = scene.titles[title, T_FIRST]
    for unit in range(first, scene.titles[title, T_LAST] + 1):
        state = scene.units[unit, UNIT_STATE]
        if state < 0:
            continue
        signs = scene.units[unit, UNIT_SIGNS] if unit > first else 0
        joined = signs & (S_TO | S_FOR | S_LIST)
        if joined & S_LIST:
            joined = led_by  # 'for Norway and Kenya'
        led_by = joined
        if joined & S_TO:
            posted = state if posted < 0 else posted
        elif not joined & S_FOR and not signs & S_FIELD:
            owner = state if n_owners == 0 else owner
            listed = state if n_owners == place else listed
            n_owners += 1
    if scene.titles[title, T_FLAGS] & T_PLURAL and n_owners > 1:
        return listed, posted
    return owner, posted


@kernel
def _state_beside(scene: Scene, title: int, name: int) -> int:
    """The state in "Iran's Supreme Leader", "his Russian counterpart, Minister X", "President X of Kazakhstan"."""
    first = scene.titles[title, T_FIRST]
    if scene.titles[title, T_FLAGS] & T_OWNED:
        return scene.units[first - 1, UNIT_STATE]
    if name < 0 or scene.names[name, N_STOP] >= scene.desk[D_UNIT_END]:
        return NONE
    after, flags = scene.names[name, N_STOP], scene.names[name, N_FLAGS]
    signs = scene.units[after, UNIT_SIGNS]
    if flags & F_OF or (flags & F_OPEN and signs & S_CLOSED) or (flags & F_COMMA and signs & S_OWNS):
        return scene.units[after, UNIT_STATE]
    return NONE


@kernel
def _body_stated(scene: Scene, title: int, name: int) -> int:
    """The body that a title or the words beside it name, unless it is a minister's field."""
    body = _body_in(scene, title)
    if body < 0 and name >= 0:
        body = _body_after(scene, title, name)
    facts = scene.titles[title, T_FLAGS]
    if body < 0 and facts & T_ACADEMIC and not facts & T_COMPLEMENT:
        body = body_before(scene, scene.titles[title, T_START], 0, UNIVERSITY)
    # 'Minister for the Francophonie' does not serve there.
    if body >= 0 and facts & T_MINISTER and facts & T_COMPLEMENT and is_beyond(scene, body):
        return NONE
    return body


@kernel
def stated(scene: Scene, title: int, name: int, place: int) -> tuple[int, int, int, int]:
    """Return what the title itself, or a state beside it, says: state, post, body, whether that settles it.

    Nothing is assumed. `name` is the bearer, -1 if the words behind do not count; `place` is that in a list of names,
    whose states a plural title lists in the same order.
    """
    home, facts = scene.desk[D_HOME], scene.titles[title, T_FLAGS]
    state, posted = _states_in(scene, title, place)
    if state < 0:
        state = _state_beside(scene, title, name)
    body = _body_stated(scene, title, name)
    if body >= 0 and state < 0:
        if is_beyond(scene, body):
            return NONE, NONE, body, 1
        country = scene.facts[body, O_COUNTRY]
        is_named = country >= 0 and scene.counts[country] > 0
        if not scene.facts[body, O_ASSUMED] and (is_named or not _has_shared_name(scene, body)):
            state = country
    is_sent = facts & H_POSTED != 0 and not facts & H_LARGE
    if is_sent and body < 0:
        body = _embassy_of(scene, state)
    if is_sent and posted < 0 and state not in (NONE, home):
        posted = home
    if state < 0 and posted >= 0 and body >= 0 and facts & T_LAST_BODY:
        state = posted  # 'Rector of the Institute in Oslo'
    if not is_sent and body < 0 and not facts & H_REPRESENTATIVE:
        posted = NONE
    return state, posted, body, 1 if state >= 0 else 0
