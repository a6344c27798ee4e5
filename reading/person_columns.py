"""Working columns of the readers of persons: one row a unit, a title, a name, a person or a body, kept for a batch.

What the words say is noted here once, as numbers and flags (`signs`); who is who (`persons`) and who speaks for whom
(`represented`, `encounters`) is then decided on numbers alone. Rows are those of the whole batch, -1 stands for none.
"""

from __future__ import annotations

from typing import NamedTuple

from reading.kernel import Codes, Ints, Numbers, Octets, Shorts
from reading.wordmap import WordMap

#: Columns of units; `UNIT_STATE` is a state, `UNIT_BODY` the row of a body.
UNIT_START, UNIT_END, UNIT_FIRST, UNIT_LAST, UNIT_STATE, UNIT_BODY, UNIT_SIGNS = range(7)
#: Signs of a unit: before it stand a preposition of place, a journey, 'in' (and it is a city), 'signed for',
#: 'counterpart from'; behind it '... delegation included', 'counterpart', a bracket, a possessive ending, a comma;
S_PLACE, S_TRAVEL, S_IN, S_SIGNED, S_PEER_OF, S_DELEGATION, S_PEERS, S_CLOSED, S_OWNS, S_COMMA = (
    1 << bit for bit in range(10)
)
#: how it is joined to the unit before; whether it is a field of work ('Norwegian Affairs').
S_TO, S_FOR, S_LIST, S_FIELD = (1 << bit for bit in range(10, 14))

#: Columns of titles: units [T_FIRST, T_LAST]; facts of all heads, the entry of the last head, the state to which an
#: office belongs ('Pope'), the office that one person holds at a time, and the forms of offices that a state may lack.
T_START, T_END, T_FIRST, T_LAST, T_FLAGS, T_HEAD, T_OWN, T_OFFICE, T_ABSENT, T_TOKEN = range(10)
N_TITLE_COLUMNS = 10
#: Facts of an entry; of a title where one of its heads has them.
H_POSTED, H_LARGE, H_REPRESENTATIVE, H_STATE, H_BODY, H_RANK, H_PLURAL, H_MINISTER, H_ACADEMIC, H_NO_ADDRESS = (
    1 << bit for bit in range(10)
)
#: Facts of a title: those of its first or last head or of all, then what is in and before it.
T_LAST_STATE, T_LAST_BODY, T_PLURAL, T_NO_ADDRESS, T_ACADEMIC, T_MINISTER, T_RANK, T_ALL_BODY = (
    1 << bit for bit in range(10, 18)
)
T_COMPLEMENT, T_PUBLIC, T_OWNED = (1 << bit for bit in range(18, 21))

#: Columns of names: units [N_FIRST, N_STOP), the title and list they belong to, the first token with titles,
N_FIRST, N_STOP, N_START, N_END, N_OUTER, N_TITLE, N_PREVIOUS, N_PLACE, N_LEADER, N_FLAGS, N_TOKEN, N_ENDING = range(12)
#: the folded parts, the person, the next mentions of the person in order of trust and of place, what the words beside a
#: name without an office tell,
N_PART, N_PARTS, N_PERSON, N_NEXT, N_NEXT_IN_TEXT, N_SHORT, N_BESIDE_STATE, N_BESIDE_BODY = range(12, 20)
#: and what the title says by itself.
N_STATE, N_POSTED, N_BODY, N_SETTLED = range(20, 24)
N_NAME_COLUMNS = 24
#: Facts of a name: what it is made of,
F_ADDRESSED, F_AFTER, F_RANK, F_FULL, F_INITIAL, F_NAMED, F_PLAIN, F_GIVEN_FIRST, F_DOUBLE_LAST, F_FAMILY_ENDING = (
    1 << bit for bit in range(10)
)
#: what stands around it,
F_SHIP, F_PART, F_WORD_NEXT, F_SPEAKER, F_PLACED, F_IN_TITLE, F_SPEECH, F_HOSTS, F_LEADS, F_OF, F_FROM, F_OPEN = (
    1 << bit for bit in range(10, 22)
)
#: and before it and its title.
F_COMMA, F_MET, F_VISIT, F_AFAR, F_LED, F_LED_COMMA, F_BESIDE, F_SHORT_ENDING = (1 << bit for bit in range(22, 30))

#: Columns of persons: the parts of the fullest name, the mentions in order of trust, the first one with a title, and
#: for whom the person speaks.
P_PART, P_PARTS, P_FIRST, P_LAST, P_MENTIONS, P_FULLEST, P_TITLED, P_STATE, P_POSTED, P_BODY, P_SETTLED = range(11)
N_PERSON_COLUMNS = 11

#: Columns of occurrences of bodies, and of bodies. An assumed one is held to be the publisher's because its name tells
#: of no state.
B_START, B_END, B_BODY = range(3)
O_TYPE, O_COUNTRY, O_KNOWN, O_NAME, O_NAME_END, O_ASSUMED = range(6)

#: Types of bodies, by their row in `BODY_TYPES`.
COMPANY, COURT, EMBASSY, FORMAT, GOVERNMENT, INTERNATIONAL, MEDIA, MINISTRY = range(1, 9)
PARLIAMENT, REGIONAL, UNIVERSITY = 11, 12, 14

#: What is known of the text being read: states, offices held, and the first and last rows of units, names, persons,
#: occurrences of bodies, bodies.
D_HOME, D_HOST, D_SOLE, D_TOP, D_HELD, D_TITLE_END, D_UNIT, D_UNIT_END, D_NAME, D_NAME_END = range(10)
D_PERSON, D_PERSON_END, D_BODY, D_BODY_END, D_FACT, D_FACT_END, D_TOKEN = range(10, 17)
N_DESK = 17

#: Stands for the state where the words mean a body beyond states.
BEYOND = -2


class Scene(NamedTuple):
    """The working columns, with what the kernels of persons ask beside them.

    `counts` are the mentions of each state in the text being read, `desk` its other facts (D_...), `elected` the best
    claim to each office. `absent` are by state the forms of offices it lacks, as bits, in the last row those in
    'foreign minister'. `endings` are by row of a family ending the states in which it is common. `is_stop`, `gap` and
    `token_start` are of tokens; `body_names` and `known` tell which names of bodies many states use.
    """

    units: Numbers
    titles: Numbers
    names: Numbers
    people: Numbers
    bodies: Numbers
    facts: Numbers
    counts: Numbers
    desk: Ints
    elected: Ints
    absent: Numbers
    endings: Shorts
    is_stop: Octets
    gap: Octets
    token_start: Numbers
    codes: Codes
    body_names: WordMap
    known: Octets
