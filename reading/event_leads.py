"""What the words before a state say of it as a place: that somebody travelled there, that something was held there.

Rules look back over one clause, so hostile text stays linear. Not here: which event it is (`event_place`).
"""

from __future__ import annotations

from reading.event_lexicon import (
    W_AT,
    W_ELSEWHERE,
    W_FOR,
    W_HELD,
    W_HOLD,
    W_IN,
    W_SECURITY,
    W_THE,
    W_TO,
    W_TRAVEL,
    W_VISIT,
    W_VISIT_OF,
)
from reading.event_zones import Tokens, Zones, code_at, wide
from reading.kernel import kernel
from reading.tokens import APART, CAPITAL, GLUED, WORD

#: What words lead to a place: travel, holding, something that is elsewhere, `held at the ... in`.
TRAVELLED, HELD, ELSEWHERE, HELD_AT = 1, 2, 4, 8

#: How many characters before a mention are looked at for what leads to it.
REACH = 90
#: Words that lead to a place by a preposition, and how many characters before it they stand.
_LEAD_REACH, _HELD_REACH = 60, 80
#: `held at the ... in`: so far is it from `at` to `in`.
_AT_REACH = 60
#: `visit of` so near before a place is the visit of somebody from there.
_VISITOR_REACH = 40
#: So many words may stand between a preposition and its place; between a word of something elsewhere and `in`.
_MAX_BETWEEN, _MAX_BETWEEN_HELD, _MAX_BETWEEN_AT, _MAX_ELSEWHERE = 3, 4, 2, 4
_COMMA, _DOT, _SEMICOLON, _SPACE = 0x2C, 0x2E, 0x3B, 0x20
_IN_WORD, _OPENINGS = (0x2E, 0x27, 0x2019, 0x2D), (0x201C, 0x22)


@kernel
def clause_start(tokens: Tokens, zones: Zones, token: int) -> int:
    """The first token of what stands before `token` in its sentence, title or paragraph, as far as REACH."""
    floor, limit = zones.title if token < zones.body else zones.body, tokens.start[token] - REACH
    at = token
    while at > floor and tokens.gap[at] != APART and tokens.start[at - 1] >= limit:
        # A full stop, or one with a quotation mark behind it, and a capital.
        is_stop = tokens.is_stop[at - 1] or (at - 2 >= floor and tokens.is_stop[at - 2])
        is_new = tokens.shape[at] & CAPITAL or code_at(tokens, at) in _OPENINGS
        if is_stop and is_new and tokens.gap[at] != GLUED and not tokens.shape[at - 1] & WORD:
            break
        at -= 1
    return at


@kernel
def opens_sentence(tokens: Tokens, floor: int, first: int, end: int) -> bool:
    """`In Ruritania, ...`: does a place open its sentence?"""
    is_in = first > floor and tokens.flags[floor] & W_IN and tokens.shape[floor] & CAPITAL
    if not is_in or not (first - floor == 1 or (first - floor == 2 and tokens.flags[floor + 1] & W_THE)):
        return False
    return tokens.gap[first] != GLUED and tokens.codes[end] in (_COMMA, _SPACE)


@kernel
def _word_start(tokens: Tokens, at: int, floor: int) -> int:
    """The first token of the word before `at`, with what hyphens, apostrophes and full stops join; -1 without one."""
    if at <= floor or tokens.gap[at] in (GLUED, APART):
        return -1
    at -= 1
    if code_at(tokens, at) == _COMMA:
        if at <= floor or tokens.gap[at] != GLUED:
            return -1
        at -= 1
    while tokens.shape[at] & WORD or code_at(tokens, at) in _IN_WORD:
        if at == floor or tokens.gap[at] != GLUED:
            is_word = tokens.shape[at] & WORD and not 0x30 <= code_at(tokens, at) <= 0x39
            return at if is_word else -1
        at -= 1
    return -1


@kernel
def leads_to(tokens: Tokens, first: int, floor: int) -> int:
    """What the words before a place, from `floor` on, lead to it by: a preposition with up to four words behind it."""
    leads, at, n_words, n_others, are_capital = 0, first, 0, 0, True
    while True:
        word = _word_start(tokens, at, floor)
        if word < 0:
            return leads
        if n_others == 0 and tokens.flags[word] & W_VISIT and at - word == 1:
            return leads | TRAVELLED
        is_after_the = n_words > 0 and tokens.flags[at] & W_THE != 0
        n_between = n_words - is_after_the
        if n_between > _MAX_BETWEEN_HELD:
            return leads
        if tokens.flags[word] & (W_IN | W_AT | W_TO | W_FOR) and at - word == 1:
            leads |= _led_by(tokens, word, floor, n_between)
            is_at = tokens.flags[word] & W_IN and are_capital and n_words <= _MAX_BETWEEN_AT
            if is_at and leads & ELSEWHERE and _is_held_at(tokens, word, floor):
                leads |= HELD_AT
        are_capital = are_capital and tokens.shape[word] & CAPITAL != 0
        if not tokens.flags[word] & W_THE:
            # `a visit to the Ruritania`, `visiting Strelsau, Ruritania`
            n_others += 1 if n_words > 1 or code_at(tokens, at - 1) != _COMMA else 0
        at, n_words = word, n_words + 1


@kernel
def _led_by(tokens: Tokens, preposition: int, floor: int, n_between: int) -> int:
    """What the words before a preposition say."""
    leads, word = 0, tokens.flags[preposition]
    if n_between <= _MAX_BETWEEN and is_before(tokens, preposition, floor, wide(W_TRAVEL), wide(_LEAD_REACH)):
        leads |= TRAVELLED
    if word & W_FOR == 0 and is_before(tokens, preposition, floor, wide(W_HELD), wide(_HELD_REACH)):
        leads |= HELD
    if word & W_IN and n_between <= _MAX_BETWEEN:
        at = preposition
        for _ in range(_MAX_ELSEWHERE):
            if at <= floor or tokens.gap[at] in (GLUED, APART) or not tokens.shape[at - 1] & WORD:
                break
            at -= 1
            if tokens.flags[at] & (W_ELSEWHERE | W_SECURITY):
                leads |= ELSEWHERE
    return leads


@kernel
def is_before(tokens: Tokens, token: int, floor: int, bits: int, reach: int) -> bool:
    """Does a word of a list stand before a token, in the same part of the sentence? `held` may be in another."""
    limit = tokens.start[token] - reach
    for at in range(token - 1, floor - 1, -1):
        if tokens.end[at] < limit - 1:
            return False
        code = code_at(tokens, at)
        if code == _SEMICOLON or (bits != W_HELD and code == _DOT and _is_full_stop(tokens, at, floor)):
            return False
        if tokens.flags[at] & bits:
            return True
    return False


@kernel
def _is_full_stop(tokens: Tokens, token: int, floor: int) -> bool:
    """Is a dot no part of an abbreviation like 'a.i.'?"""
    return token <= floor or tokens.gap[token] != GLUED or tokens.end[token - 1] - tokens.start[token - 1] > 1


@kernel
def _is_held_at(tokens: Tokens, preposition: int, floor: int) -> bool:
    """`held at the Trade Office in`: stronger than what may be elsewhere."""
    limit = tokens.start[preposition] - _AT_REACH
    for at in range(preposition - 2, floor - 1, -1):
        if tokens.start[at] < limit or code_at(tokens, at) in (_DOT, _COMMA, _SEMICOLON):
            return False
        if tokens.flags[at] & W_AT and tokens.flags[at + 1] & W_THE:
            return is_before(tokens, at, floor, wide(W_HOLD), wide(_LEAD_REACH))
    return False


@kernel
def is_visitor(tokens: Tokens, first: int, floor: int) -> bool:
    """`the visit of the Minister of Ruritania`: a visitor, not a place."""
    for at in range(first - 1, floor - 1, -1):
        if tokens.start[first] - tokens.start[at] > _VISITOR_REACH:
            return False
        if tokens.flags[at] & W_VISIT_OF:
            return True
    return False


@kernel
def preposition_before(tokens: Tokens, first: int, floor: int, words: int) -> int:
    """The preposition right before a place (an article may stand between), -1 if there is none."""
    at = first - 1
    if at > floor and tokens.flags[at] & W_THE:
        at -= 1
    is_apart = at < floor or tokens.gap[at + 1] in (GLUED, APART) or tokens.gap[first] in (GLUED, APART)
    return at if not is_apart and tokens.flags[at] & words else -1
