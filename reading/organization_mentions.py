"""The mentions of bodies in a release put together: which count, which belong to one body, and its acronyms.

Here belongs what is decided once all bodies of a release are found. How one is read is for `organizations`.
"""

from __future__ import annotations

import numpy as np

from reading.columns import AS_ACRONYM, AS_HEAD, AS_NAME, NONE, Bodies, BodyFacts, BodyNames
from reading.kernel import Codes, Numbers, kernel
from reading.organization_keys import (
    K_END,
    K_HASH,
    K_ROW,
    K_SEAT,
    K_SEAT_TEXT,
    K_START,
    Keys,
    key_of_span,
    key_with_seat,
    key_without_seat,
)
from reading.organization_lexicon import COUNTRY, F_BODY, T_EMBASSY, TYPE, OrganizationLexicon
from reading.organization_page import BODY, END, FLAGS, HASH, START, STATE, Page, word_at
from reading.tokens import facts_of

#: Columns of the occurrences of a text. The name is that of the row O_LEAD of the lexicon, the stretch of text from
#: O_NAME to O_NAME_END, and that of the row O_TAIL; O_LENGTH is its length.
O_START, O_END, O_KEY, O_HOW, O_TYPE, O_COUNTRY, O_LEAD, O_NAME, O_NAME_END, O_TAIL, O_LENGTH = range(11)
N_OCCURRENCE_COLUMNS = 11
#: Columns of the table of the bodies of a batch while they are put together.
B_LENGTH, B_ACRONYM, B_IS_NAMED = range(3)
N_BODY_COLUMNS = 3
#: So many acronyms that a text gives are kept, so far its brackets reach, so long is an acronym.
MAX_GIVEN, _MAX_BRACKET, _MAX_ACRONYM = 64, 120, 12
_SPACE, _OPEN, _CLOSE = 0x20, 0x28, 0x29
#: What may stand about the bracket before an acronym.
_FILLERS = (0x20, 0x22, 0x201C, 0x27, 0x2018)
_ACRONYM_MARKS = (0x26, 0x2F, 0x2D, 0x5F)


@kernel
def order_occurrences(found: Numbers, n_found: int) -> None:
    """Sort by place, the longest first; they are nearly sorted, since a name begins a few words before its head."""
    for row in range(1, n_found):
        at = row
        while at > 0 and _comes_before(found, at, at - 1):
            for column in range(N_OCCURRENCE_COLUMNS):
                found[at, column], found[at - 1, column] = found[at - 1, column], found[at, column]
            at -= 1


@kernel
def _comes_before(found: Numbers, row: int, other: int) -> bool:
    if found[row, O_START] != found[other, O_START]:
        return found[row, O_START] < found[other, O_START]
    return found[row, O_END] > found[other, O_END]


@kernel
def keep_outermost(lexicon: OrganizationLexicon, keys: Keys, codes: Codes, found: Numbers, n_found: int) -> int:
    """Leave out bodies that only open a longer name; one in brackets is another name of that before."""
    count = 0
    for row in range(n_found):
        before = count - 1
        start, end = found[row, O_START], found[row, O_END]
        if before >= 0 and found[before, O_START] < start < found[before, O_END] < end:
            # 'House of Commons Foreign Affairs Committee'
            first = found[before, O_START]
            _move(found, row, before)
            found[before, O_START] = found[before, O_NAME] = first
            found[before, O_NAME_END], found[before, O_LENGTH] = end, end - first
            found[before, O_LEAD] = found[before, O_TAIL] = NONE
            found[before, O_KEY] = key_of_span(lexicon, keys, codes, first, end)
            continue
        is_other_name = before >= 0 and _is_other_name(codes, found, before, row)
        if before >= 0 and found[before, O_START] == start and end < found[before, O_END]:
            continue
        _move(found, row, count)
        if is_other_name:
            found[count, O_KEY], found[count, O_TYPE] = found[before, O_KEY], found[before, O_TYPE]
            found[count, O_HOW] = AS_ACRONYM
        count += 1
    return count


@kernel
def _move(found: Numbers, row: int, to: int) -> None:
    for column in range(N_OCCURRENCE_COLUMNS):
        found[to, column] = found[row, column]


@kernel
def _is_other_name(codes: Codes, found: Numbers, before: int, row: int) -> bool:
    """Is a body in brackets another name of that before ('Export-Import Bank of Norway (EXIM Bank)')?"""
    start, end = found[row, O_START], found[before, O_END]
    if start - end != 2 or codes[end] != _SPACE or codes[end + 1] != _OPEN or codes[found[row, O_END]] != _CLOSE:
        return False
    return found[row, O_HOW] != AS_NAME and codes[start] == codes[found[before, O_START]]


@kernel
def add_acronyms(lexicon: OrganizationLexicon, page: Page, found: Numbers, n_found: int, given: Numbers) -> int:
    """Add the acronyms that the text itself gives ('University of Liège (ULiège)'), at every use; return how many."""
    words, codes = page.words, page.codes
    for row in range(n_found):
        last = word_at(page, found[row, O_END]) - 1
        if last < 0 or words[last, END] != found[row, O_END]:
            continue
        if found[row, O_HOW] in (AS_NAME, AS_HEAD) and words[last, BODY] == 0:
            words[last, BODY] = row + 1
        if found[row, O_HOW] != AS_ACRONYM and words[last, START] == found[row, O_START]:
            words[last, FLAGS] |= F_BODY
    count, n_given = n_found, 0
    for number in range(page.n_words):
        if number > 0 and words[number - 1, BODY] and n_given < MAX_GIVEN and _is_given(lexicon, page, number):
            place = _place_of(page, given, n_given, number)
            given[place, 0], given[place, 1] = number, words[number - 1, BODY] - 1
            n_given = max(n_given, place + 1)
        if number + 1 < page.n_words and words[number + 1, BODY]:
            body = words[number + 1, BODY] - 1
            if found[body, O_START] == words[number, START] and _is_spelled_out(
                lexicon, codes, found, body, number, page
            ):
                count = _add_use(page, found, body, number, count)
        if n_given > 0 and not words[number, FLAGS] & F_BODY:
            place = _place_of(page, given, n_given, number)
            if place < n_given:
                count = _add_use(page, found, given[place, 1], number, count)
    return count - n_found


@kernel
def _add_use(page: Page, found: Numbers, body: int, number: int, count: int) -> int:
    """Append a word as an acronym of a body to the occurrences."""
    _move(found, body, count)
    found[count, O_START], found[count, O_END] = page.words[number, START], page.words[number, END]
    found[count, O_HOW] = AS_ACRONYM
    return count + 1


@kernel
def _place_of(page: Page, given: Numbers, n_given: int, number: int) -> int:
    """Place of a word among the acronyms given so far, that behind the last if it is none."""
    word, start = page.words[number, HASH], page.words[number, START]
    length = page.words[number, END] - start
    for place in range(n_given):
        other = given[place, 0]
        if page.words[other, HASH] == word:
            other_start, at = page.words[other, START], 0
            while at < length and page.codes[start + at] == page.codes[other_start + at]:
                at += 1
            if at == length:
                return place
    return n_given


@kernel
def _is_given(lexicon: OrganizationLexicon, page: Page, number: int) -> bool:
    """Is a word an acronym in brackets right behind a name?"""
    start, end, before = page.words[number, START], page.words[number, END], page.words[number - 1, END]
    if page.codes[end] != _CLOSE or page.words[number, STATE] >= 0 or not 2 <= end - start <= _MAX_ACRONYM:
        return False
    n_brackets = 0
    for position in range(before, start):
        if page.codes[position] == _OPEN:
            n_brackets += 1
        elif page.codes[position] not in _FILLERS:
            return False
    return n_brackets == 1 and _is_acronym(lexicon.table, page.codes, start, end)


@kernel
def _is_acronym(table: Codes, codes: Codes, start: int, end: int) -> bool:
    """Has a word a capital at its beginning and another one before any mark?"""
    n_capitals, has_mark = 0, False
    for position in range(start, end):
        code = codes[position]
        is_letter = (facts_of(table, code) >> 16) & 3 in (1, 2)
        if not is_letter and code not in _ACRONYM_MARKS:
            return False
        has_mark = has_mark or not is_letter
        is_capital = 0x41 <= code <= 0x5A or 0xC0 <= code <= 0xDE
        if position == start and not is_capital:
            return False
        n_capitals += is_capital and not has_mark
    return n_capitals > 1


@kernel
def _is_spelled_out(
    lexicon: OrganizationLexicon, codes: Codes, found: Numbers, body: int, number: int, page: Page
) -> bool:
    """Is a word the acronym of what stands in brackets behind ('STAR Institute (Space ... Research)')?"""
    start, end, opening = page.words[number, START], page.words[number, END], found[body, O_END]
    if end - start < 2 or codes[opening] != _SPACE or codes[opening + 1] != _OPEN:
        return False
    position, is_inside = opening + 2, False
    for place in range(start, end):
        while codes[position] != codes[place] or is_inside or not 0x41 <= codes[position] <= 0x5A:
            if codes[position] in (0, _CLOSE) or position - opening > _MAX_BRACKET:
                return False
            is_inside = (facts_of(lexicon.table, codes[position]) >> 16) & 3 in (1, 2)
            position += 1
        is_inside = True
        position += 1
    return True


@kernel
def merge_occurrences(found: Numbers, n_found: int, n_uses: int, order: Numbers) -> int:
    """Put occurrences and uses of acronyms (behind them) in one order; a use stands for an occurrence at its place."""
    count, row, use, n_all = 0, 0, n_found, n_found + n_uses
    while row < n_found or use < n_all:
        is_pair = row < n_found and use < n_all
        if is_pair and found[row, O_START] == found[use, O_START] and found[row, O_END] == found[use, O_END]:
            row += 1
            continue
        if use == n_all or (row < n_found and _comes_before(found, row, use)):
            order[count] = row
            row += 1
        else:
            order[count] = use
            use += 1
        count += 1
    return count


@kernel
def settle_embassies(
    lexicon: OrganizationLexicon, keys: Keys, found: Numbers, order: Numbers, count: int, text: int, home: int
) -> None:
    """An embassy without a seat is that of its sender whose seat the text gives, else that in the publisher's state."""
    is_any = False
    for place in range(count):
        row = order[place]
        if found[row, O_TYPE] == T_EMBASSY and found[row, O_KEY] >= lexicon.n_known:
            key, is_any = found[row, O_KEY], True
            base = key_without_seat(lexicon, keys, key)
            if base != key and keys.ids[base, K_SEAT_TEXT] != text:
                keys.ids[base, K_SEAT], keys.ids[base, K_SEAT_TEXT] = key, text
    if not is_any:
        return
    for place in range(count):
        row = order[place]
        key = found[row, O_KEY]
        if found[row, O_TYPE] != T_EMBASSY or key < lexicon.n_known:
            continue
        if key_without_seat(lexicon, keys, key) != key:
            continue
        if keys.ids[key, K_SEAT_TEXT] == text:
            found[row, O_KEY] = keys.ids[key, K_SEAT]
        elif home >= 0 and found[row, O_COUNTRY] >= 0 and found[row, O_COUNTRY] != home:
            found[row, O_KEY] = key_with_seat(lexicon, keys, key, home)


@kernel
def keep_bodies(
    lexicon: OrganizationLexicon,
    keys: Keys,
    found: Numbers,
    order: Numbers,
    count: int,
    best: Numbers,
    n_bodies: int,
    facts: BodyFacts,
    names: BodyNames,
    first_row: int,
    bodies: Bodies,
) -> tuple[int, int]:
    """Fill the rows of a text: one body a key, with the fullest name the text gives; return how many rows there are."""
    first_body, first, n_rows = n_bodies, first_row, first_row
    for place in range(count):
        row = order[place]
        key, start, end, how = found[row, O_KEY], found[row, O_START], found[row, O_END], found[row, O_HOW]
        body = keys.ids[key, K_ROW]
        if body < first_body:
            body = n_bodies
            n_bodies += 1
            keys.ids[key, K_ROW] = body
            _open_body(lexicon, keys, key, body, best, facts, names)
        is_named = how in (AS_NAME, AS_HEAD)
        is_first = best[body, B_LENGTH] < 0 or (is_named and not best[body, B_IS_NAMED])
        is_fuller = is_named == (best[body, B_IS_NAMED] != 0) and found[row, O_LENGTH] > best[body, B_LENGTH]
        if is_first or is_fuller:
            _call_body(keys, found, row, body, best, facts, names)
            best[body, B_IS_NAMED] = is_named
        if how == AS_ACRONYM and (facts.acronym_start[body] < 0 or end - start < best[body, B_ACRONYM]):
            facts.acronym_start[body], facts.acronym_end[body], best[body, B_ACRONYM] = start, end, end - start
        if not _is_kept(bodies, first, n_rows, start, end, body, how):
            bodies.start[n_rows], bodies.end[n_rows] = start, end
            bodies.body[n_rows], bodies.how[n_rows] = body, how
            n_rows += 1
    return n_rows, n_bodies


@kernel
def _open_body(
    lexicon: OrganizationLexicon, keys: Keys, key: int, body: int, best: Numbers, facts: BodyFacts, names: BodyNames
) -> None:
    """Begin the row of a body."""
    known = key if key < lexicon.n_known else NONE
    facts.key[body], facts.known[body] = np.uint64(keys.ids[key, K_HASH]), known
    if known >= 0:
        facts.type[body], facts.country[body] = lexicon.facts[known, TYPE], lexicon.facts[known, COUNTRY]
    facts.acronym_start[body] = facts.acronym_end[body] = NONE
    names.key_start[body], names.key_end[body] = keys.ids[key, K_START], keys.ids[key, K_END]
    best[body, B_LENGTH], best[body, B_IS_NAMED], best[body, B_ACRONYM] = -1, 0, 0


@kernel
def _call_body(
    keys: Keys, found: Numbers, row: int, body: int, best: Numbers, facts: BodyFacts, names: BodyNames
) -> None:
    """Give a body the name of an occurrence, and what that says of its kind and its state."""
    best[body, B_LENGTH] = found[row, O_LENGTH]
    facts.name_start[body], facts.name_end[body] = found[row, O_NAME], found[row, O_NAME_END]
    names.lead[body], names.tail[body] = found[row, O_LEAD], found[row, O_TAIL]
    if facts.known[body] < 0:
        facts.type[body], facts.country[body] = found[row, O_TYPE], found[row, O_COUNTRY]


@kernel
def _is_kept(bodies: Bodies, first: int, n_rows: int, start: int, end: int, body: int, how: int) -> bool:
    """Is an occurrence among the rows already?"""
    row = n_rows - 1
    while row >= first and bodies.start[row] == start and bodies.end[row] == end:
        if bodies.body[row] == body and bodies.how[row] == how:
            return True
        row -= 1
    return False
