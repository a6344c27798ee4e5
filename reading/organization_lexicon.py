"""The bodies that are known beforehand, and the words from which other bodies' names are made.

Facts are data in `knowledge/organization*.csv`; here they become the table of known bodies, the phrases to look for,
and columns for kernels. How a name is put together around a word for its kind is for `organization_grammar`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from reading.columns import AS_ACRONYM, AS_HEAD, AS_IMPLIED, AS_NAME
from reading.country_forms import country_table
from reading.data import rows
from reading.folding import fold, foldings
from reading.kernel import Codes, Ints, Octets
from reading.matching import Phrase
from reading.tokens import characters
from reading.wordmap import WordMap, hash_of, word_map

#: Kinds of bodies; a column `type` holds the row.
BODY_TYPES = (
    "bank",
    "company",
    "court",
    "embassy",
    "format",
    "government",
    "international",
    "media",
    "ministry",
    "ngo",
    "other",
    "parliament",
    "regional",
    "think_tank",
    "university",
)
T_BANK, T_COMPANY, T_COURT, T_EMBASSY, T_FORMAT, T_GOVERNMENT, T_INTERNATIONAL, T_MEDIA = range(8)
T_MINISTRY, T_NGO, T_OTHER, T_PARLIAMENT, T_REGIONAL, T_THINK_TANK, T_UNIVERSITY = range(8, 15)
#: States whose departments are not called ministries: a ministry in their releases is abroad.
WITHOUT_MINISTRIES = frozenset({"USA", "CHE", "PHL"})

#: Columns of `OrganizationLexicon.facts`. LENGTH is that of the name, TEXT to TEXT_END its key in `letters`.
HOW, TYPE, COUNTRY, LENGTH, KNOWN, ALONE, TAKES, TEXT, TEXT_END = range(9)
_N_COLUMNS = 9
#: Bits of TAKES: what `organization_head.csv` says of a word, then words that have a rule of their own.
_TAKES = ("before", "after", "alone", "title", "seat", "country", "name", "suffix", "romance")
K_BEFORE, K_AFTER, K_ALONE, K_TITLE, K_SEAT, K_COUNTRY, K_NAME, K_SUFFIX, K_ROMANCE = (1 << bit for bit in range(9))
K_ALLIANCE, K_MISSION, K_CONGRESS, K_OFFICE, K_BOARD, K_CONSULATE, K_OF_ANY, K_PARLIAMENT, K_ONE_WORD = (
    1 << bit for bit in range(9, 18)
)
_FORM_RULES = {"Alliance": K_ALLIANCE, "Mission": K_MISSION, "Congress": K_CONGRESS, "Office": K_OFFICE}
_FORM_RULES |= {"Board": K_BOARD, "Parliament": K_PARLIAMENT}
#: Bits of TAKES of a state.
S_AMERICAN, S_WITHOUT_MINISTRIES = 1, 2

#: Bits of a word: its class in `organization_word.csv`, then words that have a rule of their own.
W_TITLE, W_WEAK, W_FOLLOWING, W_NEW_PLACE, W_DATE, W_REGION, W_VENUE, W_RANK, W_RANK_FIRST, W_RANK_NEXT = (
    1 << bit for bit in range(10)
)
W_HEAD, W_SUFFIX, W_STYLE, W_POSSESSOR, W_NEW, W_THE, W_SAINT, W_MINISTRY, W_MINISTER, W_CENTER, W_NO_FIELD = (
    1 << bit for bit in range(10, 21)
)
W_ASIA, W_AFFAIRS, W_WORLD, W_FOREIGN, W_DONE_BY = (1 << bit for bit in range(21, 26))
#: From this bit on stands the number of the spelling that stands for it in keys.
SPELLING_BIT, SPELLING_MASK = 26, 7
#: Bits of a gap between two words.
G_SPACE, G_HYPHEN, G_SLASH, G_DOT, G_OF, G_OF_THE, G_FOR, G_ROMANCE, G_AND, G_COMMA, G_COMMA_AND, G_AND_THE = (
    1 << bit for bit in range(29, 41)
)
G_SEATED, G_POSSESSIVE, G_OWNER, G_NAME, G_OPENED, G_CLOSED, G_QUOTED, G_BRACKET, G_BRACKET_OF = (
    1 << bit for bit in range(41, 50)
)
G_LIST = G_AND | G_COMMA | G_COMMA_AND | G_AND_THE
#: What `organizations` notes of a word: a known body begins there, it is one; and a gap of one space.
F_KNOWN_START, F_BODY = 1 << 52, 1 << 53
GAP_OF_SPACE = G_SPACE | G_NAME | G_QUOTED
#: Bit of a phrase that only looks like a body. From KNOWN_BIT on stands the row of a known body, plus 1, by its names
#: and by its key; KEY_BIT tells that it is its key.
PHRASE_BIT, KEY_BIT, KNOWN_BIT = 1 << 50, 1 << 51, 52
#: The bits of words and gaps only; of words without W_DONE_BY, which is asked of the last part of a word.
GAP_MASK = PHRASE_BIT - 1
WORD_MASK = GAP_MASK & ~W_DONE_BY

_WORDS = {
    W_STYLE: "republic kingdom sultanate emirate federation state union grand duchy",
    W_POSSESSOR: "president minister general governor mayor people women children",
    W_NEW: "new",
    W_THE: "the",
    W_SAINT: "st",
    W_MINISTRY: "ministry",
    W_MINISTER: "minister",
    W_CENTER: "center centre",
    W_NO_FIELD: "state parliament",
    W_ASIA: "asia",
    W_AFFAIRS: "affairs policy",
    W_WORLD: "international united world global european",
    W_FOREIGN: "foreign",
    W_DONE_BY: "led based backed funded sponsored organized organised",
}
_CLASSES = {"title": W_TITLE, "weak": W_WEAK, "following": W_FOLLOWING, "new_place": W_NEW_PLACE, "date": W_DATE}
_CLASSES |= {"region": W_REGION, "venue": W_VENUE}
#: Heads that may stand inside another name.
_NO_HEADS = {"services", "service", "church", "movement", "radio", "archive", "archives", "gallery", "mission"}
_SPELLINGS = {
    "defense": "defence",
    "labor": "labour",
    "center": "centre",
    "organisation": "organization",
    "program": "programme",
    "cooperation": "co-operation",
}
_GAPS: dict[int, str] = {
    G_SPACE: " ",
    G_HYPHEN: "-",
    G_SLASH: "/",
    G_DOT: ". ",
    G_OF: " of | of the | de | du | des ",
    G_OF_THE: " of the ",
    G_FOR: " for | for the | on | on the | against ",
    G_ROMANCE: " de | du | des | di | della | do | da | del ",
    G_AND: " and | & ",
    G_COMMA: ", ",
    G_COMMA_AND: ", and ",
    G_AND_THE: " and the ",
    G_SEATED: " in | in the | to | to the ",
    G_POSSESSIVE: "'s ",
    G_OWNER: "' ",
    G_OPENED: ' "| “| «| „',
    G_CLOSED: '" |” |» |“ ',
    G_QUOTED: " |-| of | & | and ",
    G_BRACKET: " (",
    G_BRACKET_OF: ") of |) of the ",
}
#: What may stand between two parts of a personal name that gives a body its name.
_PARTICLES = (
    "bin bint ibn ben bar van van_der van_den van_de ten ter von von_der zu de de_la de_las de_los del della di da das "
    "do dos du des y e el al ul ud ur la le oglu oghlu ogly kyzy qyzy qizi uulu ugli uly binti bte af av vom zum zur "
    "ould mint ag arap ole i"
)


class KnownOrganization(NamedTuple):
    """A body of the dimension table. `acronyms` and `forms` are its other spellings."""

    organization_key: str
    name: str
    type_code: str
    country_code: str | None
    acronyms: tuple[str, ...]
    forms: tuple[str, ...]
    title_forms: tuple[str, ...]


class Entry(NamedTuple):
    """What a phrase stands for: a known body (how: name, acronym, title) or a word for a kind of body (how: head)."""

    form: str
    how: str
    known: KnownOrganization | None
    type_code: str
    takes: frozenset[str]
    alone_key: str = ""


class OrganizationLexicon(NamedTuple):
    """What the rules of bodies know, as columns.

    `facts` has rows for the known bodies, then for the entries, the words that names begin with, the states (from
    `first_state` on) and the spellings in keys (from `first_spelling` on); their keys stand one behind the other in
    `letters`. `words` gives the bits of words, of gaps, and of the names and keys of known bodies. `ministry` and
    `department` are rows.
    """

    facts: Ints
    words: WordMap
    table: Codes
    foldings: Codes
    n_known: int
    department: int
    ministry: int
    first_state: int
    first_spelling: int


@cache
def organization_table() -> tuple[KnownOrganization, ...]:
    """Return the known bodies, by key: the seed of a dimension table."""
    return tuple(
        KnownOrganization(
            row["organization_key"],
            row["name"],
            row["type_code"],
            row["country_code"] or None,
            tuple(filter(None, row["acronyms"].split("|"))),
            tuple(filter(None, row["forms"].split("|"))),
            tuple(filter(None, row["title_forms"].split("|"))),
        )
        for row in rows("organization.csv")
    )


@cache
def entries() -> tuple[Entry, ...]:
    """All phrases of this reader; a spelling stands for the first entry that claims it."""
    found: dict[str, Entry] = {}
    for known in organization_table():
        for how, forms in (
            ("name", (known.name, *known.forms)),
            ("acronym", known.acronyms),
            ("title", known.title_forms),
        ):
            for form in forms:
                claim = form if how == "acronym" else form.upper()
                found.setdefault(claim, Entry(form, how, known, known.type_code, frozenset()))
    for row in rows("organization_head.csv"):
        takes = frozenset(row["takes"].split())
        found.setdefault(
            row["form"].upper(), Entry(row["form"], "head", None, row["type_code"], takes, row["alone_key"])
        )
    return tuple(found.values())


def phrases() -> list[Phrase]:
    """Return the phrases to look for: names and acronyms of known bodies, and words for kinds of bodies."""
    return [
        Phrase(entry.form, "organization", number, "exact" if entry.how == "acronym" else "name")
        for number, entry in enumerate(entries())
    ]


@cache
def body_names() -> tuple[str, ...]:
    """Return what names are made of beside the text: names of known bodies, forms of entries, and first words."""
    return (
        *(known.name for known in organization_table()),
        *(entry.form for entry in entries()),
        "Ministry",
        "Parliament of ",
    )


def _slug(name: str) -> str:
    """Lower-case ASCII-like words joined by hyphens, for a key."""
    plain = re.sub(r"['’“”«»„]", "", name)
    return re.sub(r"[^a-z0-9]+", "-", plain.lower() if plain.isascii() else fold(plain)).strip("-")


def key_texts() -> list[str]:
    """Return the letters that the rows of `OrganizationLexicon.facts` have in a key."""
    return [
        *(known.organization_key for known in organization_table()),
        *(_slug(entry.form) for entry in entries()),
        "ministry-of",
        "affairs",
        *(country.country_code.lower() for country in country_table()),
        *_SPELLINGS.values(),
    ]


@cache
def letters() -> Octets:
    """Return those letters one behind the other."""
    return np.frombuffer("".join(key_texts()).encode("ascii"), np.uint8)


@cache
def known_hashes() -> Ints:
    """Return the hashes of the keys of known bodies, as signed integers."""
    return np.array([hash_of(known.organization_key) for known in organization_table()], np.uint64).view(np.int64)


@cache
def organization_lexicon() -> OrganizationLexicon:
    """Return the lexicon, built once."""
    known, found, states = organization_table(), entries(), country_table()
    row_of = {body.organization_key: row for row, body in enumerate(known)}
    state_of: dict[str | None, int] = {state.country_code: row for row, state in enumerate(states)}
    ministry = len(known) + len(found)
    texts = key_texts()
    facts = np.zeros((len(texts), _N_COLUMNS), np.int64)
    facts[:, [COUNTRY, KNOWN, ALONE]] = -1
    facts[: ministry + 2, LENGTH] = [len(name) for name in body_names()]
    facts[:, TEXT_END] = np.cumsum([len(text) for text in texts])
    facts[1:, TEXT] = facts[:-1, TEXT_END]
    for row, body in enumerate(known):
        facts[row, [TYPE, COUNTRY, KNOWN]] = BODY_TYPES.index(body.type_code), state_of.get(body.country_code, -1), row
    for row, entry in enumerate(found, start=len(known)):
        if entry.known:
            facts[row, [KNOWN, COUNTRY]] = facts[row_of[entry.known.organization_key], [KNOWN, COUNTRY]]
        facts[row, [HOW, TYPE, ALONE]] = _HOW[entry.how], BODY_TYPES.index(entry.type_code), -1
        facts[row, ALONE] = row_of.get(entry.alone_key, -1)
        facts[row, TAKES] = _takes(entry)
    for row, state in enumerate(states, start=ministry + 2):
        is_american, is_without = state.country_code == "USA", state.country_code in WITHOUT_MINISTRIES
        facts[row, TAKES] = S_AMERICAN * is_american | S_WITHOUT_MINISTRIES * is_without
    department = next(row for row, entry in enumerate(found, start=len(known)) if entry.form == "Department")
    first_state = ministry + 2
    return OrganizationLexicon(
        facts,
        word_map(_words() | _names(row_of)),
        characters(),
        foldings(),
        len(known),
        department,
        ministry,
        first_state,
        first_state + len(states),
    )


_HOW = {"name": AS_NAME, "acronym": AS_ACRONYM, "title": AS_IMPLIED, "head": AS_HEAD}


def _takes(entry: Entry) -> int:
    bits = sum(1 << bit for bit, take in enumerate(_TAKES) if take in entry.takes)
    bits |= _FORM_RULES.get(entry.form, 0) if entry.how == "head" else 0
    is_of_any = entry.form.startswith("Department of ") or (entry.how == "acronym" and entry.type_code == "ministry")
    return bits | K_CONSULATE * ("onsulate" in entry.form) | K_OF_ANY * is_of_any | K_ONE_WORD * (" " not in entry.form)


def _names(row_of: dict[str, int]) -> dict[str, int]:
    """Rows of known bodies by key, name, form and acronym in lower case; and phrases that are no bodies."""
    names = {
        entry.form.lower(): row_of[entry.known.organization_key] + 1 << KNOWN_BIT for entry in entries() if entry.known
    }
    for key, row in row_of.items():
        names[key] = row + 1 << KNOWN_BIT | KEY_BIT
    for each in rows("organization_word.csv"):
        if each["class"] == "phrase":
            names[each["form"]] = names.get(each["form"], 0) | PHRASE_BIT
    return names


def _words() -> dict[str, int]:
    """Bits of each word and of each gap."""
    found: dict[str, int] = {}

    def add(bit: int, *spellings: str) -> None:
        for spelling in spellings:
            found[spelling] = found.get(spelling, 0) | bit

    for row in rows("organization_word.csv"):
        form, class_code = row["form"], row["class"]
        if class_code in _CLASSES:
            add(_CLASSES[class_code], form)
        elif class_code != "rank":
            continue
        elif " " in form:
            first, following = form.split()
            add(W_RANK_FIRST, first)
            add(W_RANK_NEXT, following)
        else:
            add(W_RANK, form)
    for entry in entries():
        if entry.how == "head" and entry.type_code != "company" and entry.form.lower() not in _NO_HEADS:
            add(W_HEAD, entry.form.lower())
        if "suffix" in entry.takes:
            add(W_SUFFIX, entry.form.lower())
    for bit, words in _WORDS.items():
        add(bit, *words.split())
    for number, spelling in enumerate(_SPELLINGS, start=1):
        add(number << SPELLING_BIT, spelling)
    for bit, gaps in _GAPS.items():
        add(bit, *gaps.split("|"))
    add(G_NAME, " ", *(f" {particle.replace('_', ' ')} " for particle in _PARTICLES.split()))
    return found
