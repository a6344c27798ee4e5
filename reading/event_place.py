"""Where the main event took place, if the release says so or its kind implies it.

A place is stated (a dateline, `held in`, `visit to`) or follows from who receives whom: an ambassador of the home
country meets people where posted, a foreign ambassador meets people at home. Not here: what the event was.
"""

from __future__ import annotations

from typing import NamedTuple

from reading.columns import BY_ADJECTIVE, BY_CITY, NONE, Countries
from reading.event_date import MAX_DATELINE, is_dateline_head, is_dateline_tail
from reading.event_leads import (
    ELSEWHERE,
    HELD,
    HELD_AT,
    REACH,
    TRAVELLED,
    clause_start,
    is_before,
    is_visitor,
    leads_to,
    opens_sentence,
    preposition_before,
)
from reading.event_lexicon import (
    T_ACCUSE,
    T_AID,
    T_APPOINTMENT,
    T_CALL,
    T_CONGRATULATION,
    T_CREDENTIALS,
    T_OTHER,
    T_PROTEST,
    T_REJECT,
    T_SANCTION,
    T_STATEMENT,
    T_SUPPORT,
    T_VISIT,
    W_DESK,
    W_DIPLOMAT,
    W_ENGLISH,
    W_ENVOY,
    W_HOST,
    W_IN,
    W_MISSION,
    W_NATION,
    W_ONLINE,
    W_ROLE,
    W_SPOKE_AT,
    W_TO,
    W_VENUE,
)
from reading.event_zones import NEAR, Seen, Tokens, Zones, wide
from reading.kernel import kernel
from reading.tokens import APART

#: A mission of the publisher stands so near before its place, an envoy before the place of the post.
_MISSION_REACH, _POSTED_REACH = 40, 50
#: An embassy or an ambassador so near is that of the state.
_EMBASSY_REACH = 20
#: A line with a place above the lead is no longer.
_MAX_LINE = 60

_AT_HOME = 1 << T_CREDENTIALS | 1 << T_PROTEST
_NOWHERE = 1 << T_CALL | 1 << T_SANCTION | 1 << T_CONGRATULATION
_UNPLACED = 1 << T_STATEMENT | 1 << T_ACCUSE | 1 << T_REJECT | 1 << T_SUPPORT | 1 << T_AID | 1 << T_OTHER
_MAY_BE_PLACED = 1 << T_OTHER | 1 << T_AID


class Mentions(NamedTuple):
    """The first mentions of states of a text: rows [first, last) of `Countries`.

    With the publisher's state, and the one in which its envoy is posted (-1 for none).
    """

    first: int
    last: int
    home: int
    posted: int


@kernel
def find_place(
    tokens: Tokens,
    zones: Zones,
    seen: Seen,
    countries: Countries,
    mentions: Mentions,
    kind: int,
) -> int:
    """The state of the place of an event of this kind, -1 if the release does not tell."""
    dateline = _dateline(tokens, zones, countries, mentions)
    if dateline >= 0 or _NOWHERE >> kind & 1:
        return NONE if kind == T_CALL else dateline
    if kind == T_APPOINTMENT:
        return mentions.home
    if _UNPLACED >> kind & 1:
        return _unplaced(tokens, zones, seen, countries, mentions, kind)
    if kind != T_VISIT and (seen.title | seen.above | seen.first | seen.rest) & W_ONLINE:
        return NONE
    stated = _stated(tokens, zones, countries, mentions, kind == T_VISIT)
    return stated if stated >= 0 else _inferred(tokens, zones, seen, countries, mentions, kind)


@kernel
def _unplaced(
    tokens: Tokens,
    zones: Zones,
    seen: Seen,
    countries: Countries,
    mentions: Mentions,
    kind: int,
) -> int:
    """The place of what is mostly said at a desk: only where the text shows that people came together."""
    in_body = seen.above | seen.first | seen.rest | seen.near
    spoke_at = kind == T_STATEMENT and in_body & W_SPOKE_AT != 0
    if spoke_at or (_MAY_BE_PLACED >> kind & 1 and not seen.title & W_DESK):
        stated = _mission(tokens, zones, countries, mentions)
        if stated < 0:
            stated = _stated(tokens, zones, countries, mentions, kind == T_VISIT)
        if stated >= 0:
            return stated
        # Only in an English lead does it mean something that no other state is named.
        is_english = (seen.first | seen.rest) & W_ENGLISH != 0
        if is_english and (spoke_at or kind == T_OTHER) and not _is_abroad(zones, countries, mentions):
            return mentions.home
    is_home = (seen.title | in_body) & W_VENUE != 0 or seen.title & W_NATION != 0
    return mentions.home if is_home else NONE


@kernel
def _is_abroad(zones: Zones, countries: Countries, mentions: Mentions) -> bool:
    """Does title or lead name another state?"""
    for row in range(mentions.first, mentions.last):
        if countries.first_token[row] >= zones.after:
            break
        if countries.country[row] != mentions.home:
            return True
    return False


@kernel
def _dateline(tokens: Tokens, zones: Zones, countries: Countries, mentions: Mentions) -> int:
    """The state of a dateline: a short line above the lead (`Brussels, Belgium`) or the head of the lead."""
    found = NONE
    for row in range(mentions.first, mentions.last):
        first, is_adjective = wide(countries.first_token[row]), countries.form[row] == BY_ADJECTIVE
        if first < zones.body:
            continue
        if first >= zones.lead:
            is_near = tokens.start[first] <= tokens.start[zones.lead] + MAX_DATELINE
            is_opening = is_near and not is_adjective and is_dateline_head(tokens, zones.lead, first)
            if is_opening and is_dateline_tail(tokens, wide(countries.last_token[row]), zones.stop):
                found = countries.country[row]
            break
        if not is_adjective and _is_place_line(tokens, zones, first):
            found = countries.country[row]
    return found


@kernel
def _is_place_line(tokens: Tokens, zones: Zones, token: int) -> bool:
    """Is the line of a token short, and does it name nobody's office?"""
    first, last = token, token + 1
    while first > zones.body and tokens.gap[first] != APART and tokens.end[token] - tokens.start[first] <= _MAX_LINE:
        first -= 1
    while last < zones.stop and tokens.gap[last] != APART and tokens.end[last] - tokens.start[first] <= _MAX_LINE:
        last += 1
    is_whole = last == zones.stop or tokens.gap[last] == APART
    if not is_whole or tokens.end[last - 1] - tokens.start[first] > _MAX_LINE:
        return False
    roles = 0
    for each in range(first, last):
        roles |= tokens.flags[each] & W_ROLE
    return roles == 0


@kernel
def _stated(
    tokens: Tokens,
    zones: Zones,
    countries: Countries,
    mentions: Mentions,
    is_travel: bool,
) -> int:
    """The state that words of travel or of holding lead to: in the title first, then in and after the lead."""
    weak = NONE
    for row in range(mentions.first, mentions.last):
        country, first = countries.country[row], wide(countries.first_token[row])
        if first >= zones.lead and tokens.start[first] > tokens.start[zones.lead] + NEAR:
            break
        if countries.form[row] == BY_ADJECTIVE:
            continue
        floor = clause_start(tokens, zones, first)
        if countries.form[row] == BY_CITY and opens_sentence(tokens, floor, first, countries.end[row]):
            return country
        leads = leads_to(tokens, first, floor)
        if leads & TRAVELLED and not is_visitor(tokens, first, floor):
            if is_travel:
                return country
            if weak < 0 and not leads & HELD:
                weak = country
            continue
        if leads & (HELD | ELSEWHERE) == HELD or leads & HELD_AT:
            return country
    return weak


@kernel
def _mission(tokens: Tokens, zones: Zones, countries: Countries, mentions: Mentions) -> int:
    """The state in which the title says that an embassy or a consulate stands; a mission is where it stands."""
    for row in range(mentions.first, mentions.last):
        if countries.first_token[row] >= zones.body:
            break
        at = preposition_before(tokens, wide(countries.first_token[row]), zones.title, wide(W_IN))
        if at >= 0 and is_before(tokens, at, zones.title, wide(W_MISSION), wide(_MISSION_REACH)):
            return countries.country[row]
    return NONE


@kernel
def _posting(tokens: Tokens, zones: Zones, countries: Countries, mentions: Mentions) -> int:
    """Where title or lead say that an envoy of the home country is posted (`Ambassador of Home to There`)."""
    for row in range(mentions.first + 1, mentions.last):
        start = countries.start[row]
        if countries.first_token[row] >= zones.after:
            break
        is_sent = countries.country[row - 1] == mentions.home and start - countries.end[row - 1] < REACH
        if not is_sent or countries.country[row] == mentions.home:
            continue
        first = wide(countries.first_token[row])
        floor = zones.title if first < zones.body else zones.body
        at = preposition_before(tokens, first, floor, wide(W_TO | W_IN))
        if at >= 0 and is_before(tokens, at, floor, wide(W_ENVOY), wide(_POSTED_REACH)):
            return countries.country[row]
    return NONE


@kernel
def _inferred(tokens: Tokens, zones: Zones, seen: Seen, countries: Countries, mentions: Mentions, kind: int) -> int:
    """The place that follows from who received whom."""
    if mentions.posted < 0 and _AT_HOME >> kind & 1:
        return mentions.home
    posted = mentions.posted if mentions.posted >= 0 else _posting(tokens, zones, countries, mentions)
    if posted >= 0:
        return posted
    until_after = seen.title | seen.above | seen.first | seen.rest
    if until_after & W_HOST or (until_after | seen.near) & W_VENUE:
        return mentions.home
    for row in range(mentions.first, mentions.last):
        if countries.first_token[row] >= zones.after:
            break
        if countries.country[row] != mentions.home and _is_by_diplomat(tokens, zones, countries, row):
            return mentions.home
    return NONE


@kernel
def _is_by_diplomat(tokens: Tokens, zones: Zones, countries: Countries, row: int) -> bool:
    """Does an ambassador or an embassy stand right beside a state?"""
    at = countries.first_token[row] - 1
    while at >= zones.title and tokens.start[at] >= countries.start[row] - _EMBASSY_REACH:
        if tokens.flags[at] & W_DIPLOMAT:
            return True
        at -= 1
    at = countries.last_token[row]
    while at < zones.stop and tokens.end[at] <= countries.end[row] + _EMBASSY_REACH:
        if tokens.flags[at] & W_DIPLOMAT:
            return True
        at += 1
    return False
