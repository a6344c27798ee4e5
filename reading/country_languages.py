"""Is an adjective of a state the language here: 'in French.', 'English and Spanish', 'Kazakh and Russian languages'?"""

from __future__ import annotations

from reading.around import COMMA, code_at, is_capital
from reading.country_lexicon import (
    F_PLURAL,
    FACTS,
    G_ENGLISH,
    GUARD,
    W_AFTER_LIST,
    W_ENGLISH_NEXT,
    W_INTO,
    W_JOIN,
    W_LANGUAGE,
    CountryLexicon,
)
from reading.country_place import Place, words_of
from reading.kernel import kernel
from reading.tokens import APART, SPACED, WIDE, Batch
from reading.wordmap import hash_of

#: So many members of a list are looked at.
MAX_LIST = 6
_SLASH = 0x2F
_LIST_ENDS = (0x2E, 0x2C, 0x3B, 0x3A, 0x21, 0x3F, 0x29, 0x5D, 0x22, 0x201D)
_LANGUAGE, _LANGUAGES, _SPEAKER, _SPEAKERS = map(hash_of, ("language", "languages", "speaker", "speakers"))


@kernel
def is_language(lexicon: CountryLexicon, batch: Batch, form: int, place: Place) -> bool:
    """The language, not the people: 'in French.', 'English and Spanish', 'English' itself."""
    if lexicon.forms[form, GUARD] == G_ENGLISH and not place.after_words & W_ENGLISH_NEXT:
        return True
    if _is_among_languages(lexicon, batch, place) or _precedes_languages(lexicon, batch, place):
        return True
    if lexicon.forms[form, FACTS] & F_PLURAL or not _before_list(lexicon, batch, place) & W_INTO:
        return False
    return _is_list_end(lexicon, batch, place) or (
        place.after_words & W_INTO != 0 and not is_capital(batch, place.after)
    )


@kernel
def _joint(lexicon: CountryLexicon, batch: Batch, token: int, end: int) -> int:
    """The token after what joins two members of a list (',', 'and', ', and', 'or', '&', '/'), or -1."""
    if token >= end or batch.gap[token] >= WIDE:
        return -1
    code, at = code_at(batch, token), token
    if code in (COMMA, _SLASH):
        at += 1
        if at >= end or batch.gap[at] >= WIDE:
            return -1
    if words_of(lexicon, batch, at) & W_JOIN:
        at += 1
    return at if token < at < end and batch.gap[at] < WIDE else -1


@kernel
def _is_list_end(lexicon: CountryLexicon, batch: Batch, place: Place) -> bool:
    """Does the form, or a list that it opens, end a phrase? 'in French.', 'into French was'."""
    token = place.stop
    for _ in range(MAX_LIST):
        if token >= place.end or batch.gap[token] == APART or code_at(batch, token) in _LIST_ENDS:
            return True
        if words_of(lexicon, batch, token) & W_AFTER_LIST:
            return True
        token = _joint(lexicon, batch, token, place.end)
        if token < 0 or not is_capital(batch, token):
            return False
        token += 1
    return False


@kernel
def _precedes_languages(lexicon: CountryLexicon, batch: Batch, place: Place) -> bool:
    """'Kazakh and Russian languages'."""
    token = place.stop
    for number in range(MAX_LIST):
        member = _joint(lexicon, batch, token, place.end)
        if member < 0 or not is_capital(batch, member):
            return False
        token = member + 1
        if number == 0 and words_of(lexicon, batch, member) & W_LANGUAGE:
            return True
        if token < place.end and batch.gap[token] == SPACED and _says_language(batch, token):
            return True
    return False


@kernel
def _says_language(batch: Batch, token: int) -> bool:
    """Is it 'language(s)' or 'speaker(s)'?"""
    return batch.word[token] in (_LANGUAGE, _LANGUAGES, _SPEAKER, _SPEAKERS)


@kernel
def _is_among_languages(lexicon: CountryLexicon, batch: Batch, place: Place) -> bool:
    """A word that is only a language stands before it in a list that ends: 'Spanish and Arabic'."""
    token = place.first - 1
    for _ in range(3):
        if token < place.floor or batch.gap[token + 1] >= WIDE:
            return False
        code = code_at(batch, token)
        if code not in (COMMA, _SLASH) and not words_of(lexicon, batch, token) & W_JOIN:
            break
        token -= 1
    if token < place.floor or not words_of(lexicon, batch, token) & W_LANGUAGE:
        return False
    return _is_list_end(lexicon, batch, place)


@kernel
def _before_list(lexicon: CountryLexicon, batch: Batch, place: Place) -> int:
    """Facts of the word before the list that the form ends: of 'in' in 'in Polish, Czech and Greek'."""
    token = place.first - 1
    for _ in range(MAX_LIST):
        if token < place.floor or batch.gap[token + 1] not in (SPACED, WIDE):
            return 0
        words = words_of(lexicon, batch, token)
        is_comma = code_at(batch, token) == COMMA
        if not (words & W_JOIN or is_comma):
            return words
        token -= 1
        if token > place.floor and code_at(batch, token) == COMMA:
            token -= 1
        if token < place.floor:
            return 0
        if is_capital(batch, token):
            token -= 1
        elif is_comma:
            return 0
    return 0
