"""Words with a number each, looked up by hash inside kernels: what a `dict` or `frozenset` is to Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from reading.kernel import Codes, Hashes, Numbers, kernel
from reading.tokens import characters, hash_codes

_PRIME = np.uint64(0x100000001B3)
_OFFSET = np.uint64(0x84222325CBF29CE4)
#: Spreads the hashes over the slots.
_MIX = np.uint64(0xD6E8FEB86659FD93)


class WordMap(NamedTuple):
    """An open-addressing hash table from the hash of a lower-case spelling to a number other than 0."""

    keys: Hashes
    values: Numbers


def hash_of(text: str) -> np.uint64:
    """Return the hash of a spelling, as tokens have it: in any case, apostrophes and hyphens plain."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.uint64(hash_codes(characters(), codes, 0, len(codes)))


def word_map(numbers: Mapping[str, int]) -> WordMap:
    """Return the map of some spellings to numbers above 0."""
    words = empty_map(len(numbers))
    for text, number in numbers.items():
        _put(words.keys, words.values, hash_of(text), number)
    return words


def empty_map(n_words: int) -> WordMap:
    """Return a map with room for so many words."""
    size = 1 << max(3, (2 * n_words).bit_length())
    return WordMap(np.zeros(size, np.uint64), np.zeros(size, np.int32))


@kernel
def exact_hash(codes: Codes, start: int, end: int) -> np.uint64:
    """Hash of a stretch of text as it is written; only apostrophes and hyphens are made plain."""
    value = _OFFSET
    for position in range(start, end):
        code = codes[position]
        if code == 0x2019:
            code = 0x27
        elif code in (0x2011, 0x2013):
            code = 0x2D
        value = (value ^ np.uint64(code)) * _PRIME
    return value


def exact_map(numbers: Mapping[str, int]) -> WordMap:
    """Return a map like that of `word_map`, but of spellings in which case counts: look them up by `exact_hash`."""
    words = empty_map(len(numbers))
    for text, number in numbers.items():
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        _put(words.keys, words.values, np.uint64(exact_hash(codes, 0, len(codes))), number)
    return words


@kernel
def _put(keys: Hashes, values: Numbers, key: np.uint64, value: int) -> None:
    slot = np.int64((key * _MIX) >> np.uint64(40)) & (len(keys) - 1)
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + 1) & (len(keys) - 1)
    keys[slot], values[slot] = key, value


@kernel
def look_up(words: WordMap, word: np.uint64) -> int:
    """Return the number of a word, 0 if it has none."""
    mask = len(words.keys) - 1
    slot = np.int64((word * _MIX) >> np.uint64(40)) & mask
    while words.keys[slot] != 0:
        if words.keys[slot] == word:
            return int(words.values[slot])
        slot = (slot + 1) & mask
    return 0
