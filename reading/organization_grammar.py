"""The grammar of names of bodies: where a name begins, and whether it is a name at all.

Where a name ends is for `organization_endings`, what it is called and keyed by for `organization_owners`; the words
themselves are in `organization_lexicon`.
"""

from __future__ import annotations

from reading.columns import BY_NAME
from reading.kernel import kernel
from reading.organization_lexicon import (
    F_KNOWN_START,
    G_AND,
    G_CLOSED,
    G_COMMA,
    G_DOT,
    G_HYPHEN,
    G_NAME,
    G_OF,
    G_OF_THE,
    G_OWNER,
    G_POSSESSIVE,
    G_QUOTED,
    G_SPACE,
    K_ALLIANCE,
    K_ALONE,
    K_BOARD,
    K_CONGRESS,
    K_COUNTRY,
    K_MISSION,
    K_NAME,
    K_TITLE,
    PHRASE_BIT,
    S_AMERICAN,
    T_BANK,
    T_COURT,
    T_MINISTRY,
    T_PARLIAMENT,
    W_CENTER,
    W_DONE_BY,
    W_FOLLOWING,
    W_HEAD,
    W_NEW,
    W_NEW_PLACE,
    W_NO_FIELD,
    W_POSSESSOR,
    W_SAINT,
    W_SUFFIX,
    W_TITLE,
    W_VENUE,
    W_WEAK,
    OrganizationLexicon,
)
from reading.organization_page import END, FLAGS, KIND, OPENING, S_FORM, S_START, START, STATE, Page, Shape
from reading.tokens import hash_codes
from reading.wordmap import look_up
from reading.words import ACRONYM, COMMON, DOUBLE, FUNCTION, GIVEN, INITIAL, NAME, STOP, VERB

_BARRIERS = (FUNCTION, VERB)
_ORDINARY = (STOP, COMMON, DOUBLE, ACRONYM)
_NAME_KINDS = (NAME, GIVEN, DOUBLE, INITIAL)
_PROPER_KINDS = (NAME, ACRONYM, GIVEN)
_MAX_BEFORE, _MAX_QUOTED = 8, 7
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
