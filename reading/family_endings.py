"""Endings of family names: those that tell a person, and those by which a people is known."""

from __future__ import annotations

from reading.kernel import Codes, kernel
from reading.person_patterns import LONGEST_ENDING, W_ENDING
from reading.tokens import hash_codes
from reading.wordmap import WordMap, look_up

_MAX_FAMILY_ENDING = 8


@kernel
def has_family_ending(words: WordMap, table: Codes, codes: Codes, start: int, end: int) -> bool:
    """Does a word end like a family name, with two letters or more before?"""
    for length in range(2, min(LONGEST_ENDING, end - start - 2) + 1):
        if look_up(words, hash_codes(table, codes, end - length, end)) & W_ENDING:
            return True
    return False


@kernel
def family_ending(endings: WordMap, table: Codes, codes: Codes, start: int, end: int) -> tuple[int, int]:
    """Row of the longest ending of a family name by which its people are known, or -1; and its length."""
    for position in range(end - 1, start, -1):
        if codes[position] == 0x2D:
            start = position + 1
            break
    for length in range(min(_MAX_FAMILY_ENDING, end - start - 2), 1, -1):
        row = look_up(endings, hash_codes(table, codes, end - length, end))
        if row:
            return row - 1, length
    return -1, 0
