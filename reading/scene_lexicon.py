"""What the rules of titles and names know, as columns and word maps: facts of each entry, of words, and of gaps.

A gap is what stands between two units; which gaps go on with a name, a list or a title is said here by bits. The rules
that ask for them are in `units`, `titles`, `name_runs` and `pairing`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from reading.columns import U_HEAD, U_HONORIFIC, U_PLURAL, U_RANK
from reading.kernel import Numbers
from reading.title_words import STYLES, before_words, entries_by_form, title_entries
from reading.wordmap import WordMap, word_map

#: Bits of a gap: a space, a mark, a word that joins; nothing.
G_SPACE, G_HYPHEN, G_SLASH, G_NOTHING, G_COMMA, G_AND, G_AMPERSAND, G_COMMA_AND, G_AND_THE = (1 << b for b in range(9))
#: ... "' ", "'s ", " (", ") ", ") of ", and the prepositions before a complement.
G_APOSTROPHE, G_OWNS, G_OPEN, G_CLOSED, G_CLOSED_OF, G_OF, G_OF_THE, G_FOR, G_JOIN = (1 << b for b in range(9, 18))
#: ... particles of names, quotes that open or close a nickname, the stop of an abbreviation.
G_PARTICLE, G_QUOTE, G_UNQUOTE, G_DOT = (1 << bit for bit in range(18, 22))
#: Sets of gaps: of a name, of a list, of its end, of titles side by side, of a form of address and its name.
NAME_GAP = G_SPACE | G_PARTICLE
LIST_END_GAP = G_AND | G_AMPERSAND | G_COMMA_AND | G_AND_THE
LIST_GAP = G_COMMA | LIST_END_GAP
FIRST_JOIN = G_OF | G_OF_THE | G_FOR | G_JOIN
ADDRESS_GAP = G_SPACE | G_DOT

#: Bits of a word: may stand before a head; a stage of an office; what follows a holder ('retd'); a form of address.
W_BEFORE, W_STAGE, W_RETIRED, W_U = (1 << bit for bit in range(4))
#: ... in names: months, short Asian family names, generations, Islamic styles, titles that are names, orders.
W_MONTH, W_ASIAN, W_GENERATION, W_JUNIOR, W_STYLE, W_TITLE_NAME, W_ORDER = (1 << bit for bit in range(4, 11))
#: ... beside a title in lower case: the article, 'its', what goes on after it, what stands between comma and title.
W_THE, W_ITS, W_OF, W_GOES_ON, W_APPOSED, W_WHERE, W_TAIL = (1 << bit for bit in range(11, 18))
#: Bits of a unit that is a piece: how a state is named, whether it is of several words;
S_NAME, S_ADJECTIVE, S_ABBREVIATION, S_CITY, S_MANY = (1 << bit for bit in range(18, 23))
#: ... whether a head is of a state, and whether it is borne like a rank if it has no field.
S_OF_STATE, S_STYLE = 1 << 23, 1 << 24
#: Bits of a word again: what joins the parts of a title, what may end one in lower case, seats of an office, plain
#: forms of address, what stands before the name of a place, and 'and'.
W_LINK, W_FILL, W_SEAT, W_PLAIN, W_LAKE, W_AND = (1 << bit for bit in range(25, 31))

#: Columns of `SceneLexicon.entries`: the tag; facts (S_...); the entry that is its part before 'of' (or -1), and the
#: length of that.
ROLE, FACTS, SHORT, SHORT_LENGTH = range(4)

_TAGS = {"head": U_HEAD, "plural": U_PLURAL, "rank": U_RANK, "honorific": U_HONORIFIC}
#: Between two parts of a name: lower-case particles of Arabic, Romance, Germanic and Turkic names.
_PARTICLES = (
    *("bin", "bint", "ibn", "ben", "bar", "van", "van der", "van den", "van de", "ten", "ter", "von", "von der"),
    *("zu", "de", "de la", "de las", "de los", "del", "della", "di", "da", "das", "do", "dos", "du", "des", "y"),
    *("e", "el", "al", "ul", "ud", "ur", "la", "le", "oglu", "oghlu", "ogly", "kyzy", "qyzy", "qizi", "uulu"),
    *("ugli", "uly", "binti", "bte", "af", "av", "vom", "zum", "zur", "ould", "mint", "ag", "arap", "ole", "i"),
)
_JOINS = (
    *("in", "in the", "at", "at the", "on", "on the", "de", "du", "from", "from the", "with the"),
    *("office of the", "office of", "in charge of", "and to", "under", "under the"),
)
_CLOSERS = ('"', "”", "'", "»", ")", '")', "”)", "')", "»)")
_GAPS: tuple[tuple[int, tuple[str, ...]], ...] = (
    (G_SPACE, (" ",)),
    (G_HYPHEN, ("-",)),
    (G_SLASH, ("/",)),
    (G_NOTHING, ("",)),
    (G_COMMA, (", ",)),
    (G_AND, (" and ", " or ")),
    (G_AMPERSAND, (" & ",)),
    (G_COMMA_AND, (", and ",)),
    (G_AND_THE, (" and the ",)),
    (G_APOSTROPHE, ("' ",)),
    (G_OWNS, ("'s ",)),
    (G_OPEN, (" (",)),
    (G_CLOSED, (") ",)),
    (G_CLOSED_OF, (") of ", ") for ", ") of the ", ") to ")),
    (G_OF, (" of ",)),
    (G_OF_THE, (" of the ",)),
    (G_FOR, (" for ", " for the ", " to ", " to the ")),
    (G_JOIN, tuple(f" {words} " for words in _JOINS)),
    (G_PARTICLE, tuple(f" {words} " for words in _PARTICLES)),
    (G_QUOTE, (' "', " “", " ‘", " «", " (“", ' ("')),
    (G_UNQUOTE, tuple(f"{mark} {words}" for mark in _CLOSERS for words in ("", *(f"{each} " for each in _PARTICLES)))),
    (G_DOT, (". ",)),
)
_WORDS: tuple[tuple[int, str], ...] = (
    (W_STAGE, "acting interim former caretaker"),  # in lower case they belong to a title in capitals
    (W_RETIRED, "retd rtd ret retired acting designate"),
    (W_U, "u"),
    (W_MONTH, "april may june august"),
    # Family names that are English function words; in prose such a capitalized word after a title is a name.
    (W_ASIAN, "to so do an no on he she ha um ok am"),
    (W_GENERATION, "jr sr ii iii iv"),
    (W_JUNIOR, "jr sr"),
    (W_STYLE, "sheikh sheik shaikh haji hajji hajah sayyid imam mullah pengiran"),
    (W_TITLE_NAME, "king prince judge major bishop pope marshal dean sultan amir emir"),
    # Orders and degrees that stand after a name.
    (W_ORDER, "ac ao am oam obe mbe cbe kbe dbe cmg kcmg gcmg kc qc mp mla mep td phd md msc mba oon con ofr mfr"),
    (W_ORDER, "cfr gcon mni oj od cd jp sc psc"),
    (W_THE, "the"),
    (W_ITS, "its"),
    (W_OF, "of"),
    (W_GOES_ON, "of for at to"),
    (W_APPOSED, "a an former deputy as become becomes"),
    (W_WHERE, "in to at"),
    # A body in lower case at the end of a title ('chairman of the Mazhilis committee').
    (W_TAIL, "committee commission council party board department delegation faction group region"),
    (W_LINK, "of the for and in to on with at under our its his her a an other charge concurrent based s or ad"),
    (W_FILL, "agency service company organization organizations affairs relations issues matters country countries"),
    (W_FILL, "accreditation administration government university institute ministry embassy union association center"),
    (W_FILL, "centre team office mission side parliament republic province state court hospital fund chamber interim"),
    (W_SEAT, "ministry department division directorate bureau embassy secretariat agency"),
    (W_PLAIN, "mr mr. mrs mrs. ms ms. miss"),
    (W_AND, "and"),
    (W_LAKE, "lake mount mt river cape fort camp gulf strait"),
)
#: Bits of a state by how it is named (BY_...).
STATE_BITS = (S_NAME, S_ADJECTIVE, S_ABBREVIATION, S_CITY, 0)


class SceneLexicon(NamedTuple):
    """Facts of the title entries (a row each), and the bits of words (W_...) and of gaps (G_...) by their hash."""

    entries: Numbers
    bits: WordMap


@cache
def scene_lexicon() -> SceneLexicon:
    """Return the lexicon, built once."""
    row_of = {entry.form: row for row, entry in enumerate(title_entries())}
    entries = np.full((len(title_entries()), 4), -1, np.int32)
    for row, entry in enumerate(title_entries()):
        is_style, is_of_state = entry.form in STYLES, entry.domain == "state"
        entries[row, ROLE], entries[row, FACTS] = _TAGS[entry.role], S_STYLE * is_style | S_OF_STATE * is_of_state
        before, of, _ = entry.form.partition(" of ")
        short = entries_by_form().get(before.lower()) if of else None
        if short is not None:
            entries[row, SHORT], entries[row, SHORT_LENGTH] = row_of[short.form], len(before)
    return SceneLexicon(entries, _bits())


def _bits() -> WordMap:
    """The bits of words and of gaps: one map holds both, since no word is a gap."""
    bits: dict[str, int] = {}
    for bit, words in ((W_BEFORE, before_words()), *((bit, words.split()) for bit, words in _WORDS), *_GAPS):
        for word in words:
            bits[word] = bits.get(word, 0) | bit
    return word_map(bits)
