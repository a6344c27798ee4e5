"""What of a release tells of an event: signals, each with a type and a weight, and the ranking of the types by them.

Cues weigh by where they stand; the form of a release and a gift weigh beside them. Not here: place and date, and which
of the types are told (`events`).
"""

from __future__ import annotations

from typing import NamedTuple

from reading.columns import Countries
from reading.event_form import byline_end, find_speakers, together
from reading.event_lexicon import (
    C_CALLS_ON,
    C_JOINT,
    C_MEETING_WITH,
    C_NEEDS_PARTNER,
    FACTS,
    IN_BODY,
    IN_TITLE,
    N_TYPES,
    T_AID,
    T_CALL,
    T_MEETING,
    T_MULTILATERAL,
    T_OTHER,
    T_STATEMENT,
    T_VISIT,
    TYPE,
    W_BESIDE,
    W_GIVEN,
    W_MINISTERS,
    W_PRESS_MEETING,
    W_SUM,
    W_TO,
    EventLexicon,
)
from reading.event_zones import Seen, Tokens, Zones, code_at, mark_words, wide
from reading.kernel import Codes, Floats, Ints, Numbers, Shorts, kernel
from reading.matching import Found
from reading.patterns import match_after
from reading.tokens import APART, DIGIT, UPPER, Batch

#: By which rule a stretch of text is evidence; `RULES` in `events` has their names.
_R_TITLE, _R_LEAD, _R_BODY, _R_GIFT, _R_GIFT_IN_LEAD, _R_TRANSCRIPT, _R_TOGETHER, _R_BYLINE, BY_FALLBACK = range(9)
#: Evidence of one zone: by cue or as a gift.
ZONE = (0, 1, 2, 0, 1, 3, 4, 5, 6)

#: A cue after the first sentence of the lead counts for less.
_LATER_IN_LEAD = 0.75
#: What the best cue of a type in another zone adds to the best of all.
_SECOND = 0.12
#: The first cue of a title is its verb; what follows is often its object (`welcomes the appointment of`).
_FIRST_IN_TITLE = 1.0
#: What needs a partner and has none says little; a joint statement after a meeting is lighter than the meeting.
_AT_HOME_SHARE, _JOINT_SHARE = 0.6, 0.5
#: Evidence of so much of the best is kept.
KEPT_SHARE = 0.5
#: Cues of such weight in the body (in hundredths) tell on what occasion words were spoken, close to the lead.
_OCCASION = 500
#: A sum of money or a load of goods that a title or a lead says is given.
_GIFT, _GIFT_IN_LEAD = 8.0, 5.5
#: What the form of a release weighs: a transcript, one with a partner, an article or a speech.
_TRANSCRIPT, _WITH_PARTNER, _SPOKEN = 11.5, 14.0, 8.9
#: So far words before and behind a cue change its type.
_BESIDE_REACH, _MINISTERS_REACH, _APPEAL_REACH = 70, 40, 120
_CONSULT = 1 << T_MEETING | 1 << T_MULTILATERAL | 1 << T_VISIT | 1 << T_CALL
_DOT, _CURRENCIES = 0x2E, (0x24, 0x20AC, 0xA3, 0xA5)

# Columns of the signals of a text: type, rule, tokens [first, last], whether its cue is that of a joint statement, and
# the cue (-1: none).
S_TYPE, S_RULE, S_FIRST, S_LAST, S_JOINT, S_CUE = range(6)
N_SIGNAL_COLUMNS = 6
#: Signals of a text beside its cues: two gifts, a transcript, a meeting, a byline, the fallback.
N_MORE = 6
# Columns of the ranking: the best signal of a type and its zone, the best of another zone, the weight, the first span.
R_BEST, _BEST_ZONE, _ELSEWHERE, R_WEIGHT, _FIRST_SPAN = range(5)


class Work(NamedTuple):
    """Room for what is noted while a text is read: flags of tokens, signals with their weights, ranking, dates.

    `best` has the best signal of each type in each zone, `counted` the last text in which a cue or a state was counted,
    `scores` what the model gives for each type.
    """

    flags: Ints
    weight: Floats
    signals: Numbers
    ranks: Floats
    dates: Numbers
    evidence: Numbers
    best: Floats
    counted: Numbers
    scores: Floats


@kernel
def _put(work: Work, count: int, weight: float, kind: int, rule: int, first: int, last: int) -> int:
    """Append a signal at the tokens [first, last]."""
    work.weight[count] = weight
    work.signals[count, S_TYPE], work.signals[count, S_RULE] = kind, rule
    work.signals[count, S_FIRST], work.signals[count, S_LAST] = first, last
    work.signals[count, S_JOINT], work.signals[count, S_CUE] = 0, -1
    return count + 1


@kernel
def weigh_cues(
    lexicon: EventLexicon,
    table: Codes,
    batch: Batch,
    tokens: Tokens,
    zones: Zones,
    hits: Found,
    text: int,
    is_abroad: bool,
    work: Work,
) -> int:
    """Weigh the cues by their place, and correct those whose type depends on who took part; return their number."""
    count, marked = wide(0), zones.far
    for hit in range(hits.first[text], hits.first[text + 1]):
        cue, first, last = hits.key[hit], wide(hits.first_token[hit]), wide(hits.last_token[hit])
        if lexicon.cues[cue, TYPE] < 0:
            continue
        if first >= zones.after and count:
            if first >= zones.far:
                break  # title or lead have spoken; what the body adds is too light to matter
            if lexicon.cues[cue, IN_BODY] < _OCCASION:
                continue
        if marked <= last:
            mark_words(lexicon.words, table, batch, work.flags, marked, zones.stop, zones.stop)
            marked = zones.stop
        if lexicon.cues[cue, TYPE] == T_MULTILATERAL and _is_beside(tokens, first, zones.title):
            continue
        in_title = last < zones.body
        rule = _R_TITLE if in_title else _R_LEAD if zones.lead <= first < zones.after else _R_BODY
        weight = lexicon.cues[cue, IN_TITLE + rule] / 100
        if rule == _R_LEAD and first >= zones.second:
            weight *= _LATER_IN_LEAD
        elif in_title and count == 0:
            weight += _FIRST_IN_TITLE
        kind = _retyped(lexicon.cues, tokens, zones, cue, last + 1, in_title, is_abroad)
        if kind == T_OTHER != lexicon.cues[cue, TYPE]:
            weight *= _AT_HOME_SHARE
        count = _put(work, count, weight, kind, wide(rule), first, last)
        work.signals[count - 1, S_JOINT], work.signals[count - 1, S_CUE] = lexicon.cues[cue, FACTS] & C_JOINT, cue
    return count


@kernel
def _is_beside(tokens: Tokens, first: int, floor: int) -> bool:
    """A meeting of two beside a conference (`on the margins of the summit`) is no conference."""
    for token in range(first - 1, floor - 1, -1):
        if tokens.gap[token + 1] == APART or code_at(tokens, token) == _DOT:
            return False
        if tokens.start[first] - tokens.start[token] > _BESIDE_REACH:
            return False
        if tokens.flags[token] & W_BESIDE:
            return True
    return False


@kernel
def _retyped(cues: Shorts, tokens: Tokens, zones: Zones, cue: int, end: int, in_title: bool, is_abroad: bool) -> int:
    """The type of a cue, where it depends on what follows or on whether another state takes part."""
    facts = cues[cue, FACTS]
    if facts & C_NEEDS_PARTNER and not is_abroad:
        return T_OTHER
    if facts & C_MEETING_WITH and in_title:
        # A meeting with several ministers at once.
        is_many = _is_near(tokens, end, zones.body, wide(W_MINISTERS), wide(_MINISTERS_REACH))
        return T_MULTILATERAL if is_many else cues[cue, TYPE]
    if facts & C_CALLS_ON:
        is_appeal = _is_near(tokens, end, zones.stop, wide(W_TO), wide(_APPEAL_REACH))
        return T_STATEMENT if is_appeal else T_MEETING
    return cues[cue, TYPE]


@kernel
def _is_near(tokens: Tokens, token: int, stop: int, bits: int, reach: int) -> bool:
    """Does a word of a kind follow in the same line and sentence?"""
    for at in range(token, stop):
        is_over = tokens.gap[at] == APART or code_at(tokens, at) == _DOT
        if is_over or tokens.start[at] - tokens.end[token - 1] > reach + 1:
            return False
        if tokens.flags[at] & bits:
            return True
    return False


@kernel
def weigh_gifts(tokens: Tokens, zones: Zones, seen: Seen, work: Work, count: int) -> int:
    """Append AID where the title or the first sentence of the lead says that money or goods are given."""
    for part in range(2):
        in_lead = part == 1
        first, last = (zones.lead, zones.second) if in_lead else (zones.title, zones.body)
        if not (seen.first if in_lead else seen.title) & W_GIVEN or not _has_sum(tokens, first, last):
            continue
        while not tokens.flags[first] & W_GIVEN:
            first += 1
        rule = _R_GIFT_IN_LEAD if in_lead else _R_GIFT
        count = _put(work, count, _GIFT_IN_LEAD if in_lead else _GIFT, wide(T_AID), wide(rule), first, first)
    return count


@kernel
def _has_sum(tokens: Tokens, first: int, last: int) -> bool:
    """Do the tokens [first, last) name a sum or a load: `$5`, `EUR 5`, `5 million`?"""
    for token in range(first, last):
        if tokens.flags[token] & W_SUM:
            return True
        if not tokens.shape[token] & DIGIT:
            continue
        start = tokens.start[token]
        if 0x30 <= tokens.codes[start] <= 0x39:
            if token == first or tokens.gap[token] == APART:
                continue
            is_code = tokens.shape[token - 1] & UPPER and tokens.end[token - 1] - tokens.start[token - 1] == 3
            if code_at(tokens, token - 1) in _CURRENCIES or (is_code and not tokens.shape[token - 1] & DIGIT):
                return True
        elif tokens.end[token] - start > 3 and 0x30 <= tokens.codes[start + 3] <= 0x39:
            are_capitals = True
            for position in range(start, start + 3):
                are_capitals = are_capitals and 0x41 <= tokens.codes[position] <= 0x5A
            if are_capitals:
                return True
    return False


@kernel
def weigh_form(
    lexicon: EventLexicon,
    table: Codes,
    batch: Batch,
    tokens: Tokens,
    zones: Zones,
    seen: Seen,
    countries: Countries,
    text: int,
    home: int,
    work: Work,
    count: int,
) -> int:
    """Append what the form of the release tells: a transcript, an article under a byline, a speech with a greeting."""
    first, last, is_transcript = find_speakers(lexicon.words, batch.word, tokens, zones)
    if is_transcript:
        count = _put(work, count, _TRANSCRIPT, wide(T_STATEMENT), wide(_R_TRANSCRIPT), first, last - 1)
    if is_transcript or seen.title & W_PRESS_MEETING:
        kind = together(tokens, table, zones, countries, text, home)
        if kind >= 0:
            count = _put(work, count, _WITH_PARTNER, kind, wide(_R_TOGETHER), zones.title, zones.body - 1)
    for part in range(2):
        line = zones.lead if part else zones.body
        if line == zones.stop:
            break
        forms, _ = match_after(lexicon.forms, batch, line, zones.stop)
        last = byline_end(forms, tokens, line, zones.stop)
        if last >= 0:
            return _put(work, count, _SPOKEN, wide(T_STATEMENT), wide(_R_BYLINE), line, last)
    return count


@kernel
def rank(zones: Zones, work: Work, n_signals: int) -> None:
    """Fill the ranking: what the signals of each type weigh; joint statements less if the title names the meeting."""
    met, ranks, signals = False, work.ranks, work.signals
    for row in range(n_signals):
        met = met or (signals[row, S_LAST] < zones.body and _CONSULT >> signals[row, S_TYPE] & 1 != 0)
    for kind in range(N_TYPES):
        ranks[kind, R_BEST] = ranks[kind, R_WEIGHT] = ranks[kind, _FIRST_SPAN] = -1.0
        ranks[kind, _ELSEWHERE] = 0.0
    for row in range(n_signals):
        if met and signals[row, S_JOINT]:
            work.weight[row] *= _JOINT_SHARE
        kind = signals[row, S_TYPE]
        if work.weight[row] > ranks[kind, R_BEST]:
            ranks[kind, R_BEST], ranks[kind, _BEST_ZONE] = work.weight[row], ZONE[signals[row, S_RULE]]
    for row in range(n_signals):
        kind, weight = signals[row, S_TYPE], work.weight[row]
        if ranks[kind, _FIRST_SPAN] < 0 and weight >= ranks[kind, R_BEST] * KEPT_SHARE:
            ranks[kind, _FIRST_SPAN] = signals[row, S_FIRST]
        if ZONE[signals[row, S_RULE]] != ranks[kind, _BEST_ZONE]:
            ranks[kind, _ELSEWHERE] = max(ranks[kind, _ELSEWHERE], weight)
        ranks[kind, R_WEIGHT] = ranks[kind, R_BEST] + _SECOND * ranks[kind, _ELSEWHERE]


@kernel
def heaviest(ranks: Floats) -> int:
    """The type that weighs most; of equals the one told earlier."""
    best = 0
    for kind in range(1, N_TYPES):
        weight, most = ranks[kind, R_WEIGHT], ranks[best, R_WEIGHT]
        if weight > most or (weight == most and ranks[kind, _FIRST_SPAN] < ranks[best, _FIRST_SPAN]):
            best = kind
    return best
