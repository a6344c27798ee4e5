"""When the main event took place, if the release says so: dates with their year, and what they are the dates of.

The date of a release (in its title, on a line above the lead, in a dateline) is that of what was said that day. Here
belongs also what a dateline looks like. Not here: what the event was.
"""

from __future__ import annotations

from reading.columns import NO_DAY
from reading.event_lexicon import (
    MONTH,
    T_ACCUSE,
    T_AID,
    T_APPOINTMENT,
    T_CONDOLENCE,
    T_CONGRATULATION,
    T_OTHER,
    T_REJECT,
    T_SANCTION,
    T_STATEMENT,
    T_SUPPORT,
    W_ATTRIBUTE,
    W_BY,
    W_OF,
    W_OTHER_DATE,
    W_OTHER_DAY,
    W_TO,
)
from reading.event_zones import Seen, Tokens, Zones, code_at, wide
from reading.kernel import Numbers, kernel
from reading.tokens import APART, CAPITAL, DIGIT, GLUED, WORD

#: So many dates and evidences are looked at, so that hostile text stays linear.
MAX_LOOKED_AT = 40
#: A dateline begins and ends within so many characters of the lead; a line with a date above the lead is so long.
MAX_DATELINE = 45
_MAX_DATE_LINE = 90
_MAX_HEAD_WORDS, _MAX_TAIL_WORDS = 3, 6
#: No sentence is looked for further away than so many tokens.
_MAX_SENTENCE = 120
# Columns of the dates of a text.
D_FIRST, D_LAST, D_DAY, D_IS_LINE = range(4)

_COMMA, _DOT, _COLON, _SEMICOLON, _HYPHEN, _PERCENT = 0x2C, 0x2E, 0x3A, 0x3B, 0x2D, 0x25
_APOSTROPHES, _BULLETS = (0x27, 0x2019), (0x2022, 0x2A, 0x2013, 0x2D)
_DASHES, _ALL_DASHES = (0x2D, 0x2013), (0x2D, 0x2013, 0x2014)
_IN_WORD, _IN_TAIL = (0x2E, 0x27, 0x2019, 0x2D), (0x2E, 0x27, 0x2019, 0x2D, 0x2013, 0x2014, 0x2C, 0x2F, 0x28, 0x29)
_MONTH_DAYS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

#: What was said or decided was so on the day of its date line; a meeting was then if its lead names no other day.
_ON_ISSUE = (
    1 << T_STATEMENT
    | 1 << T_ACCUSE
    | 1 << T_REJECT
    | 1 << T_SUPPORT
    | 1 << T_AID
    | 1 << T_SANCTION
    | 1 << T_CONDOLENCE
    | 1 << T_CONGRATULATION
    | 1 << T_APPOINTMENT
    | 1 << T_OTHER
)


@kernel
def is_dateline_head(tokens: Tokens, first: int, last: int) -> bool:
    """Are the tokens [first, last) nothing, or up to three capitalized words that begin a dateline?"""
    at, n_words = first, 0
    while at < last and code_at(tokens, at) in _BULLETS:
        at += 1
    while at < last:
        if not tokens.shape[at] & CAPITAL or n_words == _MAX_HEAD_WORDS:
            return False
        n_words += 1
        at += 1
        while at < last and tokens.gap[at] == GLUED and (tokens.shape[at] & WORD or code_at(tokens, at) in _IN_WORD):
            at += 1
        if at < last and tokens.gap[at] == GLUED:
            if code_at(tokens, at) != _COMMA:
                return False
            at += 1
        if tokens.gap[at] == GLUED:
            return False
    return True


@kernel
def is_dateline_tail(tokens: Tokens, token: int, stop: int) -> bool:
    """Do a dash or a colon follow, perhaps after other places and a date?"""
    limit, n_words = tokens.end[token - 1] + MAX_DATELINE, 0
    for at in range(token, stop):
        if tokens.gap[at] == APART or tokens.end[at] > limit:
            return False
        if tokens.shape[at] & (CAPITAL | DIGIT):
            n_words += tokens.gap[at] != GLUED
            if n_words > _MAX_TAIL_WORDS:
                return False
            continue
        code = code_at(tokens, at)
        if code == _COLON or (code in _ALL_DASHES and at + 1 < stop and tokens.gap[at + 1] != GLUED):
            return True
        if code not in _IN_TAIL:
            return False
    return False


@kernel
def _number(tokens: Tokens, token: int) -> tuple[int, int]:
    """The number that a token begins with, and how many digits it has."""
    number, n_digits = 0, 0
    for position in range(tokens.start[token], min(tokens.end[token], tokens.start[token] + 5)):
        digit = tokens.codes[position] - 0x30
        if not 0 <= digit <= 9:
            break
        number, n_digits = number * 10 + digit, n_digits + 1
    return number, n_digits


@kernel
def _day_number(tokens: Tokens, token: int) -> int:
    """The day of a month that a token means (`4`, `4th`), -1 if it is none."""
    if not tokens.shape[token] & DIGIT:
        return -1
    number, n_digits = _number(tokens, token)
    n_letters = tokens.end[token] - tokens.start[token] - n_digits
    return number if 1 <= n_digits <= 2 and n_letters in (0, 2) else -1


@kernel
def _year_after(tokens: Tokens, token: int, stop: int) -> int:
    """The token of a year that follows, after a comma or none; -1 if there is none."""
    if token < stop and code_at(tokens, token) == _COMMA and tokens.gap[token] == GLUED:
        token += 1
    if token >= stop or tokens.gap[token] in (GLUED, APART) or not tokens.shape[token] & DIGIT:
        return -1
    number, n_digits = _number(tokens, token)
    is_share = token + 1 < stop and code_at(tokens, token + 1) == _PERCENT
    return token if n_digits == 4 == tokens.end[token] - tokens.start[token] and number > 0 and not is_share else -1


@kernel
def _is_range(tokens: Tokens, token: int) -> bool:
    """Does a token stand between two days: a dash, `to`, `and`?"""
    if not tokens.shape[token] & WORD:
        return code_at(tokens, token) in _DASHES
    return tokens.flags[token] & W_TO != 0 or (
        tokens.end[token] - tokens.start[token] == 3 and code_at(tokens, token) == 0x61
    )


@kernel
def _days_since_1970(year: int, month: int, day: int) -> int:
    """Days from 1 January 1970 to a date, `NO_DAY` for a date that does not exist."""
    is_leap_month = month == 2 and (year % 400 == 0 or (year % 4 == 0 and year % 100 != 0))
    if day < 1 or day > _MONTH_DAYS[month] + (1 if is_leap_month else 0):
        return NO_DAY
    is_early = month <= 2
    years, months = (year - 1, month + 9) if is_early else (year, month - 3)
    days = years * 365 + years // 4 - years // 100 + years // 400
    return days + (153 * months + 2) // 5 + day - 1 - 719_468


@kernel
def _date_at(tokens: Tokens, month: int, floor: int, stop: int) -> tuple[int, int, int]:
    """The date that the name of a month belongs to, as tokens [first, last) and a day; (-1, -1, NO_DAY) without."""
    after, before = month + 1, month - 1
    if after < stop and code_at(tokens, after) == _DOT and tokens.gap[after] == GLUED:
        after += 1
    if before > floor and tokens.flags[before] & W_OF and tokens.end[before] - tokens.start[before] == 2:
        before -= 1
    year = _year_after(tokens, after, stop)
    if year >= 0 and before >= floor:
        day, first = _day_number(tokens, before), before
        if before - 2 >= floor and _is_range(tokens, before - 1) and _day_number(tokens, before - 2) >= 0:
            first = before - 2
            day = _day_number(tokens, first) if day >= 0 else day
        if day >= 0:
            return first, year + 1, _day_of(tokens, year, month, day)
    if after >= stop or tokens.gap[after] in (GLUED, APART):
        return -1, -1, NO_DAY
    day, last = _day_number(tokens, after), after + 1
    if last + 1 < stop and _is_range(tokens, last) and _day_number(tokens, last + 1) >= 0:
        last += 2
    year = _year_after(tokens, last, stop)
    if day < 0 or year < 0:
        return -1, -1, NO_DAY
    return month, year + 1, _day_of(tokens, year, month, day)


@kernel
def _day_of(tokens: Tokens, year: int, month: int, day: int) -> int:
    number, _ = _number(tokens, year)
    return _days_since_1970(number, tokens.flags[month] & MONTH, day)


@kernel
def _is_of_other(tokens: Tokens, date: int, floor: int) -> bool:
    """Is a date that of another event, by the words before it from `floor` on?"""
    if date > floor and tokens.flags[date - 1] & W_BY:
        return True
    for token in range(date - 1, max(floor, date - _MAX_SENTENCE) - 1, -1):
        if tokens.flags[token] & W_OTHER_DATE:
            return True
        if code_at(tokens, token) in (_DOT, _SEMICOLON):
            break
    return False


@kernel
def _is_attribute(tokens: Tokens, date: int, floor: int) -> bool:
    """`the May 4, 2031, agreement`, `its 4 May 2031 session`, `Ruritania's 4 May 2031 vote`."""
    if date <= floor:
        return False
    if tokens.flags[date - 1] & W_ATTRIBUTE or code_at(tokens, date - 1) in _APOSTROPHES:
        return True
    is_s = tokens.end[date - 1] - tokens.start[date - 1] == 1 and code_at(tokens, date - 1) == 0x73
    return is_s and date - 2 >= floor and tokens.gap[date - 1] == GLUED and code_at(tokens, date - 2) in _APOSTROPHES


@kernel
def _is_issue(tokens: Tokens, zones: Zones, first: int, last: int) -> bool:
    """Is a date that of the release: in the title, on a short line above the lead, in a dateline?"""
    if first >= zones.lead:
        is_near = tokens.start[first] <= tokens.start[zones.lead] + MAX_DATELINE
        opens = is_near and is_dateline_head(tokens, zones.lead, first)
        return opens and is_dateline_tail(tokens, last, zones.stop)
    line = first
    while (
        line > zones.title and tokens.gap[line] != APART and tokens.start[first] - tokens.start[line] <= _MAX_DATE_LINE
    ):
        line -= 1
    if first >= zones.body:
        end = first
        while end + 1 < zones.stop and tokens.gap[end + 1] != APART and end - first < _MAX_DATE_LINE:
            end += 1
        if tokens.end[end] - tokens.start[line] > _MAX_DATE_LINE:
            return False
    else:
        line = zones.title
    return not _is_of_other(tokens, first, line)


@kernel
def _gather(tokens: Tokens, zones: Zones, dates: Numbers) -> int:
    """Fill the dates of title, lead and what is above it; return their number."""
    count = 0
    for token in range(zones.title, max(zones.after, zones.body)):
        if not tokens.flags[token] & MONTH:
            continue
        first, last, day = _date_at(tokens, token, zones.title, zones.stop)
        if first < 0:
            continue
        dates[count, D_FIRST], dates[count, D_LAST], dates[count, D_DAY] = first, last, day
        dates[count, D_IS_LINE] = day != NO_DAY and _is_issue(tokens, zones, first, last)
        count += 1
        if count == MAX_LOOKED_AT:
            break
    return count


@kernel
def _stated(tokens: Tokens, zones: Zones, dates: Numbers, n_dates: int, first: int, last: int) -> int:
    """The day that the sentence around the tokens [first, last] states for its event, or `NO_DAY`."""
    begin, end = first, last
    while begin > max(zones.title, first - _MAX_SENTENCE) and not tokens.is_stop[begin - 1]:
        begin -= 1
    while end + 1 < min(zones.stop, last + _MAX_SENTENCE) and not tokens.is_stop[end]:
        end += 1
    for row in range(n_dates):
        date = wide(dates[row, D_FIRST])
        if (dates[row, D_IS_LINE] and date >= zones.body) or dates[row, D_DAY] == NO_DAY or not begin <= date <= end:
            continue
        if not _is_of_other(tokens, date, begin) and not _is_attribute(tokens, date, begin):
            return dates[row, D_DAY]
    return NO_DAY


@kernel
def find_day(
    tokens: Tokens,
    zones: Zones,
    seen: Seen,
    dates: Numbers,
    kind: int,
    evidence: Numbers,
    n_evidence: int,
) -> int:
    """The day of an event of this kind, if the release states it with its year, or `NO_DAY`.

    It stands in the sentence of a cue in title or lead (`evidence`: first and last tokens), or in the first sentence of
    the lead, or it is the date of the release where the event was of that day.
    """
    if not (seen.title | seen.above | seen.first | seen.rest) & MONTH:
        return NO_DAY
    n_dates, issued = _gather(tokens, zones, dates), NO_DAY
    if n_dates == 0:
        return NO_DAY
    for row in range(n_dates - 1, -1, -1):
        issued = dates[row, D_DAY] if dates[row, D_IS_LINE] else issued
    if issued != NO_DAY and _ON_ISSUE >> kind & 1:
        return issued
    for row in range(min(n_evidence, MAX_LOOKED_AT)):
        day = _stated(tokens, zones, dates, n_dates, wide(evidence[row, 0]), wide(evidence[row, 1]))
        if day != NO_DAY:
            return day
    if zones.lead < zones.stop:
        day = _stated(tokens, zones, dates, n_dates, zones.lead, zones.lead)
        if day != NO_DAY:
            return day
    return NO_DAY if seen.first & W_OTHER_DAY else issued
