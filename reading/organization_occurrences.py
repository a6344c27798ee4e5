"""Where a release names bodies: known ones by their names and acronyms, others by the grammar of their names.

Here is decided for each phrase that was found whether it names a body, and which. What the mentions of a release make
together is for `organization_mentions`.
"""

from __future__ import annotations

from reading.columns import AS_ACRONYM, AS_ALONE, AS_HEAD, AS_IMPLIED, AS_NAME, BY_ABBREVIATION, BY_ADJECTIVE, NONE
from reading.kernel import Codes, Numbers, kernel
from reading.matching import Found
from reading.organization_endings import name_last, quoted_last, state_last
from reading.organization_grammar import is_plain, is_proper, name_start
from reading.organization_keys import Keys
from reading.organization_lexicon import (
    ALONE,
    COUNTRY,
    G_SPACE,
    HOW,
    K_AFTER,
    K_BEFORE,
    K_OF_ANY,
    K_ONE_WORD,
    K_PARLIAMENT,
    K_SUFFIX,
    K_TITLE,
    KNOWN,
    LENGTH,
    T_BANK,
    T_GOVERNMENT,
    T_MINISTRY,
    T_PARLIAMENT,
    TAKES,
    TYPE,
    OrganizationLexicon,
)
from reading.organization_mentions import (
    O_COUNTRY,
    O_END,
    O_HOW,
    O_KEY,
    O_LEAD,
    O_LENGTH,
    O_NAME,
    O_NAME_END,
    O_START,
    O_TAIL,
    O_TYPE,
)
from reading.organization_owners import key_of_shape, state_and_host
from reading.organization_page import (
    CLOSING,
    END,
    FLAGS,
    KIND,
    NAMED_IN,
    OPENING,
    S_COUNTRY,
    S_END,
    S_FORM,
    S_START,
    SHORTEST,
    START,
    STATE,
    Page,
    Shape,
)
from reading.words import GIVEN, INITIAL

_OFFICES = (T_MINISTRY, T_GOVERNMENT, T_BANK)
_DEPARTMENT = len("Department")


@kernel
def find_occurrences(
    lexicon: OrganizationLexicon,
    page: Page,
    keys: Keys,
    hits: Found,
    text: int,
    of_state: Numbers,
    found: Numbers,
) -> int:
    """Fill the occurrences of bodies in a text; return their number."""
    count, word = 0, 0
    for hit in range(hits.first[text], hits.first[text + 1]):
        start, end = hits.start[hit], hits.end[hit]
        form = lexicon.n_known + hits.key[hit]
        while word < page.n_words and page.words[word, START] < start:
            word += 1
        known = lexicon.facts[form, KNOWN]
        if known >= 0 and _is_of_another(lexicon.facts, form, page.home, of_state, text):
            if lexicon.facts[form, HOW] == AS_ACRONYM:
                continue
            # 'Department' alone: the rest of a known name may be part of that of another state.
            form, end, known = lexicon.department, start + _DEPARTMENT, NONE
        if known >= 0:
            count += _read_known(lexicon, page, form, start, end, word, found, count)
        elif word < page.n_words and page.words[word, START] == start:
            count += _read_head(lexicon, page, keys, form, end, word, of_state, text, found, count)
    return count


@kernel
def _is_of_another(facts: Numbers, form: int, home: int, of_state: Numbers, text: int) -> bool:
    """May any state use this name or acronym of an office, while the state known for it is not in the release?"""
    country = facts[form, COUNTRY]
    if not facts[form, TAKES] & K_OF_ANY or country < 0 or country == home:
        return False
    return of_state[country, NAMED_IN] != text + 1


@kernel
def _put(
    found: Numbers,
    count: int,
    start: int,
    end: int,
    key: int,
    how: int,
    kind: int,
    country: int,
    lead: int,
    length: int,
) -> None:
    """Fill an occurrence whose name is that of a row of the lexicon."""
    found[count, O_START], found[count, O_END], found[count, O_KEY] = start, end, key
    found[count, O_HOW], found[count, O_TYPE], found[count, O_COUNTRY] = how, kind, country
    found[count, O_LEAD], found[count, O_TAIL], found[count, O_LENGTH] = lead, NONE, length
    found[count, O_NAME] = found[count, O_NAME_END] = NONE


@kernel
def _read_known(
    lexicon: OrganizationLexicon,
    page: Page,
    form: int,
    start: int,
    end: int,
    word: int,
    found: Numbers,
    count: int,
) -> bool:
    """Fill a known body under one of its names, with its state before it ('U.S. Peace Corps')."""
    facts, known, how = lexicon.facts, lexicon.facts[form, KNOWN], lexicon.facts[form, HOW]
    is_name = how == AS_NAME
    if is_name and facts[form, TAKES] & K_ONE_WORD and _is_family_name(page, word):
        return False
    kind, country = facts[known, TYPE], facts[known, COUNTRY]
    lead = form if is_name else known
    _put(found, count, start, end, known, how, kind, country, lead, facts[lead, LENGTH])
    begin = _with_state(page, word, kind, country, start) if is_name else start
    if begin < start:
        found[count, O_START], found[count, O_NAME], found[count, O_NAME_END] = begin, begin, start
        found[count, O_LEAD], found[count, O_TAIL] = NONE, form
        found[count, O_LENGTH] += start - begin
    return True


@kernel
def _is_family_name(page: Page, word: int) -> bool:
    """Does a given name or an initial that is no state stand before a name of one word?"""
    if word == 0 or page.words[word - 1, STATE] >= 0 or not page.words[word - 1, FLAGS] & G_SPACE:
        return False
    return page.words[word - 1, KIND] in (GIVEN, INITIAL)


@kernel
def _with_state(page: Page, word: int, kind: int, country: int, start: int) -> int:
    """Where the name of an office begins, given that its own state may stand before it."""
    if word == 0 or kind not in _OFFICES or page.words[word - 1, STATE] < 0:
        return start
    state = page.words[word - 1, STATE]
    if page.states[state, S_COUNTRY] != country or not page.words[word - 1, FLAGS] & G_SPACE:
        return start
    return page.states[state, S_START] if page.states[state, S_FORM] in (BY_ADJECTIVE, BY_ABBREVIATION) else start


@kernel
def _shape_of(page: Page, takes: int, kind: int, head: int, end: int) -> Shape:
    """The words of a name around the word for its kind, which ends at `end`; `first` is -1 where that is no word."""
    words, head_end = page.words, head
    while head_end + 1 < page.n_words and words[head_end + 1, START] < end:
        head_end += 1
    if words[head_end, END] > end:  # 'Bank' in 'Bank-led'
        return Shape(-1, head, head_end, head_end, takes, kind)
    first = name_start(page, head, takes & K_SUFFIX != 0) if takes & K_BEFORE else head
    last = head_end
    if takes & (K_AFTER | K_TITLE):
        last = name_last(page, head_end, takes, kind, first < head)
    elif first < head:
        last = state_last(page, head_end)
    if first == head and last == head_end:
        last = quoted_last(page, head_end)
    return Shape(first, head, head_end, last, takes, kind)


@kernel
def _read_head(
    lexicon: OrganizationLexicon,
    page: Page,
    keys: Keys,
    form: int,
    end: int,
    head: int,
    of_state: Numbers,
    text: int,
    found: Numbers,
    count: int,
) -> bool:
    """Fill a body by the grammar of its name around the word for its kind; False if there is none."""
    facts, words = lexicon.facts, page.words
    takes, kind, alone = facts[form, TAKES], facts[form, TYPE], facts[form, ALONE]
    shape = _shape_of(page, takes, kind, head, end)
    if shape.first < 0:
        return False
    if alone >= 0 and shape.first == head and shape.last == shape.head_end:
        _put(
            found,
            count,
            words[head, START],
            end,
            alone,
            AS_ALONE,
            facts[alone, TYPE],
            NONE,
            alone,
            facts[alone, LENGTH],
        )
        return True
    if not is_proper(lexicon, page, shape):
        return False
    start, stop = _with_quotes(page.codes, words[shape.first, START], words[shape.last, END])
    country, host, seat = state_and_host(page, shape)
    key = key_of_shape(lexicon, page, keys, form, shape, country, host, seat)
    _put(found, count, start, stop, key, AS_HEAD, kind, country, NONE, stop - start)
    found[count, O_NAME], found[count, O_NAME_END] = start, stop
    if takes & K_TITLE:
        begin = words[head, END]
        found[count, O_HOW], found[count, O_LEAD], found[count, O_NAME] = AS_IMPLIED, lexicon.ministry, begin
        found[count, O_LENGTH] = facts[lexicon.ministry, LENGTH] + stop - begin
    elif kind == T_PARLIAMENT and country >= 0 and is_plain(page, shape):
        _name_parliament(lexicon, page, form, country, of_state[country, NAMED_IN] == text + 1, of_state, found, count)
    return True


@kernel
def _with_quotes(codes: Codes, start: int, end: int) -> tuple[int, int]:
    """A name with the quotation mark of which it holds the other ('"Samgau" Foundation')."""
    n_quotes = 0
    for position in range(start, end):
        n_quotes += codes[position] in OPENING or codes[position] in CLOSING
    if n_quotes != 1:
        return start, end
    if codes[start - 1] in OPENING or codes[start - 1] in CLOSING:
        return start - 1, end
    return start, end + (codes[end] in OPENING or codes[end] in CLOSING)


@kernel
def _name_parliament(
    lexicon: OrganizationLexicon,
    page: Page,
    form: int,
    country: int,
    is_named: bool,
    of_state: Numbers,
    found: Numbers,
    count: int,
) -> None:
    """Full name of a body called by the word for its kind alone: 'Parliament of Kazakhstan'."""
    facts, lead = lexicon.facts, found[count, O_KEY]
    found[count, O_NAME] = found[count, O_NAME_END] = NONE
    length = 0
    if lead >= lexicon.n_known:
        lead = form
        shortest = of_state[country, SHORTEST] - 1 if is_named else NONE
        if facts[form, TAKES] & K_PARLIAMENT and shortest >= 0:
            lead = lexicon.ministry + 1
            start, end = page.states[shortest, S_START], page.states[shortest, S_END]
            found[count, O_NAME], found[count, O_NAME_END], length = start, end, end - start
    found[count, O_LEAD], found[count, O_LENGTH] = lead, facts[lead, LENGTH] + length
