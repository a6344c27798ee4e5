"""What the words of a release mean, as vectors: texts that say the same in other words lie near each other.

Each part of a text is the direction of the sum of the vectors of its words (knowledge/word_vector.csv), rare words
counting for more. Cues and terms say what a phrase is evidence of; this, and the words themselves, say what they leave
unsaid. Not here: what follows from it (`events`, `topics`), nor how vectors came about (`meaning_fitting`).
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from reading.columns import Meaning, Texts
from reading.data import rows
from reading.kernel import Floats, Numbers, Octets, entry, kernel
from reading.linear import EACH, Features, note
from reading.tokens import WORD, Batch
from reading.wordmap import WordMap, look_up, word_map

#: Parts of a text: the title, and the beginning of the body.
PARTS = ("title", "body")
N_DIMENSIONS = 50
_N_PARTS = len(PARTS)
_TITLE, _BODY = range(_N_PARTS)
#: How much of a body is looked at, in code points: what follows changes little of what is decided.
_REACH = 1200
#: Shorter words have no vector.
MIN_LETTERS = 2
#: A word says less than a cue.
_WORD_VALUE = 0.5


class WordVectors(NamedTuple):
    """The known words, numbered from 1, and the vector of each in whole numbers."""

    numbers: WordMap
    vectors: Octets


@cache
def _table() -> tuple[tuple[str, ...], WordVectors]:
    table = rows("word_vector.csv")
    words = tuple(row["word"] for row in table)
    vectors = np.frombuffer(bytes.fromhex("".join(row["vector"] for row in table)), np.int8)
    numbers = word_map({word: number for number, word in enumerate(words, 1)})
    return words, WordVectors(numbers, vectors.reshape(len(words), N_DIMENSIONS))


def known_words() -> tuple[str, ...]:
    """Return the words that have a vector."""
    return _table()[0]


@cache
def meaning_features() -> tuple[str, ...]:
    """Return the names of the columns of `Meaning.vector`."""
    return tuple(f"meaning:{part}:{number:02}" for part in PARTS for number in range(N_DIMENSIONS))


@cache
def word_features() -> tuple[str, ...]:
    """Return the names of the features that `note_words` writes."""
    return tuple(f"word:{word}:{part}" for word in known_words() for part in PARTS)


def read_meaning(batch: Batch, texts: Texts) -> Meaning:
    """Return what the words of each text say."""
    n_texts, words = len(texts.title_end), _table()[1]
    capacity = len(batch.word)
    meaning = Meaning(
        np.zeros((n_texts, _N_PARTS * N_DIMENSIONS), np.float32),
        np.zeros(n_texts + 1, np.int64),
        np.empty(capacity, np.int32),
        np.empty(capacity, np.uint8),
    )
    seen = np.full((len(words.vectors), _N_PARTS), -1, np.int32)
    _read(words, batch, texts.title_end, seen, np.empty((_N_PARTS, N_DIMENSIONS), np.int32), meaning)
    return meaning


@entry
def _read(words: WordVectors, batch: Batch, title_end: Numbers, seen: Numbers, sums: Numbers, meaning: Meaning) -> None:
    """Fill what was seen. `seen` holds in which text a word last stood in each part; `sums` are those of one text."""
    n_words = 0
    for text in range(len(title_end)):
        sums[:] = 0
        end = title_end[text]
        for token in range(batch.first_token[text], batch.first_token[text + 1]):
            start = batch.start[token]
            if start >= end + _REACH:
                break
            if not batch.shape[token] & WORD or batch.end[token] - start < MIN_LETTERS:
                continue
            word = look_up(words.numbers, batch.word[token]) - 1
            part = _TITLE if start < end else _BODY
            if word >= 0 and seen[word, part] != text:
                seen[word, part] = text
                meaning.word[n_words], meaning.part[n_words] = word, part
                n_words += 1
                for dimension in range(N_DIMENSIONS):
                    sums[part, dimension] += words.vectors[word, dimension]
        meaning.first[text + 1] = n_words
        for part in range(_N_PARTS):
            _direct(sums[part], meaning.vector[text], part * N_DIMENSIONS)


@kernel
def note_words(meaning: Meaning, text: int, features: Features, row: int, first: int) -> int:
    """Write the known words of a text, as features from number `first` on; return the next row."""
    for seen in range(meaning.first[text], meaning.first[text + 1]):
        row = note(features, row, first + meaning.word[seen] * _N_PARTS + meaning.part[seen], EACH, _WORD_VALUE)
    return row


@kernel
def _direct(sums: Numbers, vector: Floats, first: int) -> None:
    """Write the direction of a sum, with length 1."""
    square = 0.0
    for dimension in range(N_DIMENSIONS):
        square += float(sums[dimension]) * float(sums[dimension])
    if square == 0.0:
        return
    scale = 1.0 / square**0.5
    for dimension in range(N_DIMENSIONS):
        vector[first + dimension] = sums[dimension] * scale
