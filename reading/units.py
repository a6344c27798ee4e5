"""A release as units: words, and the titles, states and bodies found in it, each as one piece.

Here is decided which of two overlapping pieces counts. What the units make up together is for `titles` and `name_runs`.
"""

from __future__ import annotations

from reading.columns import AS_TITLE, U_BODY, U_HONORIFIC, U_RANK, U_STATE, U_WORD, Bodies, Countries
from reading.kernel import Codes, Hashes, Numbers, kernel
from reading.matching import Found
from reading.scene_lexicon import (
    FACTS,
    ROLE,
    S_MANY,
    SHORT,
    SHORT_LENGTH,
    STATE_BITS,
    W_AND,
    W_APPOSED,
    W_BEFORE,
    W_GOES_ON,
    W_ITS,
    W_LINK,
    W_OF,
    W_SEAT,
    W_THE,
)
from reading.tokens import CAPITAL, GLUED, SPACED, Batch, facts_of, hash_codes
from reading.wordmap import WordMap, look_up
from reading.words import MAX_GAP, STOP, Words

#: Columns of a unit in the rows that kernels work on: where it stands, what it is (`columns.Units`), the bits of the
#: gap behind it (G_...) and of the unit itself (W_..., S_...), and its tokens [FIRST, STOP_AT).
START, END, KIND, TAG, REF, GAP, SAYS, FIRST, STOP_AT = range(9)
N_UNIT_COLUMNS = 9
_COMMA, _SPACE, _STOP_SIGN, _SEMICOLON = 0x2C, 0x20, 0x2E, 0x3B
_MAX_MODIFIERS = 4


@kernel
def is_capital_at(table: Codes, codes: Codes, place: int, limit: int) -> bool:
    """Is there a capital at a place of a text that ends at `limit`?"""
    return place < limit and (facts_of(table, codes[place]) >> 18) & 1 != 0


@kernel
def gap_bits(bits: WordMap, table: Codes, codes: Codes, start: int, stop: int) -> int:
    """What the lexicon says of a gap; a long one joins nothing."""
    return look_up(bits, hash_codes(table, codes, start, min(stop, start + MAX_GAP)))


@kernel
def _put_piece(pieces: Numbers, row: int, start: int, end: int, tag: int, ref: int, says: int, first: int) -> None:
    pieces[row, START], pieces[row, END], pieces[row, TAG] = start, end, tag
    pieces[row, REF], pieces[row, SAYS], pieces[row, FIRST] = ref, says, first


@kernel
def _ends_with_initial(codes: Codes, end: int) -> bool:
    """Does a body end with the initial of the name right behind it ('Ministry of Trade G.Narin')?"""
    is_initial = codes[end - 1] == _STOP_SIGN and codes[end - 3] == _SPACE
    return is_initial and codes[end] != _SPACE and codes[end] > _COMMA


@kernel
def gather_bodies(batch: Batch, bodies: Bodies, text: int, pieces: Numbers) -> int:
    """Fill the outermost bodies of a text; those that only a title implies are not bodies of the text."""
    count = int(bodies.first[0])
    for row in range(bodies.first[text], bodies.first[text + 1]):
        if bodies.how[row] < AS_TITLE and (count == 0 or bodies.start[row] >= pieces[count - 1, END]):
            end = bodies.end[row]
            if _ends_with_initial(batch.codes, end):
                end -= 3
            _put_piece(pieces, count, bodies.start[row], end, U_BODY, bodies.body[row], 0, -1)
            count += 1
    return count


@kernel
def gather_titles(
    entries: Numbers, bits: WordMap, table: Codes, batch: Batch, hits: Found, text: int, pieces: Numbers, n_bodies: int
) -> int:
    """Append the titles to the bodies of a text; return the number of pieces.

    A body wins over a title. A title in lower case counts only right before a capitalized word.
    """
    count, body, limit = n_bodies, 0, batch.first_code[text + 1] - 1
    floor, stop = batch.first_token[text], batch.first_token[text + 1]
    for hit in range(hits.first[text], hits.first[text + 1]):
        start, end, entry, first = hits.start[hit], hits.end[hit], hits.key[hit], hits.first_token[hit]
        is_capital = batch.shape[first] & CAPITAL or is_capital_at(table, batch.codes, end + 1, limit)
        if not (is_capital or _is_apposed(bits, batch, first, hits.last_token[hit] + 1, floor, stop)):
            continue
        while body < n_bodies and pieces[body, START] < end:
            body += 1
        before = body - 1
        if before >= 0 and pieces[before, END] > start:
            if entries[entry, ROLE] in (U_RANK, U_HONORIFIC) and _follows_word(bits, batch, first, floor):
                if pieces[before, START] >= start or pieces[before, END] > end:
                    continue
                pieces[before, END] = start - 1  # 'Ministry of Defence General'
            elif entries[entry, SHORT] >= 0:  # 'Member' of 'Member of Parliament'
                end, entry = start + entries[entry, SHORT_LENGTH], entries[entry, SHORT]
                while before >= 0 and pieces[before, START] >= end:
                    before -= 1
                if before >= 0 and pieces[before, END] > start:
                    continue
            else:
                continue
        _put_piece(pieces, count, start, end, entries[entry, ROLE], entry, entries[entry, FACTS], first)
        count += 1
    return count


@kernel
def _follows_word(bits: WordMap, batch: Batch, first: int, floor: int) -> bool:
    """Does a rank stand after a space, and not after 'of' or 'the'?"""
    if first == floor or batch.gap[first] != SPACED:
        return False
    return not look_up(bits, batch.word[first - 1]) & (W_OF | W_THE)


@kernel
def _is_closed_apposition(bits: WordMap, batch: Batch, before: int, stop: int, floor: int) -> bool:
    """Is a title in lower case all that stands between a name and the next mark ('A B, former deputy judge; C D')?"""
    if batch.gap[stop] != GLUED or batch.codes[batch.start[stop]] not in (_COMMA, _STOP_SIGN, _SEMICOLON):
        return False
    for token in range(before, max(before - _MAX_MODIFIERS, floor), -1):
        if batch.codes[batch.start[token]] == _COMMA:
            return batch.shape[token - 1] & CAPITAL != 0
        if not look_up(bits, batch.word[token]) & (W_BEFORE | W_APPOSED) or batch.shape[token] & CAPITAL:
            return False
    return False


@kernel
def _is_apposed(bits: WordMap, batch: Batch, first: int, stop: int, floor: int, end: int) -> bool:
    """Does a title in lower case stand after a name and a comma, with a complement ('A B, a judge of the Court')?"""
    if first == floor or batch.gap[first] != SPACED or stop + 1 >= end or batch.gap[stop + 1] == GLUED:
        return False
    before = first - 1
    article = look_up(bits, batch.word[before])
    if batch.gap[before] == GLUED and batch.end[before] - batch.start[before] == 1 and article & W_LINK:
        article |= W_THE  # 'Kenya's secretary for trade'
    if _is_closed_apposition(bits, batch, before, stop, floor):
        return True
    if batch.codes[batch.start[stop]] == _COMMA:
        is_glued = batch.gap[stop] == GLUED and batch.shape[stop + 1] & CAPITAL != 0
        return is_glued and article & (W_THE | W_ITS) != 0
    if batch.gap[stop + 1] != SPACED or batch.gap[stop] != SPACED or not look_up(bits, batch.word[stop]) & W_GOES_ON:
        return False
    if article & (W_THE | W_AND) or batch.codes[batch.start[before]] == _COMMA:
        return True
    is_after_comma = before > floor and batch.codes[batch.start[before - 1]] == _COMMA and batch.gap[before] == SPACED
    return is_after_comma and article & W_APPOSED != 0


@kernel
def gather_states(countries: Countries, text: int, pieces: Numbers, n_bodies: int, count: int) -> int:
    """Append the states of a text that lie in no body; return the number of pieces."""
    body = 0
    for row in range(countries.first[text], countries.first[text + 1]):
        start, end = countries.start[row], countries.end[row]
        while body < n_bodies and pieces[body, START] < end:
            body += 1
        if body == 0 or pieces[body - 1, END] <= start:
            says = STATE_BITS[countries.form[row]]
            _put_piece(pieces, count, start, end, U_STATE, row, says, countries.first_token[row])
            count += 1
    return count


@kernel
def _earlier(pieces: Numbers, one: int, n_ones: int, other: int, n_others: int) -> int:
    """Return which of the next pieces of two rows comes first, or -1 if both have none left."""
    if one == n_ones:
        return other if other < n_others else -1
    if other == n_others or pieces[one, START] < pieces[other, START]:
        return one
    is_first = pieces[one, START] == pieces[other, START]
    is_state = pieces[other, TAG] == U_STATE
    return one if is_first and (is_state or pieces[one, END] >= pieces[other, END]) else other


@kernel
def _put_unit(
    bits: WordMap,
    table: Codes,
    batch: Batch,
    pieces: Numbers,
    piece: int,
    kind: int,
    units: Numbers,
    hashes: Hashes,
    count: int,
    token: int,
) -> int:
    """Make a unit of a piece, all but its gap; return the token from which the next is looked for."""
    for column in range(N_UNIT_COLUMNS):
        units[count, column] = pieces[piece, column]
    units[count, KIND] = kind
    hashes[count, 0] = hash_codes(table, batch.codes, pieces[piece, START], pieces[piece, END])
    token = _put_tokens(batch, units, count, token)
    units[count, SAYS] |= look_up(bits, hashes[count, 0])
    if units[count, TAG] == U_BODY:
        units[count, SAYS] |= look_up(bits, batch.word[units[count, FIRST]]) & W_SEAT
        units[count, SAYS] |= look_up(bits, batch.word[units[count, STOP_AT] - 1]) & W_SEAT
    return token


@kernel
def _put_words(
    bits: WordMap, words: Words, word: int, n_words: int, end: int, units: Numbers, hashes: Hashes, count: int
) -> tuple[int, int]:
    """Append the words from `word` on that end before a place; return the next word and the number of units."""
    while word < n_words and words.end[word] <= end:
        _put_word(bits, words, word, units, hashes, count)
        word += 1
        count += 1
    return word, count


@kernel
def merge_units(
    bits: WordMap,
    table: Codes,
    batch: Batch,
    words: Words,
    text: int,
    pieces: Numbers,
    n_bodies: int,
    n_titles: int,
    n_pieces: int,
    units: Numbers,
    hashes: Hashes,
    count: int,
) -> int:
    """Append the units of a text: its pieces in order, the room between them filled with plain words.

    Of pieces that overlap the first counts, a title before a state. Bodies are rows to `n_bodies`, titles to
    `n_titles`, states to `n_pieces`. Returns the number of units.
    """
    begin, word, n_words, reach = count, words.first[text], words.first[text + 1], -1
    limit, token = batch.first_code[text + 1] - 1, batch.first_token[text]
    body, title, state = n_bodies - n_bodies, n_bodies, n_titles
    while True:
        piece = _earlier(pieces, body, n_bodies, title, n_titles)
        piece = _earlier(pieces, piece, n_titles, state, n_pieces) if piece >= 0 else state
        if piece >= n_pieces:
            break
        if piece < n_bodies:
            body += 1
        elif piece < n_titles:
            title += 1
        else:
            state += 1
        start, end = pieces[piece, START], pieces[piece, END]
        if start < reach:
            continue
        word, count = _put_words(bits, words, word, n_words, start, units, hashes, count)
        is_word = word < n_words and words.start[word] == start
        if not is_word and count > begin:  # the piece begins where no capitalized word does
            _put_gap(bits, table, batch.codes, units, hashes, count - 1, start)
        kind = words.kind[word] if is_word else STOP
        while word < n_words and words.start[word] < end:
            word += 1
        token = _put_unit(bits, table, batch, pieces, piece, kind, units, hashes, count, token)
        _put_gap(bits, table, batch.codes, units, hashes, count, words.start[word] if word < n_words else limit)
        count += 1
        reach = end
    _, count = _put_words(bits, words, word, n_words, limit, units, hashes, count)
    return count


@kernel
def _put_word(bits: WordMap, words: Words, word: int, units: Numbers, hashes: Hashes, row: int) -> None:
    units[row, START], units[row, END], units[row, KIND] = words.start[word], words.end[word], words.kind[word]
    units[row, TAG], units[row, REF] = U_WORD, -1
    units[row, FIRST], units[row, STOP_AT] = words.first_token[word], words.last_token[word]
    hashes[row, 0], hashes[row, 1] = words.word[word], words.gap[word]
    units[row, SAYS], units[row, GAP] = look_up(bits, words.word[word]), look_up(bits, words.gap[word])


@kernel
def _put_gap(
    bits: WordMap, table: Codes, codes: Codes, units: Numbers, hashes: Hashes, row: int, following: int
) -> None:
    """Note what stands between a unit and the next."""
    end = units[row, END]
    hashes[row, 1] = hash_codes(table, codes, end, min(following, end + MAX_GAP))
    units[row, GAP] = look_up(bits, hashes[row, 1])


@kernel
def _put_tokens(batch: Batch, units: Numbers, row: int, token: int) -> int:
    """Note the tokens of a unit; `token` stands before it or in it. Returns the token behind it."""
    first = units[row, FIRST]
    if first < 0:
        while batch.start[token] < units[row, START]:
            token += 1
        first = token
    stop = first + 1
    while stop < len(batch.start) and batch.start[stop] < units[row, END]:
        if batch.gap[stop] != GLUED:
            units[row, SAYS] |= S_MANY
        stop += 1
    units[row, FIRST], units[row, STOP_AT] = first, stop
    return stop
