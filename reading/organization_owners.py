"""Whose a body is, where an embassy is, and the key that kind, state and name make.

Here belongs what the states in and beside a name say. Where the name begins and ends is for `organization_grammar`.
"""

from __future__ import annotations

from reading.columns import BY_ADJECTIVE, BY_CITY, NONE
from reading.kernel import kernel
from reading.organization_keys import (
    N_FOLDED,
    Keys,
    add_source,
    begin_key,
    number_key,
    write_hyphen,
    write_seat,
    write_source,
    write_text,
)
from reading.organization_lexicon import (
    G_BRACKET,
    G_BRACKET_OF,
    G_POSSESSIVE,
    G_SEATED,
    G_SPACE,
    K_ALONE,
    K_CONSULATE,
    KEY_BIT,
    KNOWN_BIT,
    S_WITHOUT_MINISTRIES,
    SPELLING_BIT,
    SPELLING_MASK,
    T_COURT,
    T_EMBASSY,
    T_GOVERNMENT,
    T_MINISTRY,
    T_PARLIAMENT,
    TEXT,
    TEXT_END,
    W_AFFAIRS,
    W_FOREIGN,
    W_MINISTER,
    W_MINISTRY,
    W_STYLE,
    W_WORLD,
    OrganizationLexicon,
)
from reading.organization_page import (
    END,
    FLAGS,
    KIND,
    S_COUNTRY,
    S_END,
    S_FORM,
    S_START,
    START,
    STATE,
    Page,
    Shape,
)
from reading.tokens import hash_codes
from reading.wordmap import look_up
from reading.words import ACRONYM

_STATE_TYPES = (T_MINISTRY, T_PARLIAMENT, T_GOVERNMENT, T_COURT)
_NOT_FAR, _MANY = 400, 5
_SPACE = 0x20


@kernel
def state_and_host(page: Page, shape: Shape) -> tuple[int, int, int]:
    """Return whose the body is; and where an embassy is: the state, or the first word of the name of its seat."""
    if shape.type == T_EMBASSY:
        return _sender_and_seat(page, shape)
    n_states, state, _, last = _countries(page, shape.first, shape.last)
    if n_states > 1:  # 'Kazakh-Norwegian Business Council' is nobody's
        return (last if shape.first == shape.head else NONE), NONE, NONE
    if n_states == 0 and shape.type in _STATE_TYPES:
        state = _possessor(page, shape.first)
        if shape.type == T_MINISTRY and page.home_takes & S_WITHOUT_MINISTRIES:
            return (state if state >= 0 else _state_before(page, page.words[shape.first, START])), NONE, NONE
        if state < 0:
            state = _state_after(page, shape.last)
        if state < 0 and _is_national(page, shape):
            state = page.home
    return state, NONE, NONE


@kernel
def _sender_and_seat(page: Page, shape: Shape) -> tuple[int, int, int]:
    """Whose an embassy is (the publisher's if not told) and where: a state, a consulate's city, a mission's body."""
    seat_from = shape.head_end
    while seat_from < shape.last and not page.words[seat_from, FLAGS] & G_SEATED:
        seat_from += 1
    n_states, sender, host, _ = _countries(page, shape.first, seat_from)
    if n_states == 0:
        sender = NONE if shape.takes & K_ALONE else page.home
    if seat_from == shape.last:
        return sender, host, NONE
    if not shape.takes & K_CONSULATE:
        for number in range(seat_from + 1, shape.last + 1):
            if page.words[number, STATE] >= 0:
                return sender, page.states[page.words[number, STATE], S_COUNTRY], NONE
    return sender, NONE, seat_from + 1


@kernel
def _countries(page: Page, first: int, last: int) -> tuple[int, int, int, int]:
    """States named inside a body's name, each once (how many, first, second, last); cities only if nothing else is."""
    has_state = False
    for number in range(first, last + 1):
        state = page.words[number, STATE]
        has_state = has_state or (state >= 0 and page.states[state, S_FORM] != BY_CITY)
    count, one, two, latest = 0, NONE, NONE, NONE
    for number in range(first, last + 1):
        if not _is_counted(page, number, first, last, has_state):
            continue
        count += 1
        latest = page.states[page.words[number, STATE], S_COUNTRY]
        if count == 1:
            one = latest
        elif count == 2:
            two = latest
    return count, one, two, latest


@kernel
def _is_counted(page: Page, number: int, first: int, last: int, has_state: bool) -> bool:
    """Does a word name a state for the first time, and is the state no field of work?"""
    state = page.words[number, STATE]
    if state < 0 or (has_state and page.states[state, S_FORM] == BY_CITY):
        return False
    country = page.states[state, S_COUNTRY]
    for other in range(first, last + 1):
        each = page.words[other, STATE]
        if each < 0 or page.states[each, S_COUNTRY] != country:
            continue
        if other < number and not (has_state and page.states[each, S_FORM] == BY_CITY):
            return False
        if other < last and _is_field(page, other):
            return False
    return True


@kernel
def _is_field(page: Page, number: int) -> bool:
    """Is a state a field of work ('Office of Norwegian Affairs')?"""
    state = page.words[number, STATE]
    if state < 0 or page.states[state, S_FORM] != BY_ADJECTIVE or number + 1 >= page.n_words:
        return False
    return page.words[number, FLAGS] & G_SPACE != 0 and page.words[number + 1, FLAGS] & W_AFFAIRS != 0


@kernel
def _possessor(page: Page, first: int) -> int:
    """The state in "Kenya's Ministry of Health", or -1."""
    if first == 0 or not page.words[first - 1, FLAGS] & G_POSSESSIVE or page.words[first - 1, STATE] < 0:
        return NONE
    return page.states[page.words[first - 1, STATE], S_COUNTRY]


@kernel
def _state_after(page: Page, last: int) -> int:
    """The state behind an acronym in brackets ('Ministry of Industry (MOI) of Norway'), or -1."""
    if last + 2 >= page.n_words or page.words[last + 2, STATE] < 0:
        return NONE
    if not page.words[last, FLAGS] & G_BRACKET or not page.words[last + 1, FLAGS] & G_BRACKET_OF:
        return NONE
    return page.states[page.words[last + 2, STATE], S_COUNTRY]


@kernel
def _state_before(page: Page, start: int) -> int:
    """The last state other than the publisher's that is named not far before a place, or -1."""
    low, high = 0, page.n_states
    while low < high:
        middle = (low + high) >> 1
        if page.states[middle, S_START] < start:
            low = middle + 1
        else:
            high = middle
    for state in range(low - 1, max(-1, low - 1 - _MANY), -1):
        if page.states[state, S_COUNTRY] != page.home and start - page.states[state, S_END] < _NOT_FAR:
            return page.states[state, S_COUNTRY]
    return NONE


@kernel
def _is_national(page: Page, shape: Shape) -> bool:
    """May a body without a state be the publisher's? Not if a body beyond states is part of its name."""
    if shape.type != T_GOVERNMENT:
        return True
    for number in range(shape.first, shape.last + 1):
        if page.words[number, KIND] == ACRONYM or page.words[number, FLAGS] & W_WORLD:
            return False
    return True


@kernel
def key_of_shape(
    lexicon: OrganizationLexicon, page: Page, keys: Keys, form: int, shape: Shape, country: int, host: int, seat: int
) -> int:
    """Number of the key of a body by its kind, its state and the words that make it one of a kind."""
    start = begin_key(lexicon, keys)
    at = start
    if shape.type == T_EMBASSY or shape.type in _STATE_TYPES:
        if country >= 0:
            at = write_hyphen(keys, write_text(lexicon, keys, lexicon.first_state + country, at))
        if shape.type == T_PARLIAMENT:
            known = _known_parliament(lexicon, page, keys, form, shape, start, at)
            if known >= 0:
                return known
        if shape.type == T_EMBASSY:
            at = _write_embassy(lexicon, page, keys, form, shape, host, seat, at)
        else:
            at = _write_office(lexicon, page, keys, shape, at)
    else:
        first, last = page.words[shape.first, START], page.words[shape.last, END]
        at = write_source(lexicon, keys, add_source(keys, page.codes, first, last, 0), at)
    return number_key(lexicon, keys, start, at)


@kernel
def _known_parliament(
    lexicon: OrganizationLexicon, page: Page, keys: Keys, form: int, shape: Shape, start: int, at: int
) -> int:
    """Row of the known parliament that has just this name ('House of Representatives') in its state, or -1."""
    for number in range(shape.first, shape.head):
        if page.words[number, STATE] < 0:
            return NONE
    end = write_text(lexicon, keys, form, at)
    known = look_up(lexicon.words, hash_codes(lexicon.table, keys.letters, start, end))
    return (known >> KNOWN_BIT) - 1 if known & KEY_BIT else NONE


@kernel
def _write_embassy(
    lexicon: OrganizationLexicon, page: Page, keys: Keys, form: int, shape: Shape, host: int, seat: int, at: int
) -> int:
    """Write the kind of an embassy and its seat, a known body by its key."""
    at = write_text(lexicon, keys, form, at)
    if host >= 0:
        return write_text(lexicon, keys, lexicon.first_state + host, write_seat(keys, at))
    if seat < 0:
        return at
    start, end = page.words[seat, START], page.words[shape.last, END]
    behind = write_seat(keys, at)
    known = look_up(lexicon.words, hash_codes(lexicon.table, page.codes, start, end)) >> KNOWN_BIT
    if known:
        return write_text(lexicon, keys, known - 1, behind)
    stop = write_source(lexicon, keys, add_source(keys, page.codes, start, end, 0), behind)
    return stop if stop > behind else at


@kernel
def _write_office(lexicon: OrganizationLexicon, page: Page, keys: Keys, shape: Shape, at: int) -> int:
    """Write the words of the name of an office that are no state; of a ministry only its field."""
    is_ministry, length, n_words, is_foreign = shape.type == T_MINISTRY, 0, 0, False
    last = shape.head_end if shape.type == T_PARLIAMENT else shape.last
    if is_ministry:
        at = write_hyphen(keys, write_text(lexicon, keys, lexicon.ministry, at))
    for number in range(shape.first, last + 1):
        state, flags = page.words[number, STATE], page.words[number, FLAGS]
        is_state = state >= 0 and page.states[state, S_FORM] != BY_CITY and not _is_field(page, number)
        if is_state or flags & W_STYLE or (is_ministry and flags & (W_MINISTRY | W_MINISTER)):
            continue
        if length:
            keys.source[N_FOLDED + length] = _SPACE
            length += 1
        length = _add_word(lexicon, page, keys, number, length)
        n_words += 1
        is_foreign = n_words == 1 and flags & W_FOREIGN != 0
    at = write_source(lexicon, keys, length, at)
    if is_ministry and is_foreign:
        at = write_hyphen(keys, at)
        at = write_text(lexicon, keys, lexicon.ministry + 1, at)
    return at


@kernel
def _add_word(lexicon: OrganizationLexicon, page: Page, keys: Keys, number: int, length: int) -> int:
    """Add a word to the words of a key, in the spelling that stands for all."""
    spelling = (page.words[number, FLAGS] >> SPELLING_BIT) & SPELLING_MASK
    if not spelling:
        return add_source(keys, page.codes, page.words[number, START], page.words[number, END], length)
    row = lexicon.first_spelling + spelling - 1
    for place in range(lexicon.facts[row, TEXT], lexicon.facts[row, TEXT_END]):
        keys.source[N_FOLDED + length] = keys.letters[place]
        length += 1
    return length
