"""The grammar of names of bodies: where a name ends whose proper part follows the word for its kind.

Here belong complements ('of', 'for', 'in'), lists inside a name, and what ends them: titles, ranks, persons.
"""

from __future__ import annotations

from reading.columns import BY_ADJECTIVE, BY_NAME
from reading.kernel import kernel
from reading.organization_lexicon import (
    F_KNOWN_START,
    G_AND,
    G_AND_THE,
    G_COMMA,
    G_COMMA_AND,
    G_FOR,
    G_HYPHEN,
    G_LIST,
    G_NAME,
    G_OF,
    G_OF_THE,
    G_OPENED,
    G_POSSESSIVE,
    G_QUOTED,
    G_ROMANCE,
    G_SEATED,
    G_SLASH,
    G_SPACE,
    K_OFFICE,
    K_ROMANCE,
    K_SEAT,
    K_TITLE,
    T_EMBASSY,
    T_GOVERNMENT,
    T_MINISTRY,
    T_OTHER,
    T_UNIVERSITY,
    W_ASIA,
    W_DATE,
    W_HEAD,
    W_MINISTRY,
    W_POSSESSOR,
    W_RANK,
    W_RANK_FIRST,
    W_RANK_NEXT,
    W_REGION,
    W_THE,
    W_TITLE,
)
from reading.organization_page import CLOSING, END, FLAGS, KIND, S_FORM, STATE, Page
from reading.words import ACRONYM, COMMON, DOUBLE, FUNCTION, GIVEN, INITIAL, NAME, STOP, VERB

_BARRIERS = (FUNCTION, VERB)
_ORDINARY = (STOP, COMMON, DOUBLE, ACRONYM)
_NAME_KINDS = (NAME, GIVEN, DOUBLE, INITIAL)
_OPENING_KINDS = (NAME, GIVEN, INITIAL)
_MAX_AFTER, _MAX_QUOTED = 16, 7


@kernel
def name_last(page: Page, head: int, takes: int, kind: int, is_named: bool) -> int:
    """Last word of a name whose proper part follows the word for its kind.

    A department that is named already ends before its ministry.
    """
    words, number = page.words, head
    limit = min(page.n_words - 1, head + _MAX_AFTER)
    is_title = takes & K_TITLE != 0
    joiners = G_OF | G_FOR | G_SEATED if takes & K_SEAT else G_OF | G_FOR
    is_in_list = False
    while number < limit:
        gap, following = words[number, FLAGS], words[number + 1, FLAGS]
        if number > head and kind == T_MINISTRY:
            joiners = G_OF
        if words[number + 1, KIND] in _BARRIERS and words[number + 1, STATE] < 0:
            is_article = following & W_THE != 0 and number + 2 < page.n_words and words[number + 2, STATE] >= 0
            if not is_article or not gap & joiners:
                break
            number += 1  # 'in The Hague'
        if gap & joiners:
            if gap & G_FOR and (kind == T_EMBASSY or following & W_DATE):
                break
            is_office = takes & K_OFFICE != 0 and (gap & G_OF_THE != 0 or following & W_TITLE != 0)
            last = _run(page, min(number + 1, limit), limit, is_title, is_office)
            is_in_list = is_in_list or (gap & G_FOR != 0 and kind != T_MINISTRY)
            if kind == T_GOVERNMENT and (is_named or number > head) and _is_ministry(page, number + 1, last):
                break
            number = last
        elif gap & G_LIST and number > head and _goes_on(page, number, limit, is_title, is_in_list):
            is_in_list = gap & G_COMMA != 0
            number = _run(page, number + 1, limit, is_title, False)
        elif gap & G_SPACE and number == head and _is_romance(page, takes, kind, number + 1):
            number = _run(page, number + 1, limit, is_title, False)
        else:
            break
    return number


@kernel
def _is_romance(page: Page, takes: int, kind: int, following: int) -> bool:
    """Does the name go on without a preposition ('Universidad Nacional de', 'Centre Spatial de')?"""
    if takes & K_ROMANCE:
        return True
    is_name = page.words[following, KIND] in _NAME_KINDS and page.words[following, FLAGS] & G_ROMANCE != 0
    return kind in (T_UNIVERSITY, T_OTHER) and is_name


@kernel
def _is_ministry(page: Page, first: int, last: int) -> bool:
    """Is one of these words a ministry?"""
    flags = 0
    for number in range(first, last + 1):
        flags |= page.words[number, FLAGS]
    return flags & W_MINISTRY != 0


@kernel
def state_last(page: Page, head: int) -> int:
    """Last word of a state after 'of' ('Revenue Service of Georgia')."""
    number = head + 1
    if not page.words[head, FLAGS] & G_OF or number >= page.n_words:
        return head
    state = page.words[number, STATE]
    if state < 0 or page.states[state, S_FORM] != BY_NAME:
        return head
    while number + 1 < page.n_words and page.words[number + 1, STATE] == state:
        number += 1
    return number


@kernel
def _run(page: Page, number: int, limit: int, is_title: bool, is_office: bool) -> int:
    """Last of the capitalized words from `number` on that stand side by side and are no person's name.

    Titles end it, but in the name of an office ('Office of the Prime Minister').
    """
    words, first = page.words, number
    while number < limit:
        flags, following, state = words[number, FLAGS], words[number + 1, FLAGS], words[number, STATE]
        is_owner = flags & G_POSSESSIVE != 0 and flags & W_POSSESSOR != 0 and words[number + 1, KIND] in _ORDINARY
        if (state >= 0 and state == words[number + 1, STATE]) or is_owner:
            number += 1
            continue
        is_name = words[number + 1, KIND] in _NAME_KINDS
        if not flags & (G_SPACE | G_HYPHEN | G_SLASH) and (is_title or not flags & G_ROMANCE or not is_name):
            break
        if words[number + 1, KIND] in _BARRIERS or (following & W_TITLE and not is_office):
            break
        if _opens_rank(page, number + 1):
            break
        is_state = state >= 0 and page.states[state, S_FORM] != BY_ADJECTIVE
        if (is_state and not following & W_REGION) or (is_title and is_name):
            break
        if _opens_person(page, number + 1) and (number > first or words[number, KIND] != GIVEN):
            break
        number += 1
    return number


@kernel
def _opens_rank(page: Page, number: int) -> bool:
    """Does a military rank begin here ('Air Vice Marshal')?"""
    flags = page.words[number, FLAGS]
    if flags & W_RANK:
        return True
    if not flags & W_RANK_FIRST or number + 1 >= page.n_words:
        return False
    return page.words[number + 1, FLAGS] & W_RANK_NEXT != 0


@kernel
def _opens_person(page: Page, number: int) -> bool:
    """Do two words from here on look like a person's name?"""
    kind = page.words[number, KIND]
    if kind not in _OPENING_KINDS or number + 1 >= page.n_words:
        return False
    return page.words[number, FLAGS] & G_NAME != 0 and page.words[number + 1, KIND] in _NAME_KINDS


@kernel
def _goes_on(page: Page, number: int, limit: int, is_title: bool, is_in_list: bool) -> bool:
    """Does a list inside a name go on after this word ('Environment, Forestry and Wildlife')?"""
    words, following = page.words, number + 1
    gap = words[number, FLAGS]
    if words[following, STATE] >= 0:  # 'for Central Asia and Afghanistan'
        return gap & G_AND != 0 and gap & W_ASIA != 0
    if words[number, STATE] >= 0 or words[following, FLAGS] & (F_KNOWN_START | W_TITLE):
        return False
    if words[following, KIND] not in _ORDINARY:
        return False
    last = _run(page, following, limit, is_title, False)
    if gap & G_AND_THE and words[last, FLAGS] & G_SPACE:
        return False  # another name begins
    for index in range(following, last + 1):
        is_end_of_field = index == last and index > following  # 'Provincial Councils and Local Government'
        if words[index, FLAGS] & W_HEAD and not is_end_of_field:
            return False
    if not gap & G_COMMA:
        return gap & G_AND != 0 or is_in_list
    return _is_list(page, following, limit)


@kernel
def _is_list(page: Page, number: int, limit: int) -> bool:
    """Do ordinary words and commas lead to an 'and' from here?"""
    words, following = page.words, number
    while following < limit and words[following, FLAGS] & (G_SPACE | G_COMMA | G_HYPHEN):
        following += 1
        is_ordinary = words[following, KIND] in _ORDINARY and words[following, STATE] < 0
        if not is_ordinary or words[following, FLAGS] & W_HEAD:
            return False
    is_end = words[following, FLAGS] & (G_AND | G_COMMA_AND | G_AND_THE) != 0
    return is_end and words[min(following + 1, limit), KIND] in _ORDINARY


@kernel
def quoted_last(page: Page, head: int) -> int:
    """Last word of a name in quotation marks behind the word for its kind, or that word."""
    if not page.words[head, FLAGS] & G_OPENED:
        return head
    for number in range(head + 1, min(page.n_words, head + _MAX_QUOTED)):
        if page.codes[page.words[number, END]] in CLOSING:
            return number
        if not page.words[number, FLAGS] & G_QUOTED:
            break
    return head
