"""What is known of offices of state: who lacks which, which one person holds, whose holders are sent abroad.

Here belong facts about offices and the names of their holders, read from `knowledge/`. What they mean for a person of a
release is decided in `represented`; the grammar of titles is in `titles`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from reading.country_forms import country_table
from reading.data import rows
from reading.kernel import Numbers, Octets, Shorts
from reading.organization_lexicon import organization_table
from reading.person_columns import (
    H_ACADEMIC,
    H_BODY,
    H_LARGE,
    H_MINISTER,
    H_NO_ADDRESS,
    H_PLURAL,
    H_POSTED,
    H_RANK,
    H_REPRESENTATIVE,
    H_STATE,
)
from reading.title_words import TitleEntry, title_entries
from reading.wordmap import WordMap, exact_map, word_map

_POSTED_HEADS = (
    "ambassador",
    "chargé",
    "charge d",
    "high commissioner",
    "consul",
    "head of mission",
    "chief of mission",
)
#: Offices that one person of a state holds at a time.
_SOLE_OFFICES = ("president", "prime minister", "minister", "king", "queen", "head of state", "chancellor", "premier")
N_SOLE = len(_SOLE_OFFICES)
#: Offices by number, 0 for none; with 'foreign' before it an office has a number N_SOLE higher.
MINISTER, PRESIDENT = _SOLE_OFFICES.index("minister") + 1, _SOLE_OFFICES.index("president") + 1
FOREIGN_MINISTER = N_SOLE + MINISTER
N_OFFICES = 2 * N_SOLE + 1
#: Titles by which nobody is addressed: a single word after them is no family name ('Chief Guest').
_NO_ADDRESS = ("Chief", "Head", "Member", "Official", "Officer", "Partner", "Fellow", "Principal", "Leader")
_ACADEMIC = re.compile(r"(?:.*[ -])?(?:rector|vice[ -]chancellor|provost)", re.IGNORECASE)
#: So are called ministries of several states.
_SHARED_NAMES = ("Foreign Office", "Home Office", "Cabinet Office", "Treasury")
#: Bodies by such names are the publisher's, where nothing tells of another state.
_NATIONAL = ("National ", "Central Bank", "State ", "Presidential ", "Disaster ", "Department ", "Customs")
NATIONAL_LENGTHS = tuple(sorted({len(prefix) for prefix in _NATIONAL}))
#: States whose departments are not called ministries: a ministry in their releases is abroad.
#: Types of bodies that rules ask for, by their place in `BODY_TYPES`.
_WITHOUT_MINISTRIES = ("USA", "CHE", "PHL")

#: Bits of `OfficeLexicon.names` and `OfficeLexicon.known`.
SHARED, NATIONAL = 1, 2
#: Columns of `OfficeLexicon.entries`.
E_FLAGS, E_OWN, E_OFFICE, E_ABSENT = range(4)
#: Column of `OfficeLexicon.states` with the offices a state lacks, and whether its ministries go by another name.
A_ABSENT, A_WITHOUT_MINISTRIES = range(2)


class OfficeLexicon(NamedTuple):
    """What is known of title entries, of states and of the names of bodies.

    `absent` has a row a state, and one more for what 'foreign minister' ends with. `endings` gives the row of a family
    ending in `ending_states` plus 1, `names` tells names that several states use and prefixes of national bodies.
    """

    entries: Numbers
    absent: Numbers
    endings: WordMap
    ending_states: Shorts
    names: WordMap
    known: Octets


@cache
def office_lexicon() -> OfficeLexicon:
    """Return the lexicon, built once."""
    row_of = {country.country_code: row for row, country in enumerate(country_table())}
    absent = [(row["country_code"], row["form"]) for row in rows("title_absent.csv")]
    forms = sorted({form for _, form in absent})
    states = np.zeros((len(row_of) + 1, 2), np.int32)
    for code, form in absent:
        states[row_of[code], A_ABSENT] |= 1 << forms.index(form)
    states[-1, A_ABSENT] = _absent_in("foreign minister", forms)
    states[[row_of[code] for code in _WITHOUT_MINISTRIES], A_WITHOUT_MINISTRIES] = 1
    endings = [
        (row["ending"], [row_of[code] for code in row["country_codes"].split()]) for row in rows("name_ending.csv")
    ]
    ending_states = np.full((len(endings), max(len(codes) for _, codes in endings)), -1, np.int16)
    for number, (_, codes) in enumerate(endings):
        ending_states[number, : len(codes)] = codes
    return OfficeLexicon(
        np.array([_entry(entry, forms, row_of) for entry in title_entries()], np.int32),
        states,
        word_map({ending: number for number, (ending, _) in enumerate(endings, start=1)}),
        ending_states,
        exact_map(dict.fromkeys(_SHARED_NAMES, SHARED) | dict.fromkeys(_NATIONAL, NATIONAL)),
        np.array(
            [
                SHARED * (body.name in _SHARED_NAMES) | NATIONAL * body.name.startswith(_NATIONAL)
                for body in organization_table()
            ],
            np.uint8,
        ),
    )


def _absent_in(form: str, forms: list[str]) -> int:
    return sum(1 << number for number, absent in enumerate(forms) if form.endswith(absent))


def _entry(entry: TitleEntry, forms: list[str], row_of: dict[str, int]) -> tuple[int, int, int, int]:
    """Flags, state, office and absent forms of a title entry."""
    form = entry.form.lower()
    facts = {
        H_POSTED: any(word in form for word in _POSTED_HEADS),
        H_LARGE: "large" in form,
        H_REPRESENTATIVE: "representative" in form,
        H_ACADEMIC: _ACADEMIC.fullmatch(form) is not None,
        H_NO_ADDRESS: entry.form in _NO_ADDRESS,
        H_STATE: entry.domain == "state",
        H_BODY: entry.domain == "body",
        H_RANK: entry.role == "rank",
        H_PLURAL: entry.role == "plural",
        H_MINISTER: entry.form.startswith(("Minister", "Secretary of State", "Delegate")),
    }
    own = row_of[entry.domain] if entry.domain.isupper() else -1
    office = _SOLE_OFFICES.index(form) + 1 if form in _SOLE_OFFICES else 0
    return sum(bit for bit, holds in facts.items() if holds), own, office, _absent_in(form, forms)
