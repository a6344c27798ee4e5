"""For whom the bearer of a title speaks: a state, the state of the post, a body.

Here belong the rules that lead from a title and what stands around it to states and bodies. What the title is, is found
in `titles`; who bears it, in `persons`.
"""

from __future__ import annotations

from reading.columns import NONE
from reading.encounters import met, note_host, sentence_floor, state_before, told
from reading.kernel import kernel
from reading.offices import (
    A_ABSENT,
    FOREIGN_MINISTER,
    N_SOLE,
    NATIONAL,
    NATIONAL_LENGTHS,
    PRESIDENT,
)
from reading.person_columns import (
    COURT,
    D_HELD,
    D_HOME,
    D_PERSON,
    D_PERSON_END,
    D_SOLE,
    EMBASSY,
    F_BESIDE,
    F_MET,
    F_RANK,
    F_SHORT_ENDING,
    GOVERNMENT,
    H_POSTED,
    H_STATE,
    MINISTRY,
    N_BESIDE_BODY,
    N_BESIDE_STATE,
    N_BODY,
    N_ENDING,
    N_FLAGS,
    N_LEADER,
    N_NEXT,
    N_PLACE,
    N_POSTED,
    N_PREVIOUS,
    N_SETTLED,
    N_SHORT,
    N_STATE,
    N_TITLE,
    O_ASSUMED,
    O_COUNTRY,
    O_KNOWN,
    O_NAME,
    O_NAME_END,
    O_TYPE,
    P_BODY,
    P_FIRST,
    P_MENTIONS,
    P_POSTED,
    P_SETTLED,
    P_STATE,
    P_TITLED,
    PARLIAMENT,
    T_ABSENT,
    T_ACADEMIC,
    T_ALL_BODY,
    T_COMPLEMENT,
    T_FLAGS,
    T_OFFICE,
    T_OWN,
    T_PUBLIC,
    T_START,
    T_TOKEN,
    UNIVERSITY,
    Scene,
)
from reading.stated import body_before, stated
from reading.wordmap import exact_hash, look_up

_OF_STATE = (MINISTRY, GOVERNMENT, PARLIAMENT, COURT)
#: Column of the best claim to an office; before it stand what speaks for the claim, and how often the bearer is named.
_NEGATIVE_START = 3


@kernel
def _is_national(scene: Scene, body: int) -> bool:
    """Has a body of no stated state the name of one that every state has ('Central Bank')?"""
    if scene.facts[body, O_COUNTRY] >= 0 or scene.facts[body, O_TYPE] == UNIVERSITY:
        return False
    start, end = scene.facts[body, O_NAME], scene.facts[body, O_NAME_END]
    if start < 0:
        known = scene.facts[body, O_KNOWN]
        return known >= 0 and scene.known[known] & NATIONAL != 0
    for length in NATIONAL_LENGTHS:
        prefix = exact_hash(scene.codes, start, min(start + length, end))
        if look_up(scene.body_names, prefix) == NATIONAL:
            return True
    return False


@kernel
def _note_stated(scene: Scene, name: int) -> None:
    """Note what a mention says of its bearer; a second post of a body named just before is of that body too."""
    title, previous = scene.names[name, N_TITLE], scene.names[name, N_PREVIOUS]
    state, posted, body, is_settled = stated(scene, title, name, scene.names[name, N_PLACE])
    if (state >= 0 and state == scene.desk[D_HOME]) or (state < 0 and scene.desk[D_HOME] < 0):
        scene.desk[D_HELD] |= 1 << scene.titles[title, T_OFFICE]
    if previous >= 0 and not is_settled and body < 0 and scene.titles[title, T_FLAGS] & T_ALL_BODY:
        state, posted, body, is_settled = stated(scene, previous, -1, 0)
    scene.names[name, N_STATE], scene.names[name, N_POSTED] = state, posted
    scene.names[name, N_BODY], scene.names[name, N_SETTLED] = body, is_settled


@kernel
def _fill(scene: Scene, person: int, state: int, posted: int, body: int, is_settled: int) -> None:
    """Add to the standing of a person what only this mention knows."""
    row = scene.people[person]
    if not row[P_SETTLED]:
        row[P_STATE], row[P_SETTLED] = state, is_settled
    row[P_POSTED] = posted if row[P_POSTED] < 0 else row[P_POSTED]
    row[P_BODY] = body if row[P_BODY] < 0 else row[P_BODY]


@kernel
def _note_standing(scene: Scene, person: int) -> None:
    """Note all that the mentions of a person say of the standing; mere ranks come last."""
    row = scene.people[person]
    row[P_STATE] = row[P_POSTED] = row[P_BODY] = NONE
    row[P_SETTLED] = 0
    for rank in (0, F_RANK):
        name = row[P_FIRST]
        while name >= 0:
            names = scene.names[name]
            if names[N_TITLE] >= 0 and names[N_FLAGS] & F_RANK == rank:
                _note_stated(scene, name)
                _fill(scene, person, names[N_STATE], names[N_POSTED], names[N_BODY], names[N_SETTLED])
            name = names[N_NEXT]
    name = row[P_FIRST]
    while name >= 0:
        names = scene.names[name]
        if names[N_FLAGS] & F_BESIDE and not names[N_SHORT]:
            state = names[N_BESIDE_STATE]
            _fill(scene, person, state, NONE, names[N_BESIDE_BODY], 1 if state >= 0 else 0)
        name = names[N_NEXT]


@kernel
def _by_ending(scene: Scene, name: int) -> int:
    """Return the foreign state whose people form such family names, for the head of a state or government.

    Of several states the one that the release names; NONE where such names are common at home too.
    """
    title, row = scene.names[name, N_TITLE], scene.names[name, N_ENDING]
    if row < 0 or not scene.titles[title, T_OFFICE]:
        return NONE
    is_president = scene.titles[title, T_OFFICE] in (PRESIDENT, PRESIDENT + N_SOLE)
    if scene.names[name, N_FLAGS] & F_SHORT_ENDING and not is_president:
        return NONE  # two letters are too few where many hold the office
    best = scene.endings[row, 0]
    for column in range(scene.endings.shape[1]):
        state = scene.endings[row, column]
        if state < 0:
            break
        if state == scene.desk[D_HOME]:
            return NONE
        best = state if scene.counts[state] > scene.counts[best] else best
    return NONE if not scene.counts[best] and scene.desk[D_SOLE] >= 0 else best


@kernel
def _lacks(scene: Scene, state: int, title: int) -> bool:
    """Does a state not have this office?"""
    return state >= 0 and scene.absent[state, A_ABSENT] & scene.titles[title, T_ABSENT] != 0


@kernel
def _is_foreign(scene: Scene, title: int) -> bool:
    """Can the bearer of this title not be the publisher's?"""
    office, home = scene.titles[title, T_OFFICE], scene.desk[D_HOME]
    lacking = scene.absent[len(scene.absent) - 1, A_ABSENT]
    if office == FOREIGN_MINISTER and home >= 0 and scene.absent[home, A_ABSENT] & lacking:
        return True  # 'Secretary of Foreign Affairs'
    if office:
        claim = scene.elected[office, _NEGATIVE_START]
        if scene.desk[D_HELD] >> office & 1 or (claim != 1 and claim != -scene.titles[title, T_START]):
            return True
    return _lacks(scene, home, title)


@kernel
def _elect(scene: Scene) -> None:
    """Decide who of several holders of one office is the publisher's own, where the text tells of none.

    A foreign state in the sentence before the title speaks against a claim, and that somebody meets the bearer; then
    the one named most often wins.
    """
    scene.elected[:, _NEGATIVE_START] = 1  # nobody
    for person in range(scene.desk[D_PERSON], scene.desk[D_PERSON_END]):
        name = scene.people[person, P_TITLED]
        if name < 0 or scene.people[person, P_SETTLED]:
            continue
        title = scene.names[name, N_TITLE]
        office = scene.titles[title, T_OFFICE]
        if not office or scene.desk[D_HELD] >> office & 1 or _by_ending(scene, name) >= 0:
            continue
        is_clear = 1 if state_before(scene, title, True) < 0 else 0
        is_not_met = 0 if scene.names[name, N_FLAGS] & F_MET else 1
        claim = (is_clear, is_not_met, scene.people[person, P_MENTIONS], -scene.titles[title, T_START])
        best = scene.elected[office]
        if best[3] == 1 or claim > (best[0], best[1], best[2], best[3]):
            best[0], best[1], best[2], best[3] = claim


@kernel
def _assumed_state(scene: Scene, name: int, title: int, posted: int, body: int) -> int:
    """The state of somebody of whom nothing tells: the publisher's for offices of state, else the only other state."""
    facts = scene.titles[title, T_FLAGS]
    kind = scene.facts[body, O_TYPE] if body >= 0 else NONE
    if body >= 0 and _is_national(scene, body):
        kind = GOVERNMENT
    is_of_state = facts & H_STATE != 0 or (kind < 0 and facts & T_PUBLIC != 0)
    if kind >= 0 and kind not in _OF_STATE:
        return scene.desk[D_SOLE] if facts & (T_COMPLEMENT | T_ACADEMIC) else NONE
    if kind < 0 and not is_of_state:
        return NONE
    is_foreign = _is_foreign(scene, title)
    if is_foreign or (posted >= 0 and posted == scene.desk[D_HOME]) or (posted < 0 and scene.desk[D_HOME] < 0):
        state = state_before(scene, title, False)
        state = state if state >= 0 else scene.desk[D_SOLE]
        return NONE if is_foreign and _lacks(scene, state, title) else state
    if facts & H_POSTED:
        floor = scene.token_start[sentence_floor(scene, scene.titles[title, T_TOKEN])]
        embassy = body_before(scene, scene.titles[title, T_START], floor, EMBASSY)
        if embassy >= 0 and scene.facts[embassy, O_COUNTRY] >= 0:
            return scene.facts[embassy, O_COUNTRY]
    return scene.desk[D_HOME]


@kernel
def _assume(scene: Scene, person: int) -> None:
    """Fill in the state where nothing says it.

    An office that the publisher's state does not have, or that another person holds there, is a foreigner's.
    """
    row, name = scene.people[person], scene.people[person, P_TITLED]
    if row[P_SETTLED] or name < 0:
        return
    title, home = scene.names[name, N_TITLE], scene.desk[D_HOME]
    leader = scene.names[name, N_LEADER] if scene.names[name, N_LEADER] >= 0 else name
    own = scene.titles[title, T_OWN]
    own = own if own >= 0 else _by_ending(scene, name)
    own = own if own >= 0 else told(scene, leader)
    if own < 0:
        leading = scene.names[leader, N_TITLE]
        office = scene.titles[leading, T_OFFICE] if leading >= 0 else 0
        own = met(scene, leader, office != 0 and not scene.desk[D_HELD] >> office & 1)
    if own == NONE:
        row[P_STATE] = _assumed_state(scene, name, title, row[P_POSTED], row[P_BODY])
        return
    if own != home and row[P_BODY] >= 0 and scene.facts[row[P_BODY], O_ASSUMED]:
        row[P_BODY] = NONE
    row[P_STATE] = max(own, NONE)


@kernel
def represent(scene: Scene) -> None:
    """Decide for whom each person of the text speaks."""
    scene.desk[D_HELD] = 0
    for person in range(scene.desk[D_PERSON], scene.desk[D_PERSON_END]):
        _note_standing(scene, person)
    note_host(scene)
    _elect(scene)
    for person in range(scene.desk[D_PERSON], scene.desk[D_PERSON_END]):
        _assume(scene, person)
