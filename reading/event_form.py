"""What the form of a release tells of its event: a transcript, an article under a byline, a speech with a greeting.

Not here: what cues tell (`events`).
"""

from __future__ import annotations

from reading.columns import Countries
from reading.event_lexicon import (
    P_BYLINE,
    P_GREETING,
    P_ROLE_LINE,
    P_SALUTATION,
    T_MEETING,
    T_MULTILATERAL,
    T_OTHER,
    T_STATEMENT,
    W_CALLED,
    W_I,
    W_JOIN,
    W_OF,
    W_OFFICE,
    W_PRESS,
    W_SPEAKER,
    W_THE,
    W_WE,
)
from reading.event_zones import Seen, Tokens, Zones, code_at, wide
from reading.kernel import Codes, Hashes, kernel
from reading.patterns import Pattern, match_after
from reading.tokens import APART, CAPITAL, DIGIT, GLUED, SPACED, UPPER, Batch, facts_of
from reading.wordmap import WordMap, look_up

#: A transcript names its first speakers within so many characters; a speaker's title and name are so long.
_TRANSCRIPT_REACH, _SPEAKER_REACH = 20_000, 60
#: A byline or the head of an article is no longer.
MAX_LINE = 90
#: So far a greeting reaches to its comma, and one that has a line for itself.
_GREETING_REACH, _SALUTATION_REACH = 80, 110
_COMMA, _DOT, _COLON, _BANG, _STOPS = 0x2C, 0x2E, 0x3A, 0x21, (0x2E, 0x21, 0x3F)
_NAME_MARKS = (0x2E, 0x2C, 0x27, 0x2019, 0x2D)
#: A lead that begins with a quotation is the speech of one who is told about.
_QUOTES = (0x201C, 0x2018, 0x22, 0x27, 0xAB)


@kernel
def find_speakers(words: WordMap, word: Hashes, tokens: Tokens, zones: Zones) -> tuple[int, int, bool]:
    """Where the first speaker of a transcript is named, as tokens [first, last); and whether there is a second.

    A speaker stands in capitals at the head of a line, before a colon; (-1, -1) if there is none.
    """
    first = last = -1
    limit = tokens.start[zones.body] + _TRANSCRIPT_REACH if zones.body < zones.stop else 0
    for token in range(zones.body, zones.stop):
        if tokens.start[token] > limit:
            break
        if tokens.gap[token] != APART or not tokens.shape[token] & UPPER:
            continue
        end = _speaker_end(look_up(words, word[token]), tokens, token, zones.stop)
        if end < 0:
            continue
        if first >= 0:
            return first, last, True
        first, last = token, end
    return first, last, False


@kernel
def _speaker_end(kind: int, tokens: Tokens, token: int, stop: int) -> int:
    """The token after the colon behind a speaker (`kind`: what the first word says), -1 if none is named."""
    at = token + 1
    if kind & W_CALLED:
        while at < stop and tokens.gap[at] != APART and tokens.start[at] - tokens.end[token] <= _SPEAKER_REACH:
            if not tokens.shape[at] & UPPER and code_at(tokens, at) not in _NAME_MARKS:
                break
            at += 1
    elif not kind & W_SPEAKER:
        return -1
    is_called = at + 1 < stop and tokens.gap[at] <= SPACED and code_at(tokens, at) == _COLON
    return at + 1 if is_called and tokens.gap[at + 1] != GLUED else -1


@kernel
def together(tokens: Tokens, table: Codes, zones: Zones, countries: Countries, text: int, home: int) -> int:
    """The kind of meeting whose speakers a title names (`with` or `and` an office holder of another state), else -1."""
    joined, has_office = -1, False
    for token in range(zones.title, zones.body):
        is_last = token + 1 == zones.body
        if joined < 0 and tokens.flags[token] & W_JOIN and not is_last and tokens.gap[token + 1] != GLUED:
            joined = tokens.end[token]
        elif joined >= 0 and tokens.flags[token] & W_OFFICE:
            has_office = True
        if tokens.flags[token] & W_PRESS or (
            tokens.flags[token] & W_OF and _is_station(tokens, table, token + 1, zones.body)
        ):
            return -1
    if not has_office:
        return -1
    partner = -1
    for row in range(countries.first[text], countries.first[text + 1]):
        if countries.first_token[row] >= zones.body:
            break
        country = countries.country[row]
        if countries.start[row] < joined or country == home:
            continue
        if partner >= 0 and country != partner:
            return T_MULTILATERAL
        partner = country
    return T_MEETING if partner >= 0 else -1


@kernel
def _is_station(tokens: Tokens, table: Codes, token: int, stop: int) -> bool:
    """`of BBC`, `for the EuroNews`: a word with more than one capital, or a digit, behind a preposition."""
    if token < stop and tokens.flags[token] & W_THE:
        token += 1
    if token >= stop or not tokens.shape[token] & CAPITAL:
        return False
    if tokens.shape[token] & DIGIT:
        return True
    for position in range(tokens.start[token] + 1, tokens.end[token]):
        if (facts_of(table, tokens.codes[position]) >> 18) & 1:
            return True
    return False


@kernel
def byline_end(forms: int, tokens: Tokens, line: int, stop: int) -> int:
    """The last token of what a line above the lead, or the head of a lead, tells of who speaks; -1 if it tells nothing.

    `forms` are the patterns that match there.
    """
    is_greeting = forms & P_GREETING != 0 and _has_mark(tokens, line, stop, wide(_GREETING_REACH))
    is_salutation = forms & P_SALUTATION != 0 and _has_mark(tokens, line, stop, wide(_SALUTATION_REACH))
    if not (forms & P_BYLINE or is_greeting or is_salutation):
        return -1
    last, limit = line, tokens.start[line] + MAX_LINE
    while last + 1 < stop and not tokens.is_stop[last] and tokens.end[last + 1] <= limit:
        last += 1
    return last - 1 if last > line and code_at(tokens, last) in _STOPS else last


@kernel
def _has_mark(tokens: Tokens, line: int, stop: int, reach: int) -> bool:
    """Does a comma, a colon or an exclamation mark follow a greeting?"""
    for token in range(line + 1, stop):
        if tokens.gap[token] == APART or tokens.start[token] - tokens.start[line] > reach:
            return False
        code = code_at(tokens, token)
        if code == _DOT and token > line + 1:
            return False
        is_at_end = token + 1 < stop and tokens.gap[token + 1] == APART
        if code in (_COMMA, _COLON, _BANG) and (is_at_end or reach == _GREETING_REACH):
            return True
    return False


@kernel
def fallback(forms: Pattern, batch: Batch, tokens: Tokens, zones: Zones, seen: Seen) -> int:
    """STATEMENT for a text in the first person or under a line that tells who speaks, else OTHER."""
    at = zones.body
    while at < zones.lead and (at == zones.body or tokens.gap[at] != APART):
        if tokens.end[at] - tokens.start[zones.body] >= MAX_LINE:
            break
        at += 1
    if at < zones.stop and tokens.gap[at] == APART:
        for token in range(zones.body, at):
            if code_at(tokens, token) == _COMMA and match_after(forms, batch, token, at)[0] & P_ROLE_LINE:
                return T_STATEMENT
    is_quote = zones.lead < zones.stop and code_at(tokens, zones.lead) in _QUOTES
    is_spoken = not is_quote and (seen.first | seen.rest) & (W_WE | W_I) != 0
    return T_STATEMENT if is_spoken else T_OTHER
