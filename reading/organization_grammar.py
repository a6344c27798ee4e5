"""The grammar of names of bodies: which capitalized words around a word for a kind of body belong to its name.

Here belongs where such a name begins and ends and whether it is a name at all. What it is called and keyed by is for
`organizations` and `organization_keys`; the words themselves are in `organization_lexicon`.
"""

from __future__ import annotations

from reading.columns import BY_ADJECTIVE, BY_NAME
from reading.kernel import kernel
from reading.organization_lexicon import (
    F_KNOWN_START,
    G_AND,
    G_AND_THE,
    G_CLOSED,
    G_COMMA,
    G_COMMA_AND,
    G_DOT,
    G_FOR,
    G_HYPHEN,
    G_LIST,
    G_NAME,
    G_OF,
    G_OF_THE,
    G_OPENED,
    G_OWNER,
    G_POSSESSIVE,
    G_QUOTED,
    G_ROMANCE,
    G_SEATED,
    G_SLASH,
    G_SPACE,
    K_ALLIANCE,
    K_ALONE,
    K_BOARD,
    K_CONGRESS,
    K_COUNTRY,
    K_MISSION,
    K_NAME,
    K_OFFICE,
    K_ROMANCE,
    K_SEAT,
    K_TITLE,
    PHRASE_BIT,
    S_AMERICAN,
    T_BANK,
    T_COURT,
    T_EMBASSY,
    T_GOVERNMENT,
    T_MINISTRY,
    T_OTHER,
    T_PARLIAMENT,
    T_UNIVERSITY,
    W_ASIA,
    W_CENTER,
    W_DATE,
    W_DONE_BY,
    W_FOLLOWING,
    W_HEAD,
    W_MINISTRY,
    W_NEW,
    W_NEW_PLACE,
    W_NO_FIELD,
    W_POSSESSOR,
    W_RANK,
    W_RANK_FIRST,
    W_RANK_NEXT,
    W_REGION,
    W_SAINT,
    W_SUFFIX,
    W_THE,
    W_TITLE,
    W_VENUE,
    W_WEAK,
    OrganizationLexicon,
)
from reading.organization_page import END, FLAGS, KIND, S_FORM, S_START, START, STATE, Page, Shape
from reading.tokens import hash_codes
from reading.wordmap import look_up
from reading.words import ACRONYM, COMMON, DOUBLE, FUNCTION, GIVEN, INITIAL, NAME, STOP, VERB

_BARRIERS = (FUNCTION, VERB)
_ORDINARY = (STOP, COMMON, DOUBLE, ACRONYM)
_NAME_KINDS = (NAME, GIVEN, DOUBLE, INITIAL)
_PROPER_KINDS = (NAME, ACRONYM, GIVEN)
#: Quotation marks that open and close, in the languages of releases.
OPENING, CLOSING = (0x22, 0x201C, 0xAB, 0x201E), (0x22, 0x201D, 0xBB, 0x201C)
_MAX_BEFORE, _MAX_AFTER, _MAX_QUOTED = 8, 16, 7
#: Length of the longest phrase that only looks like a body, of a gap that joins, and of ' the ' with its spaces.
_MAX_PHRASE, _MAX_GAP, _MIN_ARTICLE = 40, 16, 5
_SPACE, _HYPHEN, _DASH = 0x20, 0x2D, 0x2013
_E, _G, _H, _I, _N, _S, _T = (ord(letter) for letter in "eghinst")


@kernel
def name_start(page: Page, head: int, is_suffix: bool) -> int:
    """First word of a name that ends with the word for its kind; a suffix ('LLC') may follow a comma."""
    words, number = page.words, head
    if number > 0 and words[number - 1, FLAGS] & G_CLOSED:
        return _quoted_start(page, head)
    if is_suffix and number > 0 and words[number - 1, FLAGS] & G_COMMA and words[number - 1, KIND] not in _BARRIERS:
        number -= 1
    while number > 0 and head - number < _MAX_BEFORE:
        if not _joins_next(page, number - 1, head):
            break
        is_barrier = words[number - 1, KIND] in _BARRIERS and not words[number - 1, FLAGS] & F_KNOWN_START
        if (is_barrier and not _is_doing(page, number - 1)) or words[number - 1, FLAGS] & W_DONE_BY:
            break  # but 'WHO' is a body
        number -= 1
    while number < head and (_is_newness(page, number) or _is_loose(page, number)):
        number += 1
    return number


@kernel
def _joins_next(page: Page, number: int, head: int) -> bool:
    """Does what stands between a word and the next join them to one name?"""
    flags, kind = page.words[number, FLAGS], page.words[number, KIND]
    if flags & G_POSSESSIVE:
        return flags & W_POSSESSOR != 0
    if flags & G_AND:
        return number + 1 != head and _is_joined(page, number)
    if flags & G_OWNER:
        return page.codes[page.words[number, END] - 1] | 0x20 == _S and kind in _ORDINARY
    if flags & W_TITLE:
        return False
    # Two words of one name give a body its name ('Mohamed bin Zayed University').
    is_particle = flags & G_NAME != 0 and kind in _NAME_KINDS and page.words[number + 1, KIND] in _NAME_KINDS
    return is_particle or _is_side_by_side(page, number)


@kernel
def _quoted_start(page: Page, head: int) -> int:
    """First word of a name in quotation marks before the word for its kind, or that word."""
    for number in range(head - 1, max(-1, head - _MAX_QUOTED), -1):
        if page.codes[page.words[number, START] - 1] in OPENING:
            return number
        if number == 0 or not page.words[number - 1, FLAGS] & G_QUOTED:
            break
    return head


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


@kernel
def _is_side_by_side(page: Page, number: int) -> bool:
    """Does the next word follow at once, or after the rest of a compound ('U.S.-EU Council')?"""
    flags = page.words[number, FLAGS]
    if flags & (G_SPACE | G_HYPHEN) or (flags & W_SAINT and flags & G_DOT):
        return True
    start, stop = page.words[number, END], page.words[number + 1, START]
    if stop - start > _MAX_GAP or stop - start < 3 or page.codes[stop - 1] != _SPACE:
        return False
    if page.codes[start] not in (_HYPHEN, _DASH):
        return False
    for position in range(start + 1, stop - 1):
        letter = page.codes[position]
        if not (0x41 <= letter <= 0x5A or 0x61 <= letter <= 0x7A or 0xC0 <= letter < 0x2000):
            return False
    return True


@kernel
def _is_joined(page: Page, number: int) -> bool:
    """May this word and the next be joined by 'and' inside a name?"""
    words = page.words
    if words[number, STATE] >= 0 or words[number + 1, STATE] >= 0 or words[number, FLAGS] & W_SUFFIX:
        return False
    return words[number, KIND] in _ORDINARY and words[number + 1, KIND] in _ORDINARY


@kernel
def _is_doing(page: Page, number: int) -> bool:
    """Is a verb part of a name ('National Building Fund')?"""
    codes, end = page.codes, page.words[number, END]
    if number == 0 or end - page.words[number, START] < 3:
        return False
    if codes[end - 1] | 0x20 != _G or codes[end - 2] | 0x20 != _N or codes[end - 3] | 0x20 != _I:
        return False
    start = page.words[number, START]
    if _MIN_ARTICLE <= start - page.words[number - 1, END] <= _MAX_GAP and _has_article(page, start):
        return True
    flags = page.words[number - 1, FLAGS]
    return flags & G_SPACE != 0 and page.words[number - 1, KIND] not in _BARRIERS and flags & W_TITLE == 0


@kernel
def _has_article(page: Page, start: int) -> bool:
    """Does 'the' with a space stand right before a place?"""
    if page.codes[start - 1] != _SPACE or page.codes[start - 2] | 0x20 != _E:
        return False
    return page.codes[start - 3] | 0x20 == _H and page.codes[start - 4] | 0x20 == _T


@kernel
def _is_loose(page: Page, number: int) -> bool:
    """Does the first word stand before 'and' without being of the name? One article is for all of it."""
    flags, start = page.words[number, FLAGS], page.words[number, START]
    if not flags & G_AND:
        return False
    if page.words[number, KIND] == ACRONYM or flags & W_HEAD:
        return True
    return not (_has_article(page, start) or page.codes[start - 1] == _HYPHEN)


@kernel
def _is_newness(page: Page, number: int) -> bool:
    """Does 'New' say that a body is new, rather than open the name of a place ('New England')?"""
    return page.words[number, FLAGS] & W_NEW != 0 and page.words[number + 1, FLAGS] & W_NEW_PLACE == 0


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
    for number in range(first, last + 1):
        if page.words[number, FLAGS] & W_MINISTRY:
            return True
    return False


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
    if (kind != NAME and kind != GIVEN and kind != INITIAL) or number + 1 >= page.n_words:
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
        if words[index, FLAGS] & W_HEAD:
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
def is_proper(lexicon: OrganizationLexicon, page: Page, shape: Shape) -> bool:
    """Is it a name, or only the word for a kind of body with passing adjectives?"""
    words, takes, first, head, head_end = page.words, shape.takes, shape.first, shape.head, shape.head_end
    n_own, n_states, n_acronyms, n_strong = 0, 0, 0, 0
    for number in range(first, shape.last + 1):
        if head <= number <= head_end:
            continue
        n_own += 1
        n_states += words[number, STATE] >= 0
        n_acronyms += words[number, KIND] == ACRONYM
        is_kind = not takes & K_NAME or words[number, KIND] in _PROPER_KINDS
        n_strong += number < head and is_kind and words[number, FLAGS] & W_WEAK == 0
    is_relation = takes & K_ALLIANCE != 0 and first < head
    if n_states == n_own and (shape.type == T_MINISTRY or is_relation):
        return False  # 'Prime Minister of Ukraine' names no ministry
    if _is_part_of_more(lexicon, page, shape):
        return False
    if takes & K_TITLE:
        is_field = head_end + 1 < page.n_words and words[head_end + 1, FLAGS] & W_NO_FIELD == 0
        return words[head_end, FLAGS] & G_OF != 0 and is_field
    if takes & K_COUNTRY:
        is_own_congress = takes & K_CONGRESS != 0 and n_own == 0 and page.home_takes & S_AMERICAN != 0
        return is_own_congress or (takes & K_MISSION != 0 and n_acronyms > 0) or n_states > 0
    if shape.last > head_end or first == head:
        is_after = shape.last > head_end and not _is_of_directors(page, shape)
        return is_after or takes & K_ALONE != 0
    return n_strong > 0 or (not takes & K_NAME and shape.type in (T_BANK, T_COURT, T_PARLIAMENT, T_MINISTRY))


@kernel
def _is_of_directors(page: Page, shape: Shape) -> bool:
    """Is it the board that directs a firm ('Chairman of the Board of ...')?"""
    if not shape.takes & K_BOARD or shape.first == 0:
        return False
    return page.words[shape.first - 1, FLAGS] & W_TITLE != 0


@kernel
def _is_part_of_more(lexicon: OrganizationLexicon, page: Page, shape: Shape) -> bool:
    """Is it the name of a state, a phrase that only looks like a body, or the front of a longer name?"""
    words, first, last = page.words, shape.first, shape.last
    is_front = last == shape.head_end and words[last, FLAGS] & G_SPACE and last + 1 < page.n_words
    if is_front and words[last + 1, FLAGS] & W_FOLLOWING:
        return True
    if first < shape.head and words[last, FLAGS] & W_CENTER and words[shape.head - 1, FLAGS] & W_VENUE:
        return True
    state, start, end = words[shape.head_end, STATE], words[first, START], words[last, END]
    if state >= 0 and page.states[state, S_FORM] == BY_NAME and page.states[state, S_START] <= start:
        return True
    if end - start > _MAX_PHRASE:
        return False
    return look_up(lexicon.words, hash_codes(lexicon.table, page.codes, start, end)) & PHRASE_BIT != 0


@kernel
def is_plain(page: Page, shape: Shape) -> bool:
    """Is a parliament called by the word alone, or with an article that its state does not take?"""
    last = shape.last
    if last == shape.head_end:
        return shape.first == shape.head
    is_one_word = last == shape.head_end + 1 and page.words[last, STATE] >= 0
    ends_in_s = page.codes[page.words[last, END] - 1] | 0x20 == _S
    return is_one_word and page.words[shape.head_end, FLAGS] & G_OF_THE != 0 and not ends_in_s
