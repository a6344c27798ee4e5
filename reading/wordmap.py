"""Words with a number each, looked up by hash inside kernels: what a `dict` or `frozenset` is to Python."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from reading.kernel import Codes, Hashes, entry
from reading.tokens import characters, hash_codes

_PRIME = np.uint64(0x100000001B3)
_OFFSET = np.uint64(0x84222325CBF29CE4)
#: Spreads the hashes over the slots.
_MIX = np.uint64(0xD6E8FEB86659FD93)


#: An open-addressing hash table: a row a slot, the hash of a spelling beside a number other than 0. One array, since
#: each array that is passed to a kernel is seven values more to compile.
WordMap = Hashes


def hash_of(text: str) -> np.uint64:
    """Return the hash of a spelling, as tokens have it: in any case, apostrophes and hyphens plain."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.uint64(hash_codes(characters(), codes, 0, len(codes)))


def word_map(numbers: Mapping[str, int]) -> WordMap:
    """Return the map of some spellings to numbers above 0."""
    words = _empty_map(len(numbers))
    for text, number in numbers.items():
        _put(words, hash_of(text), np.uint64(number))
    return words


def exact_map(*maps: Mapping[str, int]) -> WordMap:
    """Return a map of spellings in which case counts: look them up by `exact_hash`.

    Several maps become one: a spelling of the map number n is looked up by its hash with the salt n.
    """
    words = _empty_map(sum(map(len, maps)))
    for salt, numbers in enumerate(maps):
        for text, number in numbers.items():
            codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
            _put(words, np.uint64(exact_hash(codes, 0, len(codes), salt)), np.uint64(number))
    return words


def _empty_map(n_words: int) -> WordMap:
    return np.zeros((1 << max(3, (2 * n_words).bit_length()), 2), np.uint64)


@entry
def exact_hash(codes: Codes, start: int, end: int, salt: int = 0) -> np.uint64:
    """Hash of a stretch of text as it is written; only apostrophes and hyphens are made plain."""
    value = _OFFSET + np.uint64(salt)
    for position in range(start, end):
        code = codes[position]
        if code == 0x2019:
            code = 0x27
        elif code in (0x2011, 0x2013):
            code = 0x2D
        value = (value ^ np.uint64(code)) * _PRIME
    return value


@entry
def _put(words: WordMap, key: np.uint64, value: np.uint64) -> None:
    mask = len(words) - 1
    slot = np.int64((key * _MIX) >> np.uint64(40)) & mask
    while words[slot, 0] != 0 and words[slot, 0] != key:
        slot = (slot + 1) & mask
    words[slot, 0], words[slot, 1] = key, value


@entry
def look_up(words: WordMap, word: np.uint64) -> int:
    """Return the number of a word, 0 if it has none."""
    mask = len(words) - 1
    slot = np.int64((word * _MIX) >> np.uint64(40)) & mask
    while words[slot, 0] != 0:
        if words[slot, 0] == word:
            return np.int64(words[slot, 1])  # type: ignore[return-value]
        slot = (slot + 1) & mask
    return 0
