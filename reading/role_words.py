"""Which words stand beside the mentions of a state, in the same sentence, as features of a linear model.

Cues (`role_cues`) say what a word ties to a state; most words say it only by and large: who is `joined by` or `thanked`
takes part, a `situation` or a `war` is spoken of. The words are in `knowledge/role_word.csv`; what they speak for is
fitted. A list of states counts as one: what stands before it stands before each of them.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from reading.columns import Countries, Layout
from reading.data import rows
from reading.kernel import Numbers, Octets, Shorts, kernel
from reading.linear import EACH, Features, note
from reading.role_evidence import LAST_ROW, Mentions
from reading.tokens import Batch
from reading.wordmap import WordMap, look_up, word_map

#: So many words of the sentence before a list of states, and behind it, are looked at.
REACH = 20
SIDES = ("before", "behind")
#: The number of home, which stands among the words.
_HOME = 1
#: Words are many and each says little: held nearer to 0 than what is seen of the state itself.
_SCALE = 0.7


class Words(NamedTuple):
    """Words by number, from 1: that of each token (0 for others), and the case (plus 1) that last had one by a side."""

    known: WordMap
    number: Shorts
    noted: Numbers
    is_stop: Octets


@cache
def role_words() -> tuple[str, ...]:
    """Return the words, in the order of their numbers; the first stands for any name of home."""
    return ("(home)", *(row["word"] for row in rows("role_word.csv")))


@cache
def _known() -> WordMap:
    return word_map({word: number for number, word in enumerate(role_words(), start=1)})


def words_for(batch: Batch, layout: Layout) -> Words:
    """Return the words with room for those of a batch."""
    n_noted = (len(role_words()) + 1) * len(SIDES)
    return Words(_known(), np.empty(len(batch.start), np.int16), np.zeros(n_noted, np.int32), layout.is_stop)


@kernel
def number_words(batch: Batch, countries: Countries, text: int, home: int, words: Words) -> None:
    """Find the words of a text; those in names of states are none."""
    for token in range(batch.first_token[text], batch.first_token[text + 1]):
        words.number[token] = look_up(words.known, batch.word[token])
    for row in range(countries.first[text], countries.first[text + 1]):
        for token in range(countries.first_token[row], countries.last_token[row]):
            words.number[token] = 0
        if countries.country[row] == home:
            words.number[countries.first_token[row]] = _HOME


@kernel
def note_words(
    words: Words,
    mentions: Mentions,
    evidence: Numbers,
    state: int,
    first_token: int,
    end: int,
    base: int,
    case: int,
    features: Features,
    row: int,
) -> int:
    """Write which words stand before and behind the mentions of a state in a text of the tokens [first_token, end)."""
    mention, seen = evidence[state, LAST_ROW], -1
    while mention:
        token, stop = mentions.token[mention - 1], mentions.stop[mention - 1]
        mention = mentions.previous[mention - 1]
        if token == seen or stop < 0:
            continue
        seen = token
        at, floor = token - 1, max(first_token, token - REACH)
        while at >= floor and not words.is_stop[at]:
            row = _note_word(words, words.number[at] * len(SIDES), base, case, features, row)
            at -= 1
        at, limit = stop, min(end, stop + REACH)
        while at < limit and not words.is_stop[at - 1]:
            row = _note_word(words, words.number[at] * len(SIDES) + 1, base, case, features, row)
            at += 1
    return row


@kernel
def _note_word(words: Words, slot: int, base: int, case: int, features: Features, row: int) -> int:
    """Write a word by its side, once a case; return the next row."""
    if slot < len(SIDES) or words.noted[slot] == case + 1:
        return row
    words.noted[slot] = case + 1
    return note(features, row, base + slot - len(SIDES), EACH, _SCALE)
