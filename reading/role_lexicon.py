"""What the rules of roles know, as word maps: the cues of diplomatic language, seats of government, kinds of events.

The words are in `knowledge/country_role.toml`. Where they must stand is in `role_cues`, what they mean for the role of
a state in `role_runs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from reading.country_forms import country_table, fold
from reading.data import table
from reading.events import event_type_table
from reading.kernel import Octets
from reading.wordmap import WordMap, exact_map, word_map

#: What a word says of the states beside it. `C_CLOSES` and `C_OPENS`: it is the last or first word of a phrase.
(
    C_ACTOR,
    C_BODY,
    C_LOCAL,
    C_INNER,
    C_BOND,
    C_VISIT,
    C_POST,
    C_ATTENDED,
    C_MISSION,
    C_ABOUT,
    C_PAST,
    C_MET,
    C_ENCOUNTER,
    C_CLOSES,
    C_OPENS,
) = (1 << bit for bit in range(15))
#: Small words in any case: they tie a state to the cue before it, join a list, or are no verb in spite of their ending.
(
    L_ACTOR,
    L_BODY,
    L_NAME,
    L_IN,
    L_WITH,
    L_TO,
    L_FIELD,
    L_THE,
    L_JOIN,
    L_AS,
    L_WELL,
    L_NO_VERB,
    L_QUESTION,
) = (1 << bit for bit in range(15, 28))
L_OF = L_ACTOR | L_BODY

# In the map of words: the cues of the word in lower case, with a capital, in capitals; then the small words.
N_CUES = 15
CUE_MASK = (1 << N_CUES) - 1
LOWER_SHIFT, CAPITAL_SHIFT, UPPER_SHIFT, LINK_SHIFT = 0, N_CUES, 2 * N_CUES, 3 * N_CUES
_SHIFTS = (LOWER_SHIFT, CAPITAL_SHIFT, UPPER_SHIFT)

#: Which phrases of `RoleLexicon.phrases`: cues of several words, or names of towns with what they are.
S_CUE, S_PLACE = range(2)
P_CAPITAL, P_SEAT = 1, 2
#: What a release tells: one met somebody, spoke of somebody, gave something, accused somebody. Or it is a transcript:
#: its states are asked about, not met.
E_ENCOUNTER, E_SPOKEN, E_GIVEN, E_ACCUSE, E_TRANSCRIPT = (1 << bit for bit in range(5))

_EVENTS: dict[int, frozenset[str]] = {
    E_ENCOUNTER: frozenset({"CONSULT-visit", "CONSULT-meeting", "CONSULT-call"}),
    # Here states are spoken of, and whoever is met there is met on another day.
    E_SPOKEN: frozenset({"STATEMENT", "SANCTION", "ACCUSE", "REJECT", "SUPPORT"}),
    E_GIVEN: frozenset({"AID", "SUPPORT"}),
    E_ACCUSE: frozenset({"ACCUSE"}),
}
#: The lists of `country_role.toml`.
_LISTS = {
    "actors": C_ACTOR,
    "bodies": C_BODY,
    "local": C_LOCAL,
    "inner": C_INNER,
    "bonds": C_BOND,
    "visits": C_VISIT,
    "posts": C_POST,
    "attended": C_ATTENDED,
    "missions": C_MISSION,
    "about": C_ABOUT,
    "past": C_PAST,
    "met": C_MET,
    "encounters": C_ENCOUNTER,
}
#: In these lists case does not matter.
_ANY_CASE = C_ABOUT | C_ENCOUNTER
_LINKS = {
    L_ACTOR: "of from including representing",
    L_BODY: "of from in",
    L_NAME: "of from representing",
    L_IN: "in",
    L_WITH: "with",
    L_TO: "to",
    L_THE: "the",
    L_JOIN: "and or",
    L_NO_VERB: "appointed accredited based",
    L_AS: "as",
    L_WELL: "well",
    L_QUESTION: "question",
}


class RoleLexicon(NamedTuple):
    """What is known of words (by `cues_of`), of phrases by salt (S_...), and of each type of event (E_...)."""

    words: WordMap
    phrases: WordMap
    events: Octets


@cache
def role_lexicon() -> RoleLexicon:
    """Return the lexicon, built once."""
    lists: dict[str, list[str]] = table("country_role.toml")
    words: dict[str, int] = {}
    phrases: dict[str, int] = {}
    for name, cue in _LISTS.items():
        _add(cue, lists[name], words, phrases)
    for bit, links in {**_LINKS, L_FIELD: " ".join(lists["fields"])}.items():
        for word in links.split():
            words[word] = words.get(word, 0) | bit << (LINK_SHIFT - N_CUES)
    events = [
        sum(bit for bit, codes in _EVENTS.items() if kind.event_type_code in codes) for kind in event_type_table()
    ]
    return RoleLexicon(word_map(words), exact_map(phrases, _places(lists)), np.array(events, np.uint8))


def _add(cue: int, forms: Iterable[str], words: dict[str, int], phrases: dict[str, int]) -> None:
    """Add one list of cues. A phrase that ends in a cue of the list is found by that: 'Prime Minister'."""
    known = frozenset(forms)
    for form in known:
        first, *others = form.split()
        if others and others[-1] in known and first[0].isupper():
            continue
        for spelling in {form, form.upper()}:
            parts = spelling.split()
            if not others:
                for shift in _SHIFTS if cue & _ANY_CASE else (_shift(spelling),):
                    words[form.lower()] = words.get(form.lower(), 0) | cue << shift
                continue
            phrases[spelling] = phrases.get(spelling, 0) | cue
            for word, bit in ((parts[0], C_OPENS), (parts[-1], C_CLOSES)):
                words[word.lower()] = words.get(word.lower(), 0) | bit << _shift(word)


def _shift(word: str) -> int:
    if word.isupper():
        return UPPER_SHIFT
    return CAPITAL_SHIFT if word[0].isupper() else LOWER_SHIFT


def _places(lists: Mapping[str, list[str]]) -> dict[str, int]:
    """Towns that stand for their state, and towns where bodies of many states sit."""
    capitals = [country.capital_name for country in country_table() if country.capital_name]
    found = dict.fromkeys((*lists["capitals"], *capitals, *map(fold, capitals)), P_CAPITAL)
    for seat in lists["seats"]:
        found[seat] = found.get(seat, 0) | P_SEAT
    return found
