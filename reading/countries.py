"""Which states a release means, and where: names, adjectives, abbreviations, cities and metonyms.

Here belong the phrases to look for and the decisions that need more than the neighbouring words: which Georgia, which
Congo, whether Brussels is a town, a town of the same name in another state. Neighbouring words: `country_context.py`;
what states are called: `country_forms.py`; what part a state has in the release: `roles.py`.
"""

from __future__ import annotations

import numpy as np

from reading.around import COMMA, code_at
from reading.columns import Countries, Texts
from reading.country_context import denial
from reading.country_forms import Country, country_forms, country_table
from reading.country_lexicon import (
    BEL,
    COD,
    COG,
    COUNTRY,
    D_PLACE,
    D_TREATY,
    F_AMERICAN,
    F_CAPITAL,
    F_CAUCASIAN,
    F_PROVINCE_TOWN,
    FACTS,
    FORM_OF_KIND,
    G_CONGO,
    G_GEORGIA,
    G_PAIR,
    G_STATE,
    G_UNION,
    GEO,
    GUARD,
    K_ABBREVIATION,
    K_CITY,
    K_NAME,
    K_PREFIX,
    K_REGION,
    KIND,
    KOR,
    PRK,
    R_CONGO,
    R_GEORGIA,
    R_TOWN,
    S_GEORGIA,
    USA,
    W_GEORGIA_NEXT,
    W_JOIN,
    W_PLACE,
    W_POSTAL,
    CountryLexicon,
    country_lexicon,
)
from reading.country_place import Place, place_of, words_of
from reading.kernel import Numbers, Octets, entry, kernel
from reading.matching import Found, Phrase
from reading.tokens import APART, GLUED, SPACED, Batch
from reading.wordmap import exact_hash, look_up

__all__ = ["Country", "country_table", "phrases", "read_countries"]

#: What stands between two states of a text: a comma, 'and' with or without one, another sign of a list, or more.
_COMMA_GAP, _AND_GAP, _COMMA_AND_GAP, _LIST_GAP, _NO_GAP = 1, 2, 3, 4, 0
_MAX_GAP_TOKENS = 3
_SLASH, _LINE_ENDS = 0x2F, (0x2C, 0x2E, 0x3B, 0x29)
# Columns of the candidates of a text.
_START, _END, _FORM, _COUNTRY, _RULE, _FIRST, _STOP, _NEEDS_STATE, _MEANS = range(9)
_N_COLUMNS = 9


def phrases() -> list[Phrase]:
    """Return all forms of all states, and the phrases that only look like one; the key is the form's index."""
    return [
        Phrase(form.form, "country", key, "exact" if form.is_exact else "name")
        for key, form in enumerate(country_forms())
    ]


def read_countries(batch: Batch, texts: Texts, hits: Found) -> Countries:
    """Return the mentions of states. `hits` are those of kind 'country'. Possessive endings are not part of a span."""
    n_hits = len(hits.start)
    found = Countries(
        np.zeros(len(batch.first_code), np.int64),
        *(
            np.empty(2 * n_hits, kind)
            for kind in (np.int32, np.int32, np.int16, np.uint8, np.uint8, np.int32, np.int32)
        ),
    )
    candidates = np.empty((n_hits, _N_COLUMNS), np.int32)
    named = np.empty(len(country_table()), np.uint8)
    count = _read(country_lexicon(), batch, texts, hits, candidates, named, found)
    return Countries(found.first, *(column[:count] for column in found[1:]))


@entry
def _read(
    lexicon: CountryLexicon,
    batch: Batch,
    texts: Texts,
    hits: Found,
    candidates: Numbers,
    named: Octets,
    found: Countries,
) -> int:
    count = 0
    for text in range(len(texts.title_end)):
        found.first[text] = count
        n_candidates = _gather(lexicon, batch, texts, hits, text, candidates)
        floor, end = batch.first_token[text], batch.first_token[text + 1]
        named[:] = 0
        for row in range(n_candidates):
            guard = lexicon.forms[candidates[row, _FORM], GUARD]
            if not candidates[row, _NEEDS_STATE] and guard not in (G_STATE, G_UNION, G_CONGO, G_GEORGIA):
                named[candidates[row, _COUNTRY]] = 1
        for row in range(n_candidates):
            candidates[row, _MEANS] = _resolve(lexicon, batch, candidates, n_candidates, row, named, floor, end)
        for row in range(n_candidates):
            if candidates[row, _MEANS]:
                count = _keep(lexicon, batch, candidates, row, found, count)
    found.first[len(texts.title_end)] = count
    return count


@kernel
def _gather(lexicon: CountryLexicon, batch: Batch, texts: Texts, hits: Found, text: int, candidates: Numbers) -> int:
    """Fill the candidates of a text: hits that no neighbour denies. A list of treaties is read from its end."""
    floor, end = batch.first_token[text], batch.first_token[text + 1]
    at = hits.first[text + 1] - hits.first[text]
    total, treaty = at, -1
    for hit in range(hits.first[text + 1] - 1, hits.first[text] - 1, -1):
        form = hits.key[hit]
        if lexicon.forms[form, COUNTRY] < 0:
            continue
        first, stop = hits.first_token[hit], hits.last_token[hit] + 1
        place = place_of(lexicon, batch, first, stop, floor, end, hits.end[hit] <= texts.title_end[text])
        rule = denial(lexicon, batch, form, place)
        if not rule and lexicon.forms[form, KIND] == K_CITY and treaty >= 0:
            # 'the Stockholm, Basel and Rotterdam Conventions'
            rule = D_TREATY if _gap(lexicon, batch, stop, treaty) != _NO_GAP else 0
        # 'Sofia agreed': a capital without a preposition counts if its state is named elsewhere.
        needs_state = rule == D_PLACE and lexicon.forms[form, FACTS] & F_CAPITAL != 0
        if rule and not needs_state:
            treaty = first if rule == D_TREATY else treaty
            continue
        at -= 1
        # The hyphen of a prefix ('Sino-') is not part of the span.
        is_prefix = lexicon.forms[form, KIND] == K_PREFIX
        candidates[at, _START], candidates[at, _END] = hits.start[hit], hits.end[hit] - is_prefix
        candidates[at, _FORM], candidates[at, _COUNTRY] = form, lexicon.forms[form, COUNTRY]
        candidates[at, _RULE], candidates[at, _FIRST] = lexicon.forms[form, KIND], first
        candidates[at, _STOP], candidates[at, _NEEDS_STATE] = stop - is_prefix, needs_state
    for row in range(total - at):
        for column in range(_N_COLUMNS):
            candidates[row, column] = candidates[at + row, column]
    return total - at


@kernel
def _gap(lexicon: CountryLexicon, batch: Batch, stop: int, first: int) -> int:
    """What stands between the tokens before `stop` and those from `first` on, if it is that of a list."""
    if first < stop or first - stop > _MAX_GAP_TOKENS or batch.gap[first] > SPACED:
        return _NO_GAP
    n_commas, n_joins = 0, 0
    for token in range(stop, first):
        if batch.gap[token] > SPACED:
            return _NO_GAP
        code = code_at(batch, token)
        if code == COMMA and n_joins == 0 and n_commas == 0:
            n_commas = 1
        elif (words_of(lexicon, batch, token) & W_JOIN or code == _SLASH) and n_joins == 0:
            n_joins = 1
        else:
            return _NO_GAP
    if n_joins and words_of(lexicon, batch, first - 1) & W_JOIN and batch.end[first - 1] - batch.start[first - 1] == 3:
        return _COMMA_AND_GAP if n_commas else _AND_GAP
    return _LIST_GAP if n_joins else _COMMA_GAP if n_commas else _NO_GAP


@kernel
def _gap_after(lexicon: CountryLexicon, batch: Batch, candidates: Numbers, n_candidates: int, row: int) -> int:
    """What stands between a candidate and the next, if it is that of a list."""
    if row < 0 or row + 1 >= n_candidates:
        return _NO_GAP
    return _gap(lexicon, batch, candidates[row, _STOP], candidates[row + 1, _FIRST])


@kernel
def _resolve(
    lexicon: CountryLexicon,
    batch: Batch,
    candidates: Numbers,
    n_candidates: int,
    row: int,
    named: Octets,
    floor: int,
    end: int,
) -> bool:
    """Settle the state of a candidate by the others of the text; False if it means none."""
    _name_town(lexicon, batch, candidates, n_candidates, row, floor, end)
    country, guard = candidates[row, _COUNTRY], lexicon.forms[candidates[row, _FORM], GUARD]
    if candidates[row, _NEEDS_STATE] and _is_among_capitals(lexicon, batch, candidates, n_candidates, row):
        return True
    if candidates[row, _NEEDS_STATE] or guard == G_STATE:
        return named[country] != 0
    if guard == G_UNION:
        return named[lexicon.special[BEL]] != 0 or _is_town(lexicon, batch, candidates, n_candidates, row, floor, end)
    if guard == G_CONGO and named[lexicon.special[COG]] and not named[lexicon.special[COD]]:
        candidates[row, _COUNTRY], candidates[row, _RULE] = lexicon.special[COG], R_CONGO
    if guard == G_GEORGIA and _is_american_georgia(lexicon, batch, candidates, n_candidates, row, floor, end):
        candidates[row, _COUNTRY], candidates[row, _RULE] = lexicon.special[USA], R_GEORGIA
    return True


@kernel
def _is_among_capitals(lexicon: CountryLexicon, batch: Batch, candidates: Numbers, n_candidates: int, row: int) -> bool:
    """'Canberra, Wellington and Ottawa': one beside another means its state without a preposition."""
    for other in (row - 1, row + 1):
        if _gap_after(lexicon, batch, candidates, n_candidates, min(row, other)) == _NO_GAP:
            continue
        if lexicon.forms[candidates[other, _FORM], FACTS] & F_CAPITAL and not candidates[other, _NEEDS_STATE]:
            return True
    return False


@kernel
def _place(lexicon: CountryLexicon, batch: Batch, candidates: Numbers, row: int, floor: int, end: int) -> Place:
    return place_of(lexicon, batch, candidates[row, _FIRST], candidates[row, _STOP], floor, end, False)


@kernel
def _name_town(
    lexicon: CountryLexicon, batch: Batch, candidates: Numbers, n_candidates: int, row: int, floor: int, end: int
) -> None:
    """'Paris, Texas', 'Lebanon, Ohio', 'Cambridge, MA': a town of the province that follows."""
    if lexicon.forms[candidates[row, _FORM], KIND] not in (K_NAME, K_CITY):
        return
    if _gap_after(lexicon, batch, candidates, n_candidates, row) == _COMMA_GAP:
        in_list = _gap_after(lexicon, batch, candidates, n_candidates, row - 1) == _COMMA_GAP
        is_region = lexicon.forms[candidates[row + 1, _FORM], KIND] == K_REGION
        if not in_list and (is_region or _is_namesake(lexicon, batch, candidates, n_candidates, row, floor, end)):
            candidates[row, _COUNTRY], candidates[row, _RULE] = candidates[row + 1, _COUNTRY], R_TOWN
        return
    stop = candidates[row, _STOP]
    is_comma = stop + 1 < end and code_at(batch, stop) == COMMA and batch.gap[stop + 1] == SPACED
    if is_comma and words_of(lexicon, batch, stop + 1) & W_POSTAL:
        candidates[row, _COUNTRY], candidates[row, _RULE] = lexicon.special[USA], R_TOWN


@kernel
def _is_namesake(
    lexicon: CountryLexicon, batch: Batch, candidates: Numbers, n_candidates: int, row: int, floor: int, end: int
) -> bool:
    """'in Rome, New York, ...', 'in Athens, United States.': a town of the state after it, if no list goes on."""
    form, region = candidates[row, _FORM], candidates[row + 1, _FORM]
    if candidates[row, _COUNTRY] == candidates[row + 1, _COUNTRY]:
        return False
    stop = candidates[row + 1, _STOP]
    is_end = (
        stop == end or batch.gap[stop] == APART or (batch.gap[stop] == GLUED and code_at(batch, stop) in _LINE_ENDS)
    )
    if not is_end or _gap_after(lexicon, batch, candidates, n_candidates, row + 1) != _NO_GAP:
        return False
    is_state = lexicon.forms[region, KIND] in (K_NAME, K_ABBREVIATION) and lexicon.forms[region, GUARD] != G_GEORGIA
    is_town = (is_state and lexicon.forms[form, KIND] == K_CITY) or lexicon.forms[region, FACTS] & F_PROVINCE_TOWN
    return is_town and _place(lexicon, batch, candidates, row, floor, end).before_words & W_PLACE != 0


@kernel
def _is_town(
    lexicon: CountryLexicon, batch: Batch, candidates: Numbers, n_candidates: int, row: int, floor: int, end: int
) -> bool:
    """A city that is also a by-name of a union is a place after a preposition or before its state."""
    if _place(lexicon, batch, candidates, row, floor, end).before_words & W_PLACE:
        return True
    is_before = _gap_after(lexicon, batch, candidates, n_candidates, row) == _COMMA_GAP
    return is_before and candidates[row + 1, _COUNTRY] == lexicon.special[BEL]


@kernel
def _is_american_georgia(
    lexicon: CountryLexicon, batch: Batch, candidates: Numbers, n_candidates: int, row: int, floor: int, end: int
) -> bool:
    """Georgia of the United States: by the words beside it, by its neighbours in a list, by the towns named."""
    place = _place(lexicon, batch, candidates, row, floor, end)
    if place.after_words & W_GEORGIA_NEXT or _follows_georgia_word(lexicon, batch, place):
        return True
    for other in (row - 1, row + 1):
        gap = _gap_after(lexicon, batch, candidates, n_candidates, min(row, other))
        if gap == _NO_GAP:
            continue
        kind, country = lexicon.forms[candidates[other, _FORM], KIND], candidates[other, _COUNTRY]
        if kind == K_REGION and country == lexicon.special[USA]:
            return True
        if other > row or gap != _COMMA_GAP or kind != K_CITY or country == lexicon.special[GEO]:
            continue
        following = _gap_after(lexicon, batch, candidates, n_candidates, row)
        is_list = following in (_COMMA_GAP, _AND_GAP, _COMMA_AND_GAP)
        if not is_list or _is_american_town(lexicon, batch, candidates, n_candidates, row + 1):
            candidates[other, _COUNTRY] = lexicon.special[USA]
            return True
    facts = 0
    for each in range(n_candidates):
        facts |= lexicon.forms[candidates[each, _FORM], FACTS]
    return facts & F_AMERICAN != 0 and not facts & F_CAUCASIAN


@kernel
def _follows_georgia_word(lexicon: CountryLexicon, batch: Batch, place: Place) -> bool:
    """Do words stand before it that go with the American state ('southern', 'Senator from')?"""
    if place.before < 0:
        return False
    end = batch.end[place.before]
    if look_up(lexicon.phrases, exact_hash(batch.codes, batch.start[place.before], end, S_GEORGIA)):
        return True
    start = batch.start[place.earlier] if place.earlier >= 0 else -1
    return start >= 0 and look_up(lexicon.phrases, exact_hash(batch.codes, start, end, S_GEORGIA)) != 0


@kernel
def _is_american_town(lexicon: CountryLexicon, batch: Batch, candidates: Numbers, n_candidates: int, row: int) -> bool:
    """'Athens, Georgia, and Paris, Texas': the next of the list is a town with its province, too."""
    if _gap_after(lexicon, batch, candidates, n_candidates, row) != _COMMA_GAP:
        return False
    is_region = lexicon.forms[candidates[row + 1, _FORM], KIND] == K_REGION
    return is_region and candidates[row + 1, _COUNTRY] == lexicon.special[USA]


@kernel
def _keep(lexicon: CountryLexicon, batch: Batch, candidates: Numbers, row: int, found: Countries, count: int) -> int:
    """Append a candidate; 'inter-Korean', 'North and South Korea' are two: the first is the other."""
    form, first, stop = candidates[row, _FORM], candidates[row, _FIRST], candidates[row, _STOP]
    start, country = candidates[row, _START], candidates[row, _COUNTRY]
    is_pair = lexicon.forms[form, GUARD] == G_PAIR and stop - first > 1
    for part in range(2 if is_pair else 1):
        is_other = is_pair and part == 0
        middle = batch.end[first]
        found.start[count] = middle + 1 if is_pair and not is_other else start
        found.end[count] = middle if is_other else candidates[row, _END]
        found.country[count] = (lexicon.special[KOR] + lexicon.special[PRK] - country) if is_other else country
        found.form[count] = FORM_OF_KIND[lexicon.forms[form, KIND]]
        found.rule[count] = candidates[row, _RULE]
        found.first_token[count] = first + 1 if is_pair and not is_other else first
        found.last_token[count] = first + 1 if is_other else stop
        count += 1
    return count
