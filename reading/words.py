"""Capitalized words as columns: what names of persons and of bodies are made of.

A word begins with a capital; hyphens and apostrophes join ('Kassym-Jomart', 'O’Brien', 'al-Sabah'), a full stop ends
initials ('B.', 'U.S.'). Here belongs what a word is by the lexicon and by its shape. What words make up together is
for `names`, `titles` and `organizations`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from reading.data import rows
from reading.kernel import Codes, Hashes, Ints, Numbers, Octets, entry, kernel
from reading.tokens import CAPITAL, DIGIT, GLUED, WORD, Batch, characters, facts_of, hash_codes
from reading.wordmap import WordMap, hash_of, look_up, word_map

#: Kinds of words. `DOUBLE` is an English word and a name and needs company; `STOP` begins no name, but may stand in a
#: body's; `FUNCTION` and `VERB` end everything.
NAME, GIVEN, DOUBLE, INITIAL, COMMON, STOP, FUNCTION, VERB, ACRONYM = range(1, 10)
_CLASSES = {"name": NAME, "given": GIVEN, "double": DOUBLE, "common": COMMON, "stop": STOP}
_CLASSES |= {"function": FUNCTION, "verb": VERB}

#: Lower-case beginnings of one word with its capitalized rest: 'al-Sabah', 'd’Affaires'.
_PREFIXES = ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "d", "l")
_HYPHENATED_PREFIX, _ELIDED_PREFIX = 1, 2
_ENGLISH_SUFFIXES = ("tion", "tions", "ment", "ments", "ness", "ship", "ships", "ities", "ology", "ological", "ization")
#: How the last part of a compound of a name and an English word ends.
_COMPOUND_ENDINGS = ("ed", "ing", "wide", "style", "level", "born", "made", "run", "held", "bound", "friendly", "free")
#: Two letters stand for one Cyrillic one in transliterated initials ('Yu. Ivanov').
#: So do cut forms of given names ('Md. Karim').
_DIGRAPHS = ("yu", "zh", "sh", "ya", "ch", "kh", "ts", "ye", "dzh", "md", "mohd", "ma", "sta", "sto")
#: Longer gaps join nothing, so their text does not matter.
MAX_GAP = 16
_MAX_INITIALS = 5
_ONE_SPACE = hash_of(" ")
_NO_BREAK_HYPHEN, _APOSTROPHE, _TYPOGRAPHIC, _HYPHEN, _BACKTICK, _STOP_SIGN = 0x2011, 0x27, 0x2019, 0x2D, 0x60, 0x2E
_OPENING = 0x2018
#: Slots of the memory for which unknown words are English ones.
_N_REMEMBERED = 1 << 12


class Words(NamedTuple):
    """The capitalized words of a batch, in order: those of text t are rows first[t] to first[t + 1].

    `start` and `end` are places in `Batch.codes`, without a possessive ending; `word` is the hash of the lower-case
    spelling; `gap` that of what stands before the next word, of its first 16 characters if it is longer; tokens are
    [first_token, last_token).
    """

    first: Ints
    start: Numbers
    end: Numbers
    kind: Octets
    word: Hashes
    gap: Hashes
    first_token: Numbers
    last_token: Numbers


class WordLexicon(NamedTuple):
    """What is known of words: their kinds, prefixes, digraphs, and endings that only English words have.

    `remembered` holds hashes of words that `kinds` does not have, each with the answer of `_is_english` in its lowest
    bit: names come again and again.
    """

    kinds: WordMap
    prefixes: WordMap
    digraphs: WordMap
    suffixes: Codes
    suffix_end: Ints
    compounds: Codes
    compound_end: Ints
    remembered: Hashes


@cache
def word_lexicon() -> WordLexicon:
    """Return the lexicon of words, built once."""
    kinds = {row["word"]: COMMON for row in rows("name_common.csv")}
    kinds.update((row["word"], _CLASSES[row["class"]]) for row in rows("name_word.csv"))
    prefixes = {prefix: _ELIDED_PREFIX if len(prefix) == 1 else _HYPHENATED_PREFIX for prefix in _PREFIXES}
    return WordLexicon(
        word_map(kinds),
        word_map(prefixes),
        word_map(dict.fromkeys(_DIGRAPHS, 1)),
        np.array([ord(letter) for suffix in _ENGLISH_SUFFIXES for letter in suffix], np.uint32),
        np.cumsum([len(suffix) for suffix in _ENGLISH_SUFFIXES]),
        np.array([ord(letter) for ending in _COMPOUND_ENDINGS for letter in ending], np.uint32),
        np.cumsum([len(ending) for ending in _COMPOUND_ENDINGS]),
        np.zeros(_N_REMEMBERED, np.uint64),
    )


@kernel
def _ends_with(suffixes: Codes, suffix_end: Ints, table: Codes, codes: Codes, start: int, end: int) -> bool:
    """Has a word one of some endings?"""
    first = 0
    for last in suffix_end:
        length = last - first
        if end - start >= length:
            number = 0
            while (
                number < length and facts_of(table, codes[end - length + number]) & 0xFFFF == suffixes[first + number]
            ):
                number += 1
            if number == length:
                return True
        first = last
    return False


@kernel
def _is_english(lexicon: WordLexicon, table: Codes, codes: Codes, start: int, end: int) -> bool:
    """Is a word that the lexicon does not have a plural, a derivation or a compound of what it has?"""
    if _ends_with(lexicon.suffixes, lexicon.suffix_end, table, codes, start, end):
        return True
    if codes[end - 1] == 0x73 or codes[end - 1] == 0x53:
        singular = look_up(lexicon.kinds, hash_codes(table, codes, start, end - 1))
        if singular in (COMMON, STOP):
            return True
    n_parts, begin, last, has_given, are_ordinary = 0, start, 0, False, True
    for position in range(start, end + 1):
        if position == end or codes[position] == _HYPHEN or codes[position] == _NO_BREAK_HYPHEN:
            last = look_up(lexicon.kinds, hash_codes(table, codes, begin, position))
            has_given = has_given or last == GIVEN
            are_ordinary = are_ordinary and last in (COMMON, STOP, FUNCTION, VERB)
            n_parts += 1
            begin = position + 1
    if n_parts < 2 or has_given:
        return False
    is_compound = _ends_with(lexicon.compounds, lexicon.compound_end, table, codes, start, end)
    return are_ordinary or (last in (COMMON, VERB) and is_compound)  # 'Geneva-based', but not 'Ansa-Sow'


@kernel
def _is_english_again(lexicon: WordLexicon, table: Codes, codes: Codes, start: int, end: int, word: np.uint64) -> bool:
    """What `_is_english` says of a word with this hash, from memory if it was asked before."""
    slot = word & np.uint64(_N_REMEMBERED - 1)
    if lexicon.remembered[slot] | np.uint64(1) == word | np.uint64(1):
        return lexicon.remembered[slot] & np.uint64(1) != 0
    is_english = _is_english(lexicon, table, codes, start, end)
    lexicon.remembered[slot] = word | np.uint64(1) if is_english else word & ~np.uint64(1)
    return is_english


@kernel
def _kind(lexicon: WordLexicon, table: Codes, codes: Codes, start: int, end: int, word: np.uint64) -> int:
    """Kind of one word by lexicon, then by shape."""
    length = end - start
    if codes[end - 1] == _STOP_SIGN or (length == 1 and codes[start] not in (0x41, 0x49, 0x4F)):
        return INITIAL
    known = look_up(lexicon.kinds, word)
    if known and (known != DOUBLE or length > 3):
        return known
    n_capitals, n_digits, n_letters = 0, 0, 0
    for position in range(start, end):
        facts = facts_of(table, codes[position])
        n_capitals += (facts >> 18) & 1
        n_letters += ((facts >> 16) & 3) == 1
        n_digits += ((facts >> 16) & 3) == 2
    is_upper = n_capitals > 0 and n_capitals == n_letters
    if known:
        return ACRONYM if is_upper else known
    if n_digits:
        return STOP
    if _is_english_again(lexicon, table, codes, start, end, word):
        return COMMON
    is_acronym = n_capitals > 1 and length < 6 and (is_upper or codes[end - 1] == 0x73)
    return ACRONYM if is_acronym else NAME


@kernel
def _initials_end(batch: Batch, token: int, stop: int) -> int:
    """Return the token after initials ('B.', 'U.S.') that begin with `token`, or `token` if none do."""
    at = token
    for _ in range(_MAX_INITIALS):
        if at + 1 >= stop or batch.end[at] - batch.start[at] != 1 or not batch.shape[at] & CAPITAL:
            break
        if batch.codes[batch.start[at + 1]] != _STOP_SIGN or batch.gap[at + 1] != GLUED:
            break
        at += 2
        if at >= stop or batch.gap[at] != GLUED:
            break
    return at


@kernel
def _joins(code: int) -> bool:
    return code in (_APOSTROPHE, _TYPOGRAPHIC, _OPENING, _BACKTICK, _NO_BREAK_HYPHEN, _HYPHEN)


@kernel
def _compound_end(batch: Batch, token: int, stop: int) -> int:
    """Return the token after a word and all that hyphens and apostrophes join to it."""
    at = token + 1
    while (
        at + 1 < stop
        and batch.gap[at] == GLUED
        and batch.gap[at + 1] == GLUED
        and _joins(batch.codes[batch.start[at]])
        and batch.shape[at + 1] & WORD
    ):
        at += 2
    return at


@kernel
def _prefix_start(lexicon: WordLexicon, batch: Batch, token: int, floor: int) -> int:
    """Return the token where a word begins: before it may stand a prefix in lower case ('al-'); -1 if it is no word."""
    if token - 1 < floor or batch.gap[token] != GLUED:
        return token
    mark = batch.codes[batch.start[token - 1]]
    if mark not in (_HYPHEN, _APOSTROPHE, _TYPOGRAPHIC):
        return token
    if token - 2 >= floor and batch.gap[token - 1] == GLUED and not batch.shape[token - 2] & (CAPITAL | DIGIT):
        known = look_up(lexicon.prefixes, batch.word[token - 2])
        if known == (_HYPHENATED_PREFIX if mark == _HYPHEN else _ELIDED_PREFIX):
            return token - 2
    return -1 if mark == _HYPHEN else token


@kernel
def _without_possessive(batch: Batch, first: int, last: int) -> int:
    """Return the token after a word without its possessive ending."""
    if last - first >= 3:
        mark = batch.codes[batch.start[last - 2]]
        is_s = batch.end[last - 1] - batch.start[last - 1] == 1 and batch.codes[batch.start[last - 1]] in (0x73, 0x53)
        if is_s and mark in (_APOSTROPHE, _TYPOGRAPHIC):
            return last - 2
    return last


@kernel
def _read_text(lexicon: WordLexicon, table: Codes, batch: Batch, text: int, words: Words, count: int) -> int:
    """Fill the rows of one text, all but the gaps; return the number of words so far."""
    codes = batch.codes
    token, stop, floor = batch.first_token[text], batch.first_token[text + 1], batch.first_token[text]
    while token < stop:
        if not batch.shape[token] & CAPITAL:
            token += 1
            continue
        first = _prefix_start(lexicon, batch, token, floor)
        last = _initials_end(batch, token, stop)
        if last == token:
            last = _compound_end(batch, token, stop)
        end = _without_possessive(batch, token, last)
        if first >= 0:
            start, finish = batch.start[first], batch.end[end - 1]
            word = batch.word[token] if end - first == 1 else np.uint64(hash_codes(table, codes, start, finish))
            kind = _kind(lexicon, table, codes, start, finish, word)
            has_stop = end < stop and codes[batch.start[end]] == _STOP_SIGN
            if has_stop and finish - start < 4 and look_up(lexicon.digraphs, word):
                is_before_name = end + 1 < stop and batch.gap[end + 1] <= 1 and batch.shape[end + 1] & CAPITAL
                if batch.gap[end] == GLUED and is_before_name:
                    kind, finish = INITIAL, finish + 1
                    end = last = end + 1
            words.start[count], words.end[count] = start, finish
            words.kind[count], words.word[count] = kind, word
            words.first_token[count], words.last_token[count] = first, end
            count += 1
        floor = token = last
    return count


@entry
def _read_words(lexicon: WordLexicon, table: Codes, batch: Batch, words: Words) -> int:
    """Fill the columns; return the number of words."""
    count = 0
    for text in range(len(batch.first_code) - 1):
        words.first[text] = count
        count = _read_text(lexicon, table, batch, text, words, count)
        for row in range(words.first[text], count):
            following = words.start[row + 1] if row + 1 < count else batch.first_code[text + 1] - 1
            end = min(following, words.end[row] + MAX_GAP)
            is_space = end - words.end[row] == 1 and batch.codes[words.end[row]] == 0x20
            words.gap[row] = _ONE_SPACE if is_space else hash_codes(table, batch.codes, words.end[row], end)
    words.first[len(batch.first_code) - 1] = count
    return count


def read_words(batch: Batch) -> Words:
    """Return the capitalized words of a batch."""
    capacity = int(np.count_nonzero(batch.shape & CAPITAL))
    columns = (np.int32, np.int32, np.uint8, np.uint64, np.uint64, np.int32, np.int32)
    words = Words(
        np.zeros(len(batch.first_code), np.int64),
        *(np.empty(capacity, column) for column in columns),
    )
    count = _read_words(word_lexicon(), characters(), batch, words)
    return Words(words.first, *(column[:count] for column in words[1:]))
