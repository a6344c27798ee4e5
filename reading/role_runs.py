"""What the words around the mentions of a release say of their states: who acts, who is visited, who is spoken of.

Mentions that a list or a hyphen joins are judged together. Where cues must stand is in `role_cues`.
"""

from __future__ import annotations

from typing import NamedTuple

from reading.columns import BY_CITY, Countries
from reading.kernel import Codes, Numbers, kernel
from reading.role_cues import (
    REACH,
    Link,
    code_of,
    cues_after,
    cues_before,
    cues_of,
    far_cues_before,
    is_in_mission,
    is_item,
    is_name_of,
    link_before,
)
from reading.role_evidence import (
    M_NO_SEAT,
    MANNER,
    S_ACTOR,
    S_BODY,
    S_EARLY_ACTOR,
    S_LISTED,
    S_SUBJECT,
    S_TOPIC,
    SIGNS,
    Lead,
    Mentions,
    note_list,
)
from reading.role_lexicon import (
    C_ABOUT,
    C_ACTOR,
    C_ATTENDED,
    C_BODY,
    C_BOND,
    C_LOCAL,
    C_MISSION,
    C_PAST,
    C_POST,
    C_VISIT,
    L_AS,
    L_FIELD,
    L_JOIN,
    L_OF,
    L_THE,
    L_TO,
    L_WELL,
    L_WITH,
    P_CAPITAL,
    P_SEAT,
    S_PLACE,
    RoleLexicon,
)
from reading.tokens import APART, Batch
from reading.wordmap import WordMap, exact_hash, look_up

#: Only so much may stand between the states of a run.
_MAX_GAP, _MAX_GAP_TOKENS = 20, 6
#: Which states of a run act: none, all, those named by their capital, also those by no seat of international bodies;
#: or someone is sent to all of them.
_NO_STATE, _ALL_STATES, _BY_CAPITAL, _BY_NO_SEAT, _ARE_POSTS = range(5)
_COMMA, _SLASH, _AMPERSAND = 0x2C, 0x2F, 0x26
_HYPHENS = (0x2D, 0x2011, 0x2013, 0x2014)


class _Run(NamedTuple):
    """Mentions [first, last) that a list or a hyphen joins: 'France, Italy and Spain', 'Kazakh-Norwegian'."""

    first: int
    last: int
    start: int
    end: int
    token: int
    stop: int
    is_with_home: bool
    are_places: bool


@kernel
def judge_runs(
    lexicon: RoleLexicon,
    batch: Batch,
    countries: Countries,
    text: int,
    home: int,
    lead: Lead,
    evidence: Numbers,
    mentions: Mentions,
) -> None:
    """Note how the mentions of a text are listed, and what the words around them say of their states."""
    floor, end = batch.first_token[text], batch.first_token[text + 1]
    row, last, listed_until = countries.first[text], countries.first[text + 1], -1
    while row < last:
        run = _run_from(lexicon.words, batch, countries, row, last, home)
        note_list(countries, run.first, run.last, run.is_with_home, lead, evidence, mentions)
        _note_seats(lexicon.phrases, batch.codes, countries, run, evidence, mentions)
        link = link_before(lexicon.words, batch, run.token, floor)
        if run.start < lead.end:
            after = cues_after(lexicon, batch, run.stop, end)
            before = _before(lexicon, batch, run, link, floor, after, lead.title_end)
            acting = _who_acts(lexicon.phrases, batch.codes, countries, run, link.facts, before, after)
            if acting == _NO_STATE and _is_post(countries, run, link.facts, before, home, countries.first[text]):
                acting = _ARE_POSTS
            _judge(lexicon.phrases, batch.codes, countries, run, before, after, acting, lead, evidence)
        elif not run.are_places and _is_listed(lexicon, batch, run.token, link, floor, listed_until):
            listed_until = run.stop
            for mention in range(run.first, run.last):
                evidence[countries.country[mention], SIGNS] |= S_LISTED
        row = run.last


@kernel
def _note_seats(
    phrases: WordMap, codes: Codes, countries: Countries, run: _Run, evidence: Numbers, mentions: Mentions
) -> None:
    """Tell the mentions of a run that are seats of international bodies from the others."""
    for row in range(run.first, run.last):
        if countries.form[row] == BY_CITY and _town(phrases, codes, countries, row) & P_SEAT:
            mentions.stop[row] = -1
        else:
            evidence[countries.country[row], MANNER] |= M_NO_SEAT


@kernel
def _run_from(words: WordMap, batch: Batch, countries: Countries, first: int, last: int, home: int) -> _Run:
    """The run of mentions that begins with the row `first`, before the row `last`."""
    row, is_with_home, are_places = first, False, True
    while True:
        is_with_home = is_with_home or countries.country[row] == home
        are_places = are_places and countries.form[row] == BY_CITY
        row += 1
        if row == last or countries.start[row] - countries.end[row - 1] > _MAX_GAP:
            break
        if not _joins(words, batch, countries.last_token[row - 1], countries.first_token[row]):
            break
    token, stop = countries.first_token[first], countries.last_token[row - 1]
    return _Run(first, row, countries.start[first], countries.end[row - 1], token, stop, is_with_home, are_places)


@kernel
def _joins(words: WordMap, batch: Batch, stop: int, first: int) -> bool:
    """Does what stands from the token `stop` to `first` join two states: ', and the', 'as well as', '/', '-'?"""
    if first <= stop or first - stop > _MAX_GAP_TOKENS:
        return False
    for token in range(stop, first + 1):
        if batch.gap[token] == APART:
            return False
    code, at = code_of(batch, stop), stop
    if code in _HYPHENS:
        return first == stop + 1
    if code in (_COMMA, _SLASH, _AMPERSAND):
        at += 1
    if code not in (_SLASH, _AMPERSAND):
        at += _join_length(words, batch, at, first)
    if at > stop and at < first and cues_of(words, batch, at) & (L_THE | L_WITH):
        at += 1
    return at > stop and at == first


@kernel
def _join_length(words: WordMap, batch: Batch, token: int, stop: int) -> int:
    """How many tokens 'and', 'or' or 'as well as' are, if one of them begins with a token before `stop`."""
    if token < stop and cues_of(words, batch, token) & L_JOIN:
        return 1
    if token + 3 > stop or not cues_of(words, batch, token) & L_AS or not cues_of(words, batch, token + 1) & L_WELL:
        return 0
    return 3 if cues_of(words, batch, token + 2) & L_AS else 0


@kernel
def _before(lexicon: RoleLexicon, batch: Batch, run: _Run, link: Link, floor: int, after: int, title_end: int) -> int:
    """The cues before a run of the title or lead, as far as they can matter."""
    in_title = run.end <= title_end
    before = cues_before(lexicon, batch, run.token, link, floor) if in_title or link.facts else 0
    if is_in_mission(lexicon.words, batch, link, floor):
        before |= C_MISSION
    if in_title or (before | after) & (C_ACTOR | C_LOCAL | C_POST):
        past, _ = far_cues_before(lexicon, batch, run.token, floor, C_PAST)
        before |= past
    return before


@kernel
def _who_acts(
    phrases: WordMap, codes: Codes, countries: Countries, run: _Run, link: int, before: int, after: int
) -> int:
    """Which states of a run act, are gone to, or have something done with them?"""
    n_mentions = run.last - run.first
    if run.is_with_home and n_mentions > 1 and not link & L_FIELD:
        if not run.are_places or (n_mentions == 2 and _are_capitals(phrases, codes, countries, run)):
            return _ALL_STATES
    elif before & C_BOND and not run.are_places:
        return _ALL_STATES
    if before & C_VISIT:
        return _BY_NO_SEAT if run.are_places else _ALL_STATES
    if before & C_MISSION:
        return _BY_CAPITAL if run.are_places else _ALL_STATES
    if before & C_PAST:
        return _NO_STATE
    if run.are_places:
        return _ALL_STATES if after & C_LOCAL else _NO_STATE
    return _ALL_STATES if (before | after) & C_ACTOR else _NO_STATE


@kernel
def _are_capitals(phrases: WordMap, codes: Codes, countries: Countries, run: _Run) -> bool:
    """'Astana and Lisbon': do capitals stand for their states?"""
    are_capitals = True
    for row in range(run.first, run.last):
        are_capitals = are_capitals and _town(phrases, codes, countries, row) & P_CAPITAL != 0
    return are_capitals


@kernel
def _town(phrases: WordMap, codes: Codes, countries: Countries, row: int) -> int:
    """Is a town that is mentioned a capital, or a seat of international bodies (P_...)?"""
    return look_up(phrases, exact_hash(codes, countries.start[row], countries.end[row], S_PLACE))


@kernel
def _is_post(countries: Countries, run: _Run, link: int, before: int, home: int, first: int) -> bool:
    """Is someone sent there by the home country? The ambassador of a third country, named right before, is not."""
    if not link & L_TO or run.are_places or not before & C_POST or before & C_PAST:
        return False
    sender = run.first - 1
    return sender < first or countries.country[sender] == home or run.start - countries.end[sender] >= REACH


@kernel
def _is_listed(lexicon: RoleLexicon, batch: Batch, token: int, link: Link, floor: int, listed_until: int) -> bool:
    """Is it an item of a list of those who took part: '2. Ann Lee, Ambassador of X', 'attended by Ann Lee of X'?"""
    if not link.facts & L_OF:
        return False
    far, line = far_cues_before(lexicon, batch, token, floor, C_PAST | C_ATTENDED)
    if far & C_PAST:
        return False
    if is_item(batch, token, line):
        return cues_before(lexicon, batch, token, link, floor) & C_ACTOR != 0
    if line >= listed_until and not far & C_ATTENDED:
        return False
    return is_name_of(batch, link) or cues_before(lexicon, batch, token, link, floor) & C_ACTOR != 0


@kernel
def _judge(
    phrases: WordMap,
    codes: Codes,
    countries: Countries,
    run: _Run,
    before: int,
    after: int,
    acting: int,
    lead: Lead,
    evidence: Numbers,
) -> None:
    """Note what the words around a run of the title or the lead say of its states."""
    is_topic = before & C_ABOUT != 0
    common = S_BODY if (before | after) & C_BODY and not run.are_places else 0
    for row in range(run.first, run.last):
        acts = acting == _ALL_STATES
        if acting in (_BY_CAPITAL, _BY_NO_SEAT):
            town = _town(phrases, codes, countries, row)
            acts = town & P_CAPITAL != 0 and not (acting == _BY_NO_SEAT and town & P_SEAT)
        signs = common
        if acts or acting == _ARE_POSTS:
            signs |= S_ACTOR
        if acts and run.start < lead.early_end:
            signs |= S_EARLY_ACTOR
        if run.end <= lead.title_end and (acts or countries.form[row] != BY_CITY):
            if is_topic:
                signs |= S_TOPIC
            if (acts or not is_topic) and not before & C_PAST:
                signs |= S_SUBJECT
        evidence[countries.country[row], SIGNS] |= signs
