"""A form of a state where it stands: its tokens, the words beside it, and what the lexicon says of them."""

from __future__ import annotations

from typing import NamedTuple

from reading.around import joined_start, word_after, word_before
from reading.country_lexicon import CountryLexicon
from reading.kernel import kernel
from reading.tokens import Batch
from reading.wordmap import exact_hash, look_up


class Place(NamedTuple):
    """A hit as tokens [first, stop) of a text [floor, end), with the words beside it.

    `before` and `earlier` are the words before, `after` the word after, -1 where a mark stands between; `..._words` are
    what the lexicon says of them.
    """

    first: int
    stop: int
    floor: int
    end: int
    before: int
    earlier: int
    after: int
    before_words: int
    earlier_words: int
    after_words: int
    in_title: bool


@kernel
def words_of(lexicon: CountryLexicon, batch: Batch, token: int) -> int:
    """What the lexicon says of a word as it is written."""
    return look_up(lexicon.words, exact_hash(batch.codes, batch.start[token], batch.end[token]))


@kernel
def place_of(
    lexicon: CountryLexicon, batch: Batch, first: int, stop: int, floor: int, end: int, in_title: bool
) -> Place:
    """Look at the words beside the tokens [first, stop)."""
    before = word_before(batch, first, floor)
    earlier = word_before(batch, joined_start(batch, before, floor), floor) if before >= 0 else -1
    after = word_after(batch, stop, end)
    return Place(
        first,
        stop,
        floor,
        end,
        before,
        earlier,
        after,
        words_of(lexicon, batch, before) if before >= 0 else 0,
        words_of(lexicon, batch, earlier) if earlier >= 0 else 0,
        words_of(lexicon, batch, after) if after >= 0 else 0,
        in_title,
    )
