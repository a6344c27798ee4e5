"""Words with a number each, looked up by hash inside kernels: what a `dict` or `frozenset` is to Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from reading.kernel import kernel
from reading.tokens import Hashes, characters, hash_codes

#: Spreads the hashes over the slots.
_MIX = np.uint64(0xD6E8FEB86659FD93)


class WordMap(NamedTuple):
    """An open-addressing hash table from the hash of a lower-case spelling to a number other than 0."""

    keys: Hashes
    values: NDArray[np.int32]


def hash_of(text: str) -> np.uint64:
    """Return the hash of a spelling, as tokens have it: in any case, apostrophes and hyphens plain."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.uint64(hash_codes(characters(), codes, 0, len(codes)))


def word_map(numbers: Mapping[str, int]) -> WordMap:
    """Return the map of some spellings to numbers above 0."""
    size = 1 << max(3, (2 * len(numbers)).bit_length())
    keys, values = np.zeros(size, np.uint64), np.zeros(size, np.int32)
    for text, number in numbers.items():
        _put(keys, values, hash_of(text), number)
    return WordMap(keys, values)


@kernel
def _put(keys: Hashes, values: NDArray[np.int32], key: np.uint64, value: int) -> None:
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
