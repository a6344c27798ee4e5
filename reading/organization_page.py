"""A release laid out for the grammar of bodies: its capitalized words, and the states to which they belong.

Each text of a batch is laid out in the same small tables, one after the other, so that they stay in the processor's
cache. What the words make up is for `organization_grammar`.
"""

from __future__ import annotations

from typing import NamedTuple

from reading.columns import BY_NAME, Countries, Texts
from reading.kernel import Codes, Ints, Numbers, kernel
from reading.matching import Found
from reading.organization_lexicon import (
    F_KNOWN_START,
    GAP_MASK,
    GAP_OF_SPACE,
    KNOWN,
    TAKES,
    W_DONE_BY,
    WORD_MASK,
    OrganizationLexicon,
)
from reading.tokens import Batch
from reading.wordmap import look_up
from reading.words import Words

#: Quotation marks that open and close, in the languages of releases.
OPENING, CLOSING = (0x22, 0x201C, 0xAB, 0x201E), (0x22, 0x201D, 0xBB, 0x201C)
_MAX_GAP, _SPACE = 16, 0x20

#: Columns of `Page.words`: STATE is the row of the mention the word belongs to, BODY that of the body it ends, plus 1.
START, END, KIND, STATE, FLAGS, HASH, BODY = range(7)
N_WORD_COLUMNS = 7
#: Columns of `Page.states`.
S_START, S_END, S_COUNTRY, S_FORM = range(4)


class Page(NamedTuple):
    """The words of a release with the state each belongs to, and the states in order; `home_takes` is of the home."""

    codes: Codes
    words: Ints
    states: Numbers
    n_words: int
    n_states: int
    home: int
    home_takes: int


class Shape(NamedTuple):
    """The words of a name: from `first` to `last`, of which `head` to `head_end` say the kind of body.

    `takes` and `type` are those of the word for the kind.
    """

    first: int
    head: int
    head_end: int
    last: int
    takes: int
    type: int


#: Columns of `Work.of_state`: the text that names a state, plus 1, and the mention by its shortest name, plus 1.
NAMED_IN, SHORTEST = range(2)


@kernel
def lay_page(
    lexicon: OrganizationLexicon,
    batch: Batch,
    texts: Texts,
    words: Words,
    hits: Found,
    countries: Countries,
    text: int,
    table: Ints,
    states: Numbers,
    of_state: Numbers,
) -> Page:
    """Fill the tables with the words and states of a text."""
    first = words.first[text]
    n_words, n_states = words.first[text + 1] - first, countries.first[text + 1] - countries.first[text]
    text_end = batch.first_code[text + 1] - 1
    for number in range(n_words):
        row = first + number
        start, end = words.start[row], words.end[row]
        following = words.start[row + 1] if number + 1 < n_words else text_end
        flags = look_up(lexicon.words, words.word[row]) & WORD_MASK
        if following - end == 1 and batch.codes[end] == _SPACE:
            flags |= GAP_OF_SPACE
        elif following - end <= _MAX_GAP:
            flags |= look_up(lexicon.words, words.gap[row]) & GAP_MASK
        if words.last_token[row] - words.first_token[row] > 1:
            flags |= look_up(lexicon.words, batch.word[words.last_token[row] - 1]) & W_DONE_BY
        table[number, START], table[number, END], table[number, KIND] = start, end, words.kind[row]
        table[number, STATE], table[number, FLAGS] = -1, flags
        table[number, HASH], table[number, BODY] = words.word[row], 0
    _lay_states(batch.codes, countries, text, n_words, table, states, of_state)
    number = 0
    for hit in range(hits.first[text], hits.first[text + 1]):
        if lexicon.facts[lexicon.n_known + hits.key[hit], KNOWN] >= 0:
            while number < n_words and table[number, START] < hits.start[hit]:
                number += 1
            if number < n_words and table[number, START] == hits.start[hit]:
                table[number, FLAGS] |= F_KNOWN_START
    home = texts.home[text]
    takes = lexicon.facts[lexicon.first_state + home, TAKES] if home >= 0 else 0
    return Page(batch.codes, table, states, n_words, n_states, home, takes)


@kernel
def _lay_states(
    codes: Codes, countries: Countries, text: int, n_words: int, table: Ints, states: Numbers, of_state: Numbers
) -> None:
    """Fill the states of a text, the words that belong to them, and by what name each is called."""
    first, number = countries.first[text], 0
    for row in range(first, countries.first[text + 1]):
        state, country = row - first, countries.country[row]
        start, end = countries.start[row], countries.end[row]
        states[state, S_START], states[state, S_END] = start, end
        states[state, S_COUNTRY], states[state, S_FORM] = country, countries.form[row]
        while number < n_words and table[number, START] < start:
            number += 1
        while number < n_words and table[number, START] < end:
            table[number, STATE] = state
            number += 1
        if of_state[country, NAMED_IN] != text + 1:
            of_state[country, NAMED_IN], of_state[country, SHORTEST] = text + 1, 0
        if countries.form[row] == BY_NAME:
            shortest = of_state[country, SHORTEST] - 1
            if shortest < 0 or _is_shorter(codes, start, end, states[shortest, S_START], states[shortest, S_END]):
                of_state[country, SHORTEST] = state + 1


@kernel
def _is_shorter(codes: Codes, start: int, end: int, other_start: int, other_end: int) -> bool:
    """Is a name shorter than another, or as long and before it in the alphabet?"""
    if end - start != other_end - other_start:
        return end - start < other_end - other_start
    for place in range(end - start):
        if codes[start + place] != codes[other_start + place]:
            return codes[start + place] < codes[other_start + place]
    return False


@kernel
def word_at(page: Page, start: int) -> int:
    """First word that begins at a place or behind it."""
    low, high = 0, page.n_words
    while low < high:
        middle = (low + high) >> 1
        if page.words[middle, START] < start:
            low = middle + 1
        else:
            high = middle
    return low
