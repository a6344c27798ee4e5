"""Bodies named in a release: known ones by their names and acronyms, others by the grammar of their names.

A body's name is a word for its kind ("Ministry", "University") with capitalized words before it or a complement after
it. The kinds and the known bodies are data in `knowledge/organization*.csv`. Here does not belong who works for a body
(`officials`), nor agreements, events, routes and formats without a secretariat.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from reading.columns import AS_ACRONYM, AS_ALONE, AS_HEAD, AS_IMPLIED, AS_NAME, NONE, Bodies, BodyFacts, BodyNames
from reading.columns import BY_ABBREVIATION, BY_ADJECTIVE, Countries, Texts
from reading.country_forms import country_table
from reading.kernel import Codes, Ints, Numbers, entry, kernel
from reading.matching import Found
from reading.organization_grammar import (
    CLOSING,
    OPENING,
    is_plain,
    is_proper,
    name_last,
    name_start,
    quoted_last,
    state_last,
)
from reading.organization_keys import IS_FULL, K_HASH, N_IDS, N_KEY_COLUMNS, N_LETTERS, N_SOURCE, Keys
from reading.organization_lexicon import (
    ALONE,
    BODY_TYPES,
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
    WITHOUT_MINISTRIES,
    OrganizationLexicon,
    body_names,
    known_hashes,
    letters,
    organization_lexicon,
    organization_table,
    phrases,
)
from reading.organization_mentions import (
    MAX_GIVEN,
    N_BODY_COLUMNS,
    N_OCCURRENCE_COLUMNS,
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
    add_acronyms,
    keep_bodies,
    keep_outermost,
    merge_occurrences,
    order_occurrences,
    settle_embassies,
)
from reading.organization_owners import key_of_shape, state_and_host
from reading.organization_page import (
    END,
    FLAGS,
    KIND,
    N_WORD_COLUMNS,
    NAMED_IN,
    S_COUNTRY,
    S_END,
    S_FORM,
    S_START,
    SHORTEST,
    START,
    STATE,
    Page,
    Shape,
    lay_page,
)
from reading.tokens import Batch
from reading.words import GIVEN, INITIAL, Words

__all__ = ["IMPLIED", "WITHOUT_MINISTRIES", "OrganizationRows", "organization_rows", "organization_table", "phrases"]
__all__ += ["read_organizations"]

#: Rule of a body that only the title of a person names ("Vice Minister of National Economy").
IMPLIED = "organization-implied"
_OFFICES = (T_MINISTRY, T_GOVERNMENT, T_BANK)
_DEPARTMENT = len("Department")
#: Room for the letters of the keys of a batch, and for each phrase found in it.
_MIN_LETTERS, _LETTERS = 8192, 64
_MAX_IDS = 3  # keys a phrase: its own, that without a seat, that of the name into which it grows


class Work(NamedTuple):
    """Tables that kernels fill for one text after the other, and the keys of the batch."""

    words: Ints
    states: Numbers
    of_state: Numbers
    found: Numbers
    order: Numbers
    given: Numbers
    best: Numbers


class OrganizationRows(NamedTuple):
    """Bodies as strings, a row a body of `BodyFacts`."""

    organization_key: list[str]
    name: list[str]
    acronym: list[str | None]
    type_code: list[str]
    country_code: list[str | None]


def read_organizations(
    batch: Batch, texts: Texts, words: Words, hits: Found, countries: Countries
) -> tuple[Bodies, BodyFacts, BodyNames]:
    """Return the bodies of a batch. `hits` are those of kind 'organization'."""
    n_hits = len(hits.start)
    capacity = n_hits + 2 * len(words.start)
    first = (len(batch.first_code),)
    bodies = Bodies(
        np.zeros(first, np.int64), *(np.empty(capacity, kind) for kind in (np.int32, np.int32, np.int32, np.uint8))
    )
    kinds = (np.uint64, np.int32, np.uint8, np.int16, np.int32, np.int32, np.int32, np.int32)
    facts = BodyFacts(np.zeros(first, np.int64), *(np.empty(n_hits, kind) for kind in kinds))
    n_letters = _MIN_LETTERS + _LETTERS * n_hits
    work = _work(hits, words, countries)
    while True:
        keys = _keys(n_hits, n_letters)
        columns = (np.empty(n_hits, np.int32) for _ in range(4))
        names = BodyNames(*columns, letters=keys.letters)
        count = _read(organization_lexicon(), batch, texts, words, hits, countries, work, keys, bodies, facts, names)
        if not keys.ids[-1, IS_FULL]:
            break
        n_letters *= 4  # long names
    n_bodies = int(facts.first[-1])
    return (
        Bodies(bodies.first, *(column[:count] for column in bodies[1:])),
        BodyFacts(facts.first, *(column[:n_bodies] for column in facts[1:])),
        BodyNames(*(column[:n_bodies] for column in names[:4]), letters=keys.letters),
    )


def _work(hits: Found, words: Words, countries: Countries) -> Work:
    most_words, most_hits, most_states = (int(np.diff(rows.first).max(initial=0)) for rows in (words, hits, countries))
    most_found = most_hits + 2 * most_words
    return Work(
        np.empty((most_words + 1, N_WORD_COLUMNS), np.int64),
        np.empty((most_states + 1, 4), np.int64),
        np.zeros((len(country_table()), 2), np.int64),
        np.empty((most_found, N_OCCURRENCE_COLUMNS), np.int64),
        np.empty(most_found, np.int64),
        np.empty((MAX_GIVEN, 2), np.int64),
        np.empty((len(hits.start), N_BODY_COLUMNS), np.int64),
    )


def _keys(n_hits: int, n_letters: int) -> Keys:
    known, first_letters = known_hashes(), letters()
    n_ids = _MAX_IDS * n_hits + 8
    ids = np.full((len(known) + n_ids, N_KEY_COLUMNS), NONE, np.int64)
    ids[: len(known), K_HASH] = known
    ids[-1, [N_IDS, N_LETTERS, IS_FULL]] = len(known), len(first_letters), 0
    return Keys(
        np.zeros((1 << (2 * n_ids).bit_length(), 2), np.uint64),
        ids,
        np.concatenate([first_letters, np.empty(n_letters, np.uint8)]),
        np.empty(N_SOURCE, np.uint32),
    )


def organization_rows(batch: Batch, facts: BodyFacts, names: BodyNames) -> OrganizationRows:
    """Return keys, names, acronyms, kinds and states of bodies as strings."""
    text = batch.codes.tobytes().decode("utf-32-le", "surrogatepass")
    keys = names.letters.tobytes().decode("ascii", "replace")
    table, forms = organization_table(), (*body_names(), "")
    states = (*(country.country_code for country in country_table()), None)
    spans = zip(
        facts.name_start.tolist(), facts.name_end.tolist(), names.lead.tolist(), names.tail.tolist(), strict=True
    )
    key_spans = zip(facts.known.tolist(), names.key_start.tolist(), names.key_end.tolist(), strict=True)
    acronyms = zip(facts.acronym_start.tolist(), facts.acronym_end.tolist(), strict=True)
    return OrganizationRows(
        [table[known].organization_key if known >= 0 else keys[start:end] for known, start, end in key_spans],
        [f"{forms[lead]}{text[start:end]}{forms[tail]}" for start, end, lead, tail in spans],
        [text[start:end] if start >= 0 else None for start, end in acronyms],
        [BODY_TYPES[kind] for kind in facts.type.tolist()],
        [states[country] for country in facts.country.tolist()],
    )


@entry
def _read(
    lexicon: OrganizationLexicon,
    batch: Batch,
    texts: Texts,
    words: Words,
    hits: Found,
    countries: Countries,
    work: Work,
    keys: Keys,
    bodies: Bodies,
    facts: BodyFacts,
    names: BodyNames,
) -> int:
    n_rows, n_bodies, n_texts = 0, 0, len(texts.home)
    for text in range(n_texts):
        bodies.first[text], facts.first[text] = n_rows, n_bodies
        if hits.first[text] == hits.first[text + 1]:
            continue
        page = lay_page(lexicon, batch, texts, words, hits, countries, text, work.words, work.states, work.of_state)
        n_found = _find(lexicon, page, keys, hits, text, work.of_state, work.found)
        order_occurrences(work.found, n_found)
        n_found = keep_outermost(lexicon, keys, batch.codes, work.found, n_found)
        n_uses = add_acronyms(lexicon, page, work.found, n_found, work.given)
        count = merge_occurrences(work.found, n_found, n_uses, work.order)
        settle_embassies(lexicon, keys, work.found, work.order, count, text, page.home)
        n_rows, n_bodies = keep_bodies(
            lexicon, keys, work.found, work.order, count, work.best, n_bodies, facts, names, n_rows, bodies
        )
    bodies.first[n_texts], facts.first[n_texts] = n_rows, n_bodies
    return n_rows


@kernel
def _find(
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
        start, end = np.int64(hits.start[hit]), np.int64(hits.end[hit])
        form = np.int64(lexicon.n_known + hits.key[hit])
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
    if not facts[form, TAKES] & K_OF_ANY or country == NONE or country == home:
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
