"""Which cues stand before and after a run of mentions of states: 'Ambassador of', 'cooperation with', '... Minister'.

Each look is bounded, so hostile text stays linear. The words are in `role_lexicon`; what a cue means for the role of a
state is decided in `roles`.
"""

from __future__ import annotations

from typing import NamedTuple

from reading.kernel import Hashes, kernel
from reading.role_lexicon import (
    C_ABOUT,
    C_ACTOR,
    C_BODY,
    C_BOND,
    C_CLOSES,
    C_INNER,
    C_LOCAL,
    C_MET,
    C_MISSION,
    C_OPENS,
    C_POST,
    C_VISIT,
    CAPITAL_SHIFT,
    CUE_MASK,
    L_ACTOR,
    L_BODY,
    L_IN,
    L_NAME,
    L_NO_VERB,
    L_THE,
    L_TO,
    L_WITH,
    LINK_SHIFT,
    LOWER_SHIFT,
    N_CUES,
    S_CUE,
    UPPER_SHIFT,
    RoleLexicon,
)
from reading.tokens import APART, CAPITAL, DIGIT, GLUED, UPPER, WORD, Batch
from reading.wordmap import WordMap, exact_hash, look_up

#: How far before and after a run of mentions a cue may stand, in characters.
REACH = 100
#: How far before the word 'in' an embassy may end, counted from the end of the word.
_MISSION_REACH = 53
#: So many words may stand between a cue and the small word that ties the state to it.
_MAX_WORDS, _MAX_OFFICE_WORDS, _MAX_POST_WORDS = 3, 6, 8
#: So many words may stand between a state and who acts for it.
_MAX_INNER = 4
_MAX_PHRASE = 3
#: Marks that end a sentence or part of one; `_ENDS` part a cue from a state, `_STOPS` also an embassy.
_DOT, _ENDS, _STOPS = 0x2E, (0x2E, 0x3A, 0x3B, 0x21, 0x3F, 0x28, 0x29), (0x2E, 0x3A, 0x3B)
_HYPHENS = (0x2D, 0x2010, 0x2011, 0x2013, 0x2014)
_APOSTROPHES = (0x27, 0x2019)
_BULLETS = (0x2D, 0x2011, 0x2013, 0x2014, 0x2022, 0x2A, 0xB7)
_AMPERSAND = 0x26


class Link(NamedTuple):
    """The small word right before a run, or before its article: which token (-1 if none), and what it is (L_...)."""

    token: int
    facts: int


@kernel
def code_of(batch: Batch, token: int) -> int:
    """First character of a token."""
    return batch.codes[batch.start[token]]


@kernel
def cues_of(words: WordMap, batch: Batch, token: int) -> int:
    """What the lexicon says of a word as it is written (C_..., L_...)."""
    value = look_up(words, batch.word[token])
    if not value:
        return 0
    shape = batch.shape[token]
    shift = UPPER_SHIFT if shape & UPPER else CAPITAL_SHIFT if shape & CAPITAL else LOWER_SHIFT
    return (value >> shift) & CUE_MASK | (value >> LINK_SHIFT) << N_CUES


@kernel
def phrase_before(phrases: Hashes, batch: Batch, token: int, floor: int) -> int:
    """What the lexicon says of the phrases of two or three words that end with a token."""
    found = 0
    for first in range(token - 1, max(token - _MAX_PHRASE, floor - 1), -1):
        found |= look_up(phrases, exact_hash(batch.codes, batch.start[first], batch.end[token], S_CUE))
    return found


@kernel
def is_spaced(batch: Batch, token: int) -> bool:
    """Does space, but no line feed, stand before a token?"""
    return batch.gap[token] not in (GLUED, APART)


@kernel
def link_before(words: WordMap, batch: Batch, token: int, floor: int) -> Link:
    """The small word before a token; an article between them does not count."""
    at = token - 1
    if at < floor or not is_spaced(batch, token) or batch.gap[at] == GLUED:
        return Link(-1, 0)
    facts = cues_of(words, batch, at)
    if facts & L_THE and at > floor and is_spaced(batch, at) and batch.gap[at - 1] != GLUED:
        at -= 1
        facts = cues_of(words, batch, at)
    return Link(at, facts)


@kernel
def cues_before(lexicon: RoleLexicon, batch: Batch, token: int, link: Link, floor: int) -> int:
    """The cues right before a run that begins with `token`: those that its link ties to it, and 'on' or 'about'."""
    tied = _tied_by(link.facts)
    found, n_words, is_office, n_tail = link.facts & tied & C_VISIT, 0, True, token - link.token
    most = _MAX_WORDS + 1 if link.token < 0 else _most_words(tied) + n_tail
    at = token - 1
    while at >= floor and n_words <= most and batch.gap[at + 1] != APART:
        facts = cues_of(lexicon.words, batch, at)
        if facts & C_CLOSES:
            facts |= phrase_before(lexicon.phrases, batch, at, floor)
        if facts & CUE_MASK and batch.gap[at + 1] != GLUED:
            if link.token > at:
                found |= facts & tied & _within(n_words - n_tail, is_office)
            if n_words <= _MAX_WORDS or (n_words == _MAX_WORDS + 1 and cues_of(lexicon.words, batch, at + 1) & L_THE):
                found |= facts & C_ABOUT
        elif not batch.shape[at] & WORD and code_of(batch, at) in _ENDS:
            break
        if batch.gap[at] != GLUED:
            n_words += 1
            is_office = is_office and (at >= link.token or facts & L_NO_VERB != 0 or not _is_verb(batch, at))
        at -= 1
    return found


@kernel
def _within(n_words: int, is_office: bool) -> int:
    """The cues that may stand so many words before the link; a verb ends an office."""
    cues = C_BODY | C_BOND | C_VISIT if n_words <= _MAX_WORDS else 0
    if n_words <= _MAX_OFFICE_WORDS and is_office:
        cues |= C_ACTOR
    return cues | C_POST if n_words <= _MAX_POST_WORDS else cues


@kernel
def _most_words(tied: int) -> int:
    """How many words may stand between the link and the cues that it ties."""
    return _MAX_POST_WORDS if tied & C_POST else _MAX_OFFICE_WORDS if tied & C_ACTOR else _MAX_WORDS + 1


@kernel
def is_in_mission(words: WordMap, batch: Batch, link: Link, floor: int) -> bool:
    """'the Embassy of Norway in': does a mission stand before the link, in the same sentence?"""
    if not link.facts & L_IN:
        return False
    at = link.token - 1
    while at >= floor and batch.gap[at + 1] != APART and batch.end[at] >= batch.end[link.token] - _MISSION_REACH:
        if cues_of(words, batch, at) & C_MISSION:
            return True
        if code_of(batch, at) in _STOPS:
            return False
        at -= 1
    return False


@kernel
def far_cues_before(lexicon: RoleLexicon, batch: Batch, token: int, floor: int, wanted: int) -> tuple[int, int]:
    """Return (which cues stand before a token on its line, the first token of the line), both as far as cues reach."""
    found, start = 0, batch.start[token]
    at = token - 1
    while at >= floor and batch.gap[at + 1] != APART and batch.start[at] >= start - REACH:
        facts = cues_of(lexicon.words, batch, at)
        if facts & C_CLOSES:
            facts |= phrase_before(lexicon.phrases, batch, at, floor)
        found |= facts & wanted
        at -= 1
    return found, at + 1


@kernel
def _tied_by(link: int) -> int:
    """The cues that a small word may tie to a state."""
    tied = link & C_VISIT
    if link & L_ACTOR:
        tied |= C_ACTOR
    if link & L_BODY:
        tied |= C_BODY
    if link & L_WITH:
        tied |= C_BOND
    if link & L_TO:
        tied |= C_VISIT | C_POST
    return tied


@kernel
def _is_verb(batch: Batch, token: int) -> bool:
    """'Minister condemned the invasion of': a word like this ends an office."""
    end = batch.end[token]
    if batch.shape[token] & (CAPITAL | DIGIT) or end - batch.start[token] <= len("ed"):
        return False
    return batch.codes[end - 1] == 0x64 and batch.codes[end - 2] == 0x65


@kernel
def phrase_after(phrases: Hashes, batch: Batch, token: int, stop: int) -> int:
    """What the lexicon says of the phrases of two or three words that begin with a token."""
    found = 0
    for last in range(token + 1, min(token + _MAX_PHRASE, stop)):
        found |= look_up(phrases, exact_hash(batch.codes, batch.start[token], batch.end[last], S_CUE))
    return found


@kernel
def cues_after(lexicon: RoleLexicon, batch: Batch, token: int, stop: int) -> int:
    """The cues after a run that ends before `token`: 'Norwegian newly appointed Ambassador', nothing beyond a verb."""
    at = _after_possessive(batch, token, stop)
    found, n_words, is_name, limit = 0, 0, False, batch.end[token - 1] + REACH
    while at < stop and batch.gap[at] != APART:
        if batch.gap[at] == GLUED:
            if code_of(batch, at) not in _HYPHENS or at + 1 == stop or batch.gap[at + 1] != GLUED:
                break
            at += 1
        else:
            is_name = False
        if batch.end[at] > limit or not batch.shape[at] & WORD:
            break
        facts = cues_of(lexicon.words, batch, at)
        if facts & C_OPENS:
            facts |= phrase_after(lexicon.phrases, batch, at, stop)
        found |= facts & (C_ACTOR | C_BODY | C_LOCAL)
        is_capital = batch.shape[at] & CAPITAL != 0
        if not (is_name or is_capital or facts & C_INNER):
            break
        n_words += not is_name
        if n_words > _MAX_INNER:
            break
        is_name = is_name or is_capital
        at = _word_end(batch, at, stop) if is_capital else at + 1
    return found


@kernel
def _after_possessive(batch: Batch, token: int, stop: int) -> int:
    """The token after a possessive ending, if there is one."""
    is_ending = token + 1 < stop and batch.gap[token] == GLUED and batch.gap[token + 1] == GLUED
    if is_ending and code_of(batch, token) in _APOSTROPHES:
        is_s = batch.end[token + 1] - batch.start[token + 1] == 1 and code_of(batch, token + 1) == 0x73
        return token + 2 if is_s else token
    return token


@kernel
def _word_end(batch: Batch, token: int, stop: int) -> int:
    """The token after a capitalized word with what belongs to it: 'U.S.', 'O’Brien', 'R&D', 'Ministers’'."""
    at = token + 1
    while at < stop and batch.gap[at] == GLUED:
        code = code_of(batch, at)
        is_initial = (
            code == _DOT and batch.shape[at - 1] & CAPITAL != 0 and batch.end[at - 1] - batch.start[at - 1] == 1
        )
        if not (is_initial or code in _APOSTROPHES or code == _AMPERSAND or batch.shape[at] & WORD != 0):
            break
        at += 1
    return at


@kernel
def is_item(batch: Batch, token: int, line: int) -> bool:
    """Begins the line with the number or sign of an item of a list ('2. Ann Lee, ...')?"""
    if line >= token or batch.gap[line] != APART:
        return False
    if not batch.shape[line] & WORD:
        return code_of(batch, line) in _BULLETS
    is_number = batch.shape[line] & DIGIT != 0 and batch.end[line] - batch.start[line] <= len("10")
    following = line + 1
    if not is_number or following >= token or batch.gap[following] != GLUED:
        return False
    return code_of(batch, following) in (_DOT, 0x29)


@kernel
def is_name_of(batch: Batch, link: Link) -> bool:
    """'Ann Lee of', 'Minister of': does a name or an office stand before the link?"""
    at = link.token - 1
    if not link.facts & L_NAME or not is_spaced(batch, link.token):
        return False
    return batch.shape[at] & CAPITAL != 0 and batch.end[at] - batch.start[at] > 1


@kernel
def leads_to(lexicon: RoleLexicon, batch: Batch, token: int, floor: int) -> bool:
    """Do the words before a token tell of an encounter ('met', 'joined by the')?"""
    at = token - 1
    if at < floor or not is_spaced(batch, token):
        return False
    facts = cues_of(lexicon.words, batch, at)
    if facts & L_THE and at > floor and is_spaced(batch, at):
        at -= 1
        facts = cues_of(lexicon.words, batch, at)
    if facts & C_CLOSES:
        facts |= phrase_before(lexicon.phrases, batch, at, floor)
    return facts & C_MET != 0
