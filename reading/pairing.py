"""Which title belongs to which name: the title before a name or behind it, chains of titles, and lists of names.

What stands between a title and a name is a pattern over tokens. Titles are found in `titles`, names in `name_runs`.
"""

from __future__ import annotations

from reading.columns import U_PLURAL, U_RANK, U_STATE
from reading.kernel import Numbers, kernel
from reading.pair_lexicon import (
    AFTER,
    AND,
    BEFORE,
    BEFORE_COMMA,
    CHAIN,
    CHAIN_AND,
    CHAIN_COMMA,
    CHAIN_SIGNED,
    LIST,
    OWNS,
    PairLexicon,
)
from reading.patterns import Pattern, match_before, match_whole
from reading.scene_lexicon import G_OF, W_GOES_ON, W_LINK, W_ORDER, W_THE
from reading.titles import (
    T_COMPLEMENT,
    T_END,
    T_ENTRY,
    T_FIRST,
    T_HEAD,
    T_HEAD_END,
    T_LAST,
    T_ROLE,
    T_START,
    T_STOP,
    T_STYLE,
    T_TOKEN,
)
from reading.tokens import CAPITAL, GLUED, SPACED, UPPER, WORD, Batch
from reading.units import GAP, SAYS, STOP_AT, TAG
from reading.wordmap import WordMap, look_up

#: Columns of a name: its units [N_FIRST, N_LAST), its place, where forms of address before it begin, its title (row or
#: -1), ... as in `columns.Names`; then the tokens where the forms of address begin and where the name ends.
N_FIRST, N_LAST, N_START, N_END, N_OUTER, N_TITLE, N_ADDRESSED, N_AFTER, N_PREVIOUS, N_PLACE, N_LEADER = range(11)
N_TOKEN, N_STOP = 11, 12
N_NAME_COLUMNS = 13

#: A title and its name are not further apart.
_NEAR = 60
#: So many titles make a chain at most.
MAX_CHAIN = 12
_MAX_HONOURS, _LONGEST_HONOUR = 3, 5
_COMMA, _OPEN, _CLOSE, _SPACE, _LINE_FEED, _EN_DASH = 0x2C, 0x28, 0x29, 0x20, 0x0A, 0x2013
_DASHES = (0x3A, 0x2D, 0x2013)


@kernel
def _bracket(batch: Batch, first: int, stop: int) -> tuple[int, int]:
    """What stands inside the first brackets of the tokens [first, stop)."""
    hole = -1
    for token in range(first, stop):
        code = batch.codes[batch.start[token]]
        if code == _OPEN and hole < 0:
            hole = token + 1
        elif hole >= 0 and code in (_OPEN, _CLOSE):
            return (hole, token) if code == _CLOSE else (-1, -1)
    return -1, -1


@kernel
def _spans(pattern: Pattern, batch: Batch, first: int, stop: int) -> int:
    """Bits of the patterns that match all between two pieces: tokens [first, stop), if they are few and of one line."""
    if first > stop or batch.start[stop] - batch.end[first - 1] > _NEAR:
        return 0
    for token in range(first, stop + 1):
        if batch.gap[token] > SPACED:
            return 0
    hole, hole_end = _bracket(batch, first, stop)
    return match_whole(pattern, batch, first, stop, hole, hole_end)


@kernel
def _between(pattern: Pattern, batch: Batch, first: int, stop: int) -> int:
    """What stands between two pieces, as bits."""
    found = _spans(pattern, batch, first, stop)
    if found and batch.gap[stop] != SPACED:
        found &= ~(AFTER | LIST | OWNS)
    if found and stop > first:
        is_glued_dash = batch.gap[stop] == GLUED and batch.codes[batch.start[stop - 1]] in _DASHES
        if is_glued_dash or batch.shape[stop - 1] & CAPITAL:  # 'Mr. Secretary: The Berg administration'
            found &= ~(BEFORE | BEFORE_COMMA)
    return found


@kernel
def pair(
    bits: WordMap,
    patterns: PairLexicon,
    batch: Batch,
    units: Numbers,
    stop: int,
    titles: Numbers,
    first_title: int,
    n_titles: int,
    heads: Numbers,
    names: Numbers,
    first_name: int,
    n_names: int,
) -> int:
    """Give each name the title before or after it; a title serves one name. Return how many titles there are now.

    Titles and names are those of one text, whose units end at `stop`. A chain of titles becomes a title of its own.
    """
    at, used, count = first_title, first_title - 1, n_titles
    for name in range(first_name, n_names):
        first, last = -1, -1
        while at < n_titles and titles[at, T_END] <= names[name, N_OUTER]:
            at += 1
        if at - 1 > used:
            found = _between(patterns.between, batch, titles[at - 1, T_STOP], names[name, N_TOKEN])
            if found & (BEFORE | BEFORE_COMMA):
                has_comma = found & BEFORE_COMMA != 0
                if not has_comma or not _is_another(patterns.behalf, batch, titles, at - 1, names, name):
                    first, last = _title_before(
                        bits, patterns.between, batch, titles, names, name, at - 1, used, has_comma
                    )
                used = at - 1
        if first < 0 or _is_style(titles, first, last):
            begin = _after_order(patterns.between, batch, units, titles, at, n_titles)
            end = _title_after(bits, patterns, batch, units, stop, titles, n_titles, names, n_names, name, begin)
            if end >= 0 and (
                first < 0 or _is_rank(titles, first, last) or _is_new(patterns, batch, names, name, titles, begin)
            ):
                first, last, names[name, N_AFTER], used = begin, end, 1, end
        if first >= 0:
            names[name, N_TITLE] = first
            if last > first:
                names[name, N_TITLE] = count
                _join(titles, heads, first, last, count)
                count += 1
    return count


@kernel
def _is_apart(batch: Batch, names: Numbers, name: int) -> bool:
    """Does a comma or a dash stand after a name?"""
    end = names[name, N_END]
    if batch.codes[end] == _COMMA:
        return batch.codes[end + 1] == _SPACE
    return batch.codes[end] == _SPACE and batch.codes[end + 1] == _EN_DASH


@kernel
def _is_new(patterns: PairLexicon, batch: Batch, names: Numbers, name: int, titles: Numbers, title: int) -> bool:
    """Says the title after a name more than the style before it: does it stand apart, or is it an office given?"""
    if _is_apart(batch, names, name) or batch.codes[names[name, N_END]] == _LINE_FEED:
        return True
    return _spans(patterns.appointed, batch, names[name, N_STOP], titles[title, T_TOKEN]) != 0


@kernel
def _after_order(between: Pattern, batch: Batch, units: Numbers, titles: Numbers, title: int, n_titles: int) -> int:
    """The title after letters behind a name ('A B, MP, Minister of Trade'), if one follows."""
    if title + 1 >= n_titles or titles[title, T_FIRST] != titles[title, T_LAST]:
        return title
    if not units[titles[title, T_FIRST], SAYS] & W_ORDER:
        return title
    found = _between(between, batch, titles[title, T_STOP], titles[title + 1, T_TOKEN])
    if titles[title, T_START] > 0 and batch.codes[titles[title, T_START] - 1] == _OPEN:
        return title + (batch.codes[titles[title, T_END]] == _CLOSE)
    return title + (found & CHAIN_COMMA != 0)


@kernel
def _is_rank(titles: Numbers, first: int, last: int) -> bool:
    """Are the titles ranks or vocations only, less than an office?"""
    title = first
    while title <= last and titles[title, T_ROLE] == U_RANK:
        title += 1
    return title > last


@kernel
def _is_style(titles: Numbers, first: int, last: int) -> bool:
    """Is it a rank, or an office without a field that is borne like one ('Ambassador', 'Senator')?"""
    return (first == last and titles[first, T_STYLE] != 0) or _is_rank(titles, first, last)


@kernel
def _is_another(behalf: Pattern, batch: Batch, titles: Numbers, title: int, names: Numbers, name: int) -> bool:
    """Is the title before a comma that of somebody else, in a phrase that opens the sentence?"""
    if batch.codes[names[name, N_END]] != _SPACE:
        return False
    token = titles[title, T_TOKEN]
    found, _ = match_before(behalf, batch, token, max(0, token - _NEAR))
    return found != 0


@kernel
def _title_before(
    bits: WordMap,
    between: Pattern,
    batch: Batch,
    titles: Numbers,
    names: Numbers,
    name: int,
    last: int,
    used: int,
    has_comma: bool,
) -> tuple[int, int]:
    """The title before a name with those right before it ('Deputy Prime Minister – Minister of Finance')."""
    first, joint = last, 0
    is_short = names[name, N_LAST] - names[name, N_FIRST] == 1
    while first - 1 > used and last - first + 1 < MAX_CHAIN:
        found = _between(between, batch, titles[first - 1, T_STOP], titles[first, T_TOKEN])
        if not found & (CHAIN | CHAIN_COMMA):
            break
        if found & CHAIN_COMMA and has_comma and not _is_one_person(batch, titles, first, names, name):
            break
        # 'The Secretary and Foreign Minister X' are two persons, 'Minister of X and General Y' too
        if titles[first - 1, T_ENTRY] == titles[first, T_ENTRY] and not found & AND:
            break
        if titles[first, T_ROLE] == U_RANK and found & CHAIN_AND:
            break
        token = titles[first - 1, T_TOKEN]
        if is_short and token > 0 and batch.gap[token] == SPACED and look_up(bits, batch.word[token - 1]) & W_THE:
            break
        joint = joint if first < last else found
        first -= 1
    if first < last and not joint & CHAIN_SIGNED and _is_style(titles, last, last):
        last -= 1  # 'Secretary to the Ministry of Defence General A B'
    return first, last


@kernel
def _is_one_person(batch: Batch, titles: Numbers, title: int, names: Numbers, name: int) -> bool:
    """Are two offices with nothing but a comma between them of one person, though a comma stands before the name too?

    'The Deputy Prime Minister, Minister of Trade, A B, led': the second has a field and no article, the name is apart.
    """
    if titles[title, T_TOKEN] - titles[title - 1, T_STOP] != 1 or not titles[title, T_COMPLEMENT]:
        return False
    return names[name, N_ADDRESSED] != 0 or _is_apart(batch, names, name)


@kernel
def _honours_end(batch: Batch, token: int, stop: int) -> int:
    """The token behind orders and degrees after a name ('A B CMG'); not behind `stop`."""
    for _ in range(_MAX_HONOURS):
        at = token + (token < stop and batch.codes[batch.start[token]] == _COMMA)
        if at >= stop or batch.gap[at] != SPACED or not batch.shape[at] & UPPER:
            break
        if not 1 < batch.end[at] - batch.start[at] <= _LONGEST_HONOUR:
            break
        token = at + 1
    return token


@kernel
def _title_after(
    bits: WordMap,
    patterns: PairLexicon,
    batch: Batch,
    units: Numbers,
    stop: int,
    titles: Numbers,
    n_titles: int,
    names: Numbers,
    n_names: int,
    name: int,
    first: int,
) -> int:
    """Row of the last title of the chain after a name ('First Last, Minister of X and Special Envoy'), or -1."""
    if first >= n_titles:
        return -1
    between, after, unit = patterns.between, names[name, N_STOP], names[name, N_LAST]
    if unit < stop and units[unit, TAG] == U_STATE and units[unit - 1, GAP] & G_OF:
        after = units[unit, STOP_AT]  # 'A B of Norway, Minister of Trade'
    token = titles[first, T_TOKEN]
    if not _is_signed(batch, titles, first, names, name):
        after = _honours_end(batch, after, token)
        if batch.gap[token] != SPACED:
            return -1
        if not _between(between, batch, after, token) & AFTER and not _spans(patterns.appointed, batch, after, token):
            return -1
    last = first
    if first + 1 < n_titles and _between(between, batch, titles[first, T_STOP], titles[first + 1, T_TOKEN]) & OWNS:
        last += 1  # 'the President’s Senior Adviser'
    if _leads(between, batch, titles, n_titles, names, n_names, name, last):
        return -1
    if first == last and _opens_clause(bits, batch, titles, first):
        return -1
    while last + 1 < n_titles and last - first + 1 < MAX_CHAIN:
        found = _between(between, batch, titles[last, T_STOP], titles[last + 1, T_TOKEN])
        if not found & (CHAIN | CHAIN_COMMA):
            break
        if _leads(between, batch, titles, n_titles, names, n_names, name, last + 1):
            break
        is_next = titles[last + 1, T_ROLE] == U_PLURAL or _leads_in(
            between, batch, titles, last + 1, names, n_names, name
        )
        if found & CHAIN_COMMA and is_next:
            break
        last += 1
    return last


@kernel
def _opens_clause(bits: WordMap, batch: Batch, titles: Numbers, title: int) -> bool:
    """Is a title without a field the subject of what follows ('Receiving A B, the Minister said')?"""
    token, after = titles[title, T_TOKEN], titles[title, T_STOP]
    if titles[title, T_COMPLEMENT] or after >= len(batch.start) or batch.gap[after] != SPACED:
        return False
    if not look_up(bits, batch.word[token - 1]) & W_THE:
        return False
    is_lower = batch.shape[after] & (WORD | CAPITAL) == WORD
    return is_lower and not look_up(bits, batch.word[after]) & (W_GOES_ON | W_LINK)


@kernel
def _is_signed(batch: Batch, titles: Numbers, title: int, names: Numbers, name: int) -> bool:
    """Is a line a name and the next line its title, as under a message?"""
    if titles[title, T_TOKEN] != names[name, N_STOP] or titles[title, T_START] != names[name, N_END] + 1:
        return False
    outer = names[name, N_OUTER]
    before = title - 1
    if before >= 0 and titles[before, T_END] + 1 == outer:
        outer = titles[before, T_START]  # 'Cardinal A B'
    return batch.codes[names[name, N_END]] == _LINE_FEED and outer > 0 and batch.codes[outer - 1] == _LINE_FEED


@kernel
def _leads_in(
    between: Pattern, batch: Batch, titles: Numbers, title: int, names: Numbers, n_names: int, name: int
) -> int:
    """How a title leads to the next name: the bits of what stands between, 0 if it does not."""
    if name + 1 >= n_names:
        return 0
    return _between(between, batch, titles[title, T_STOP], names[name + 1, N_TOKEN]) & (BEFORE | BEFORE_COMMA)


@kernel
def _leads(
    between: Pattern, batch: Batch, titles: Numbers, n_titles: int, names: Numbers, n_names: int, name: int, title: int
) -> bool:
    """Does the title after a name rather belong to the next name ('A, Minister B')?"""
    if name + 1 < n_names and title + 1 < n_titles and titles[title + 1, T_END] <= names[name + 1, N_OUTER]:
        return False
    return _leads_in(between, batch, titles, title, names, n_names, name) & BEFORE != 0


@kernel
def _join(titles: Numbers, heads: Numbers, first: int, last: int, row: int) -> None:
    """Make one title of a chain."""
    for column in (T_FIRST, T_START, T_TOKEN):
        titles[row, column] = titles[first, column]
    for column in (T_LAST, T_END, T_STOP, T_COMPLEMENT, T_ENTRY, T_ROLE, T_STYLE):
        titles[row, column] = titles[last, column]
    head = titles[row - 1, T_HEAD_END]
    titles[row, T_HEAD] = head
    for title in range(first, last + 1):
        heads[head] = titles[title, T_ENTRY]
        head += 1
    titles[row, T_HEAD_END] = head


@kernel
def share_plurals(between: Pattern, batch: Batch, titles: Numbers, names: Numbers, first: int, stop: int) -> None:
    """Hand a plural title on along a list of names ('Ministers A B, C D and E F'), and note who stands before whom."""
    for name in range(first + 1, stop):
        previous = name - 1
        title, own, reach = names[previous, N_TITLE], names[name, N_TITLE], names[previous, N_STOP]
        if title < 0:
            continue
        if own >= 0 and not names[previous, N_AFTER]:
            begin = min(names[name, N_TOKEN], titles[own, T_TOKEN])
            if _between(between, batch, max(reach, titles[title, T_STOP]), begin) & LIST:
                leader = names[previous, N_LEADER]
                names[name, N_LEADER] = leader if leader >= 0 else previous
        if own >= 0:
            if _between(between, batch, reach, titles[own, T_TOKEN]) & LIST:
                names[name, N_PREVIOUS] = title
        elif not names[previous, N_AFTER]:
            is_plural = titles[title, T_ROLE] == U_PLURAL
            if is_plural and _between(between, batch, reach, names[name, N_TOKEN]) & LIST:
                names[name, N_TITLE], names[name, N_PLACE] = title, names[previous, N_PLACE] + 1
