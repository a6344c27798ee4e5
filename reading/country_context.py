"""Does a form of a state mean the state here? Local rules: what stands right before and right after it.

Each rule looks at a few tokens to either side (so hostile text stays linear) and at the words of `country_lexicon`.
Rules that need the other countries of the release are in `countries`; the forms themselves, and phrases that are never
a state ('Indian Ocean'), are in `country_forms`.
"""

from __future__ import annotations

from reading.around import COMMA, DOT, HYPHEN, code_at, is_capital, lowered, word_after, word_before
from reading.country_languages import is_language
from reading.country_lexicon import (
    D_LANGUAGE,
    D_LISTED,
    D_PERSON,
    D_PLACE,
    D_SHORT,
    D_TREATY,
    F_ENDS_DOT,
    F_MANY_WORDS,
    F_TREATY,
    FACTS,
    G_CAPITALS,
    G_GEORGIA,
    G_GIVEN,
    G_PERSON,
    G_PLACE,
    GUARD,
    K_ABBREVIATION,
    K_ADJECTIVE,
    K_CITY,
    K_NAME,
    K_REGION,
    KIND,
    S_NEXT,
    S_PREVIOUS,
    S_PREVIOUS_END,
    W_FAMILY,
    W_FIRST,
    W_FORM,
    W_GIVEN,
    W_HONORIFIC,
    W_JOIN,
    W_NOT_TREATY,
    W_NOUN,
    W_PLACE,
    W_PLAIN_HONORIFIC,
    W_PRONOUN,
    W_TITLE,
    W_WHERE,
    CountryLexicon,
)
from reading.country_place import Place, words_of
from reading.kernel import Codes, kernel
from reading.patterns import match_after
from reading.tokens import GLUED, SPACED, UPPER, WIDE, Batch
from reading.wordmap import exact_hash, look_up

#: 'Son', 'Stone' and 'Wood' are words.
MIN_SURNAME = 5
_OPEN = 0x28


@kernel
def denial(lexicon: CountryLexicon, batch: Batch, form: int, place: Place) -> int:
    """Return the rule (D_...) by which a form means no state here, or 0 if it may mean its state."""
    kind = lexicon.forms[form, KIND]
    if _is_listed(lexicon, batch, kind, place):
        return D_LISTED
    if lexicon.forms[form, FACTS] & F_TREATY and _is_treaty(lexicon, batch, place):
        return D_TREATY
    if kind == K_ADJECTIVE and is_language(lexicon, batch, form, place):
        return D_LANGUAGE
    if not lexicon.forms[form, FACTS] & F_MANY_WORDS and kind in (K_NAME, K_CITY, K_REGION, K_ADJECTIVE):
        guard = lexicon.forms[form, GUARD]
        if _is_person(lexicon, batch, kind, guard, place):
            return D_PERSON
        if guard == G_PLACE and not _is_place(lexicon, batch, kind, place):
            return D_PLACE
    if kind == K_ABBREVIATION and _is_other_abbreviation(lexicon, batch, form, place):
        return D_SHORT
    return 0


@kernel
def _is_listed(lexicon: CountryLexicon, batch: Batch, kind: int, place: Place) -> bool:
    """A phrase of the lists stands next to the form: 'Turkish lira', 'Paris Street', 'Air France', 'Treaty of Rome'."""
    codes, bit = batch.codes, 1 << kind
    if place.after >= 0:
        start, end = batch.start[place.after], batch.end[place.after]
        if look_up(lexicon.phrases, exact_hash(codes, start, end, S_NEXT)) & bit:
            return True
        second = word_after(batch, place.after + 1, place.end)
        if second >= 0 and look_up(lexicon.phrases, exact_hash(codes, start, batch.end[second], S_NEXT)) & bit:
            return True
    if place.before < 0:
        return False
    end = batch.end[place.before]
    if not look_up(lexicon.phrases, exact_hash(codes, batch.start[place.before], end, S_PREVIOUS_END)):
        return False
    token = place.before
    for _ in range(3):
        if look_up(lexicon.phrases, exact_hash(codes, batch.start[token], end, S_PREVIOUS)) & bit:
            return True
        token = word_before(batch, token, place.floor)
        if token < 0:
            return False
    return False


@kernel
def _is_treaty(lexicon: CountryLexicon, batch: Batch, place: Place) -> bool:
    """A treaty or process that bears a city's name: 'Paris Climate Agreement'."""
    if place.stop >= place.end or batch.gap[place.stop] >= WIDE:
        return False
    if batch.gap[place.stop] == GLUED and lowered(batch, place.stop) != HYPHEN:
        return False
    bits, stop = match_after(lexicon.treaty, batch, place.stop, min(place.end, place.stop + 12))
    if bits & 2:
        return True
    if not bits & 1:
        return False
    following = word_after(batch, stop, place.end)
    return following < 0 or not words_of(lexicon, batch, following) & W_NOT_TREATY


@kernel
def _is_person(lexicon: CountryLexicon, batch: Batch, kind: int, guard: int, place: Place) -> bool:
    """A family or given name: 'Mr. France', 'Secretary Jordan', 'Chad Smith', 'Lindsey Jordan'."""
    if guard in (G_PERSON, G_PLACE, G_GEORGIA):
        return _is_surname(batch, place) or _is_given_name(lexicon, batch, kind, place)
    # No name that people bear, so only the surest signs count.
    if place.before_words & W_PLAIN_HONORIFIC:
        return True
    if kind != K_ADJECTIVE and place.before_words & (W_HONORIFIC | W_GIVEN):
        return True
    return guard == G_GIVEN and _is_family_name_next(lexicon, batch, place)


@kernel
def _is_surname(batch: Batch, place: Place) -> bool:
    """A title, a given name or an initial stands before: 'Secretary Jordan', 'M. Jordan', 'Senator Lindsey Jordan'."""
    if place.before < 0:
        return False
    if place.before_words & (W_TITLE | W_GIVEN):
        return True
    has_dot = place.first - place.before == 2
    if has_dot and is_capital(batch, place.before) and batch.end[place.before] - batch.start[place.before] == 1:
        return True
    is_titled = place.earlier >= 0 and place.earlier_words & W_TITLE != 0
    return is_titled and is_capital(batch, place.before) and not place.before_words & (W_FORM | W_NOUN)


@kernel
def _ends_like(batch: Batch, token: int, endings: Codes) -> bool:
    """Has a word one of the endings, which stand one behind the other, each ended by a 0?"""
    first = 0
    for last in range(len(endings)):
        if endings[last] != 0:
            continue
        length, end = last - first, batch.end[token]
        if end - batch.start[token] > length:
            number = 0
            while number < length and batch.codes[end - length + number] == endings[first + number]:
                number += 1
            if number == length:
                return True
        first = last + 1
    return False


@kernel
def _is_family_name_next(lexicon: CountryLexicon, batch: Batch, place: Place) -> bool:
    """A name that is rarely a given one needs a family name after it: 'India Whitfield', 'Brazil Torres'."""
    token = place.after
    if token < 0 or token != place.stop or place.before_words & W_PLACE or place.after_words & W_NOUN:
        return False
    is_title = is_capital(batch, token) and not batch.shape[token] & UPPER
    is_long = batch.end[token] - batch.start[token] > MIN_SURNAME
    return place.after_words & W_FAMILY != 0 or (
        is_title and is_long and _ends_like(batch, token, lexicon.english_endings)
    )


@kernel
def _opens_initial(batch: Batch, place: Place) -> bool:
    """Does an initial with its name follow ('Chad M. Ito')?"""
    token = place.stop
    if token + 2 >= place.end or batch.gap[token] != SPACED or not is_capital(batch, token):
        return False
    is_initial = batch.end[token] - batch.start[token] == 1 and code_at(batch, token + 1) == DOT
    is_name = is_capital(batch, token + 2) and not batch.shape[token + 2] & UPPER and batch.gap[token + 2] == SPACED
    return is_initial and batch.gap[token + 1] == GLUED and is_name


@kernel
def _is_given_name(lexicon: CountryLexicon, batch: Batch, kind: int, place: Place) -> bool:
    """A capitalized word follows that is neither an institution's nor a country's: it may be a surname."""
    if place.in_title:
        return False
    if _opens_initial(batch, place):
        return kind != K_ADJECTIVE
    token = place.after
    if token != place.stop or token < 0 or not is_capital(batch, token) or batch.shape[token] & UPPER:
        return False
    if place.after_words & (W_NOUN | W_TITLE | W_FIRST):
        return False
    if kind == K_ADJECTIVE:  # 'German Chancellor' is the rule, 'German Ivanov' the exception
        return _ends_like(batch, token, lexicon.surname_endings)
    # 'Parliament of Kenya Moses Otieno', 'Envoy to Norway and Kenya Ann Reed': office, then holder
    if place.before >= 0 and place.earlier >= 0:
        is_office = _is_of(batch, place.before) and is_capital(batch, place.earlier)
        if is_office or (place.before_words & W_JOIN and place.earlier_words & W_FORM):
            return False
    return not place.before_words & W_WHERE


@kernel
def _is_of(batch: Batch, token: int) -> bool:
    start = batch.start[token]
    return batch.end[token] - start == 2 and batch.codes[start] == 0x6F and batch.codes[start + 1] == 0x66


@kernel
def _is_place(lexicon: CountryLexicon, batch: Batch, kind: int, place: Place) -> bool:
    """A preposition stands before the name, or the state after it: 'in Nice', 'Lima, Peru', 'Fairfax, Virginia'."""
    if place.before_words & W_PLACE:
        return True
    is_after_comma = place.first > place.floor and code_at(batch, place.first - 1) == COMMA
    if kind == K_REGION and is_after_comma and batch.gap[place.first] == SPACED:
        return True
    token = place.stop
    if token < place.end and code_at(batch, token) == COMMA and batch.gap[token] == GLUED:
        token += 1
    if token >= place.end or batch.gap[token] != SPACED:
        return False
    if code_at(batch, token) == _OPEN:
        token += 1
    return token < place.end and is_capital(batch, token) and words_of(lexicon, batch, token) & W_FIRST != 0


@kernel
def _is_other_abbreviation(lexicon: CountryLexicon, batch: Batch, form: int, place: Place) -> bool:
    """'US' as the pronoun of a line in capitals, 'U.S.' as the start of a longer abbreviation."""
    if lexicon.forms[form, GUARD] == G_CAPITALS and place.before_words & W_PRONOUN:
        return True
    token = place.stop
    if not lexicon.forms[form, FACTS] & F_ENDS_DOT or token + 1 >= place.end:
        return False
    is_glued = batch.gap[token] == GLUED and batch.gap[token + 1] == GLUED
    is_letter = is_capital(batch, token) and batch.end[token] - batch.start[token] == 1
    return is_glued and is_letter and code_at(batch, token + 1) == DOT
