"""Where the parts of a release begin for the rules of events, and which words that decide each of them holds.

Words are looked up once (`mark_words`); rules then ask for bits. Not here: what follows from them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, cast

import numpy as np

from reading.columns import Layout
from reading.event_lexicon import (
    NEEDS_CAPITAL,
    NEEDS_LOWER,
    NOT_UPPER,
    P_HOST,
    P_VENUE,
    W_FORM,
    W_HOST,
    W_THREE,
    W_TWO,
    W_VENUE,
)
from reading.kernel import Codes, Ints, Numbers, Octets, kernel
from reading.patterns import Pattern, match_after
from reading.sentences import sentence_end
from reading.tokens import APART, CAPITAL, UPPER, Batch, hash_codes
from reading.wordmap import WordMap, look_up

#: Numba compiles a kernel anew for numbers of 32 bits, for each constant it is called with; not for what this gives.
wide = cast("Callable[[int], int]", np.int64)

#: Capitals and a full stop before so many characters of a lead are a dateline ('STRELSAU. The envoy ...').
_MIN_FIRST = 40
#: What stands so many characters after the lead is near it.
NEAR = 700


class Tokens(NamedTuple):
    """What the rules ask of tokens: columns of `Batch`, whether a sentence ends there, and what words say (W_...)."""

    codes: Codes
    start: Numbers
    end: Numbers
    shape: Octets
    gap: Octets
    is_stop: Octets
    flags: Ints


class Zones(NamedTuple):
    """Where the parts of a text begin, as tokens.

    Title, body, lead, what follows the first sentence of the lead, what follows the lead, what is far from it; and
    where the text stops.
    """

    title: int
    body: int
    lead: int
    second: int
    after: int
    far: int
    stop: int


class Seen(NamedTuple):
    """What the words of each part say (W_...): of the title, the lines above the lead, the lead, what is near it."""

    title: int
    above: int
    first: int
    rest: int
    near: int


@kernel
def _token_at(start: Numbers, position: int, low: int, high: int) -> int:
    """The first of the tokens [low, high) that begins at a place or after it, else `high`."""
    while low < high:
        middle = (low + high) // 2
        if start[middle] < position:
            low = middle + 1
        else:
            high = middle
    return low


@kernel
def code_at(tokens: Tokens, token: int) -> int:
    """First character of a token."""
    return tokens.codes[tokens.start[token]]


@kernel
def zones_of(batch: Batch, title_end: int, layout: Layout, text: int) -> Zones:
    """Find the parts of a text."""
    title, stop = batch.first_token[text], batch.first_token[text + 1]
    lead_end = wide(layout.lead_end[text])
    body = _token_at(batch.start, title_end, title, stop)
    lead = _token_at(batch.start, wide(layout.lead_start[text]), body, stop)
    after = _token_at(batch.start, lead_end, lead, stop)
    far = _token_at(batch.start, lead_end + NEAR, after, stop)
    second = sentence_end(layout, lead, after)
    while lead + 1 < second < after and batch.start[second] - batch.start[lead] < _MIN_FIRST:
        if not batch.shape[second - 2] & UPPER:
            break
        second = sentence_end(layout, second, after)
    return Zones(title, body, lead, second, after, far, stop)


@kernel
def mark_words(words: WordMap, table: Codes, batch: Batch, flags: Ints, first: int, last: int, stop: int) -> None:
    """Note in `flags` what the words and phrases that begin with the tokens [first, last) say."""
    for token in range(first, last):
        found = look_up(words, batch.word[token])
        if found:
            for bit, length in ((W_TWO, 2), (W_THREE, 3)):
                if found & bit and token + length <= stop and batch.gap[token + 1] != APART:
                    start, end = batch.start[token], batch.end[token + length - 1]
                    found |= look_up(words, hash_codes(table, batch.codes, start, end))
            shape = batch.shape[token]
            if not shape & CAPITAL:
                found &= ~NEEDS_CAPITAL
            else:
                found &= ~NEEDS_LOWER
                if shape & UPPER and batch.end[token] - batch.start[token] > 1:
                    found &= ~NOT_UPPER
        flags[token] = found


@kernel
def _seen_in(forms: Pattern, batch: Batch, flags: Ints, first: int, last: int, stop: int) -> int:
    """What the tokens [first, last) say; forms may reach beyond."""
    seen = 0
    for token in range(first, last):
        seen |= flags[token]
        if flags[token] & W_FORM:
            bits, _ = match_after(forms, batch, token, stop)
            seen |= (W_VENUE if bits & P_VENUE else 0) | (W_HOST if bits & P_HOST else 0)
    return seen


@kernel
def see(forms: Pattern, batch: Batch, flags: Ints, zones: Zones) -> Seen:
    """What the words of each part say."""
    return Seen(
        _seen_in(forms, batch, flags, zones.title, zones.body, zones.stop),
        _seen_in(forms, batch, flags, zones.body, zones.lead, zones.stop),
        _seen_in(forms, batch, flags, zones.lead, zones.second, zones.stop),
        _seen_in(forms, batch, flags, zones.second, zones.after, zones.stop),
        _seen_in(forms, batch, flags, zones.after, zones.far, zones.stop),
    )
