"""Where things stand in a text: sentences, paragraphs and the lead, computed once for a batch.

Readers weigh a phrase by its place: the title says what a release is about, the lead says what happened, the body lists
everything else. Not here: what any phrase means.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from reading.columns import Layout, Texts
from reading.kernel import Numbers, Octets, entry, kernel
from reading.patterns import Pattern, compile_patterns, match_after
from reading.tokens import APART, CAPITAL, GLUED, WORD, Batch
from reading.wordmap import WordMap, look_up, word_map

#: A lead is prose: one paragraph of at least so many characters. Bylines, datelines and subtitles are shorter.
MIN_LEAD = 40
MAX_LEAD = 900
#: How much of a paragraph is searched for what shows that it is no lead.
_PREAMBLE_REACH = 200
_MAX_PARAGRAPHS = 12
#: Abbreviations whose full stop ends no sentence, beside single capitals and pairs like 'St'.
_ABBREVIATIONS = ("mr", "mrs", "dr", "hon", "ms", "prof", "gen", "col", "lt", "capt", "sen", "rep", "gov", "st", "no")
_QUOTES = (0x22, 0x201D, 0x2019, 0x29)
_DOT, _MARKS = 0x2E, (0x21, 0x3F)
_ENDS = (0x2E, 0x21, 0x3F, 0x3A, 0x3B, 0x2026)

#: Lines above the lead that are prose by length only: who may be quoted, and the heads of joint texts.
_PREAMBLES = (
    "attributable to",
    "text of the following",
    "following is the text",
    "following statement",
    "begin text",
    "held by",
)


@cache
def _preamble() -> Pattern:
    return compile_patterns(_PREAMBLES)


@cache
def _abbreviations() -> WordMap:
    return word_map(dict.fromkeys(_ABBREVIATIONS, 1))


@kernel
def _ends_sentence(abbreviations: WordMap, batch: Batch, token: int, stop: int) -> bool:
    """Does a mark end a sentence? Not the full stop of an abbreviation, nor one inside a word."""
    code = batch.codes[batch.start[token]]
    if code == _DOT:
        if token > 0 and batch.gap[token] == GLUED and batch.shape[token - 1] & WORD:
            length = batch.end[token - 1] - batch.start[token - 1]
            is_short = length <= 2 and batch.shape[token - 1] & CAPITAL
            if is_short or (batch.shape[token - 1] & CAPITAL and look_up(abbreviations, batch.word[token - 1])):
                return False
    elif code not in _MARKS:
        return False
    following = token + 1
    while following < stop and batch.gap[following] == GLUED and batch.codes[batch.start[following]] in _QUOTES:
        following += 1
    return following == stop or batch.gap[following] != GLUED


@kernel
def _is_prose(preamble: Pattern, batch: Batch, first: int, last: int, start: int, end: int, is_stop: Octets) -> bool:
    """Is the paragraph of tokens [first, last) at [start, end) a lead rather than a byline or a head?"""
    if end - start < MIN_LEAD:
        return False
    has_end = False
    for token in range(first, last):
        code = batch.codes[batch.start[token]]
        is_last = token + 1 == last or (token + 2 == last and batch.codes[batch.start[token + 1]] in _QUOTES)
        has_end = has_end or (is_last and code in _ENDS) or (is_stop[token] and token + 1 < last)
        if batch.start[token] - start < _PREAMBLE_REACH:
            bits, _ = match_after(preamble, batch, token, last)
            if bits:
                return False
    return has_end


@entry
def _lay_out(
    abbreviations: WordMap,
    preamble: Pattern,
    batch: Batch,
    title_end: Numbers,
    lead_start: Numbers,
    lead_end: Numbers,
    is_stop: Octets,
) -> None:
    for text in range(len(title_end)):
        stop, limit = batch.first_token[text + 1], batch.first_code[text + 1] - 1
        lead_start[text] = lead_end[text] = -1
        first, n_paragraphs, is_found = batch.first_token[text], 0, False
        for token in range(first, stop):
            is_stop[token] = _ends_sentence(abbreviations, batch, token, stop)
            is_last = token + 1 == stop or batch.gap[token + 1] == APART
            if not is_last:
                continue
            is_stop[token] = 1
            start, begin = batch.start[first], first
            first = token + 1
            if is_found or start < title_end[text] or n_paragraphs == _MAX_PARAGRAPHS:
                continue
            n_paragraphs += 1
            end = min(batch.end[token], start + MAX_LEAD)
            if lead_start[text] < 0:
                lead_start[text], lead_end[text] = start, end
            if _is_prose(preamble, batch, begin, token + 1, start, batch.end[token], is_stop):
                lead_start[text], lead_end[text], is_found = start, end, True
        if lead_start[text] < 0:
            lead_start[text] = lead_end[text] = limit


def lay_out(batch: Batch, texts: Texts) -> Layout:
    """Return where the leads stand (the first paragraph of prose, else the first one; empty if there is no body)."""
    n_texts = len(texts.title_end)
    layout = Layout(np.empty(n_texts, np.int32), np.empty(n_texts, np.int32), np.zeros(len(batch.start), np.uint8))
    _lay_out(_abbreviations(), _preamble(), batch, texts.title_end, *layout)
    return layout


def texts_of(batch: Batch, titles: Sequence[str], homes: Sequence[int]) -> Texts:
    """Return the facts of texts made of a title, a line feed and a body; `homes` are rows of `country_table()`."""
    ends = batch.first_code[:-1] + np.fromiter(map(len, titles), np.int64, len(titles))
    return Texts(ends.astype(np.int32), np.array(homes, np.int16))


@kernel
def sentence_end(layout: Layout, token: int, stop: int) -> int:
    """Return the token after the sentence of `token`, at most `stop`."""
    while token < stop and not layout.is_stop[token]:
        token += 1
    return min(token + 1, stop)


@kernel
def paragraph_end(batch: Batch, token: int, stop: int) -> int:
    """Return the token after the paragraph of `token`, at most `stop`."""
    token += 1
    while token < stop and batch.gap[token] != APART:
        token += 1
    return token
