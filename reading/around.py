"""What stands right beside a token: the small questions that rules of several readers ask."""

from __future__ import annotations

from reading.kernel import kernel
from reading.tokens import CAPITAL, DIGIT, GLUED, SPACED, WIDE, WORD, Batch

#: So many tokens may make up a word with its hyphens ('Secretary-General').
MAX_JOINED = 6
DOT, COMMA, HYPHEN, APOSTROPHE = 0x2E, 0x2C, 0x2D, 0x27
_TYPOGRAPHIC_APOSTROPHE, _TYPOGRAPHIC_HYPHENS = 0x2019, (0x2011, 0x2013)


@kernel
def code_at(batch: Batch, token: int) -> int:
    """First character of a token."""
    return batch.codes[batch.start[token]]


@kernel
def is_capital(batch: Batch, token: int) -> bool:
    """Is the token a word with a capital?"""
    return batch.shape[token] & CAPITAL != 0


@kernel
def lowered(batch: Batch, token: int) -> int:
    """First character of a token, hyphens and apostrophes made plain."""
    code = code_at(batch, token)
    if code in _TYPOGRAPHIC_HYPHENS:
        return HYPHEN
    return APOSTROPHE if code == _TYPOGRAPHIC_APOSTROPHE else code


@kernel
def word_before(batch: Batch, token: int, floor: int) -> int:
    """The word before a token if only space, or the full stop of an abbreviation, stands between; else -1."""
    if token <= floor or batch.gap[token] not in (SPACED, WIDE):
        return -1
    token -= 1
    if code_at(batch, token) == DOT and token > floor and batch.gap[token] == GLUED:
        token -= 1
    return token if batch.shape[token] & WORD else -1


@kernel
def joined_start(batch: Batch, token: int, floor: int) -> int:
    """First token of a word that hyphens join ('Secretary-General')."""
    for _ in range(MAX_JOINED):
        if token <= floor or batch.gap[token] != GLUED:
            break
        token -= 1
    return token


@kernel
def word_after(batch: Batch, stop: int, end: int) -> int:
    """The word after the token before `stop` if a space or a hyphen stands between; else -1."""
    if stop >= end:
        return -1
    token = stop
    if batch.gap[token] == GLUED and lowered(batch, token) == HYPHEN:
        token += 1
        if token >= end or batch.gap[token] != GLUED:
            return -1
    elif batch.gap[token] not in (SPACED, WIDE):
        return -1
    return token if batch.shape[token] & WORD and not batch.shape[token] & DIGIT else -1
