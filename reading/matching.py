"""One pass over the text of many releases finds every phrase of every reader.

The phrases of all readers stand in one trie over tokens, so a match begins and ends at word boundaries by itself. Of
the phrases of one kind that overlap, the one that begins first is kept, and of those the longest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

import numpy as np

from reading.kernel import Codes, Hashes, Ints, Numbers, Octets, entry, kernel
from reading.tokens import WIDE, Batch, characters, facts_of, tokenize

_EXACT, _NAME, _ANY = 0, 1, 2
_CASES = {"exact": _EXACT, "name": _NAME, "any": _ANY}
_MIX_NODE, _MIX_GAP, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0xD6E8FEB86659FD93)
#: Stands for a capital without one code point of its own in upper case ('ß').
_NO_CAPITAL = 0
#: Bits of the filter of first words: a few for each phrase, in a table that stays in the processor's first cache.
_FILTER_BITS = 17
_LOWER_HALF = np.uint64(0xFFFFFFFF)
#: In the place of the second word of a phrase that has none.
_ALONE = np.uint64(0)


class Phrase(NamedTuple):
    """A form to look for.

    `kind` says which reader asked, `key` is that reader's own index. `case` says which spellings count:
    `exact` (US), `name` (as given and in capitals: France, FRANCE), `any` (each word in lower case or with a capital,
    or all in capitals). Typographic apostrophes and hyphens count as plain ones.
    """

    form: str
    kind: str
    key: int
    case: Literal["exact", "name", "any"] = "name"


class Trie(NamedTuple):
    """Phrases as columns. The targets of a node are a slice, a row a phrase.

    An edge is a slot of a hash table: half of its key beside the node to which it leads. `beginnings` is a Bloom filter
    of the words that are a phrase, and of the pairs of words that begin one: many phrases begin with 'the', few with
    'the day'.

    `form` and `capitals` hold the spellings of all targets, one behind the other, as code points.
    """

    edges: Hashes
    beginnings: Hashes
    first_target: Numbers
    kind: Octets
    key: Numbers
    case: Octets
    first_form: Numbers
    form: Codes
    capitals: Codes


class Found(NamedTuple):
    """Hits of one kind in the order of the batch: those of text t are rows first[t] to first[t + 1].

    `start` and `end` are places in `Batch.codes`; `last_token` is inclusive.
    """

    first: Ints
    start: Numbers
    end: Numbers
    key: Numbers
    first_token: Numbers
    last_token: Numbers


@kernel
def _edge(node: int, word: np.uint64, gap: int) -> np.uint64:
    """Key of the edge that leaves a node with a token, whose gap is that before it. Its lower half is never 0."""
    value = (word ^ (np.uint64(node) * _MIX_NODE) ^ (np.uint64(gap) * _MIX_GAP)) * _MIX
    return value ^ (value >> np.uint64(29)) | np.uint64(1)


@kernel
def _put(edges: Hashes, key: np.uint64, node: int) -> None:
    mask = len(edges) - 1
    slot = np.int64(key >> np.uint64(40)) & mask
    while edges[slot] != 0:
        slot = (slot + 1) & mask
    edges[slot] = key << np.uint64(32) | np.uint64(node)


@kernel
def _follow(edges: Hashes, node: int, word: np.uint64, gap: int) -> int:
    """Return the node to which a token leads, or -1."""
    key = _edge(node, word, gap)
    mask = len(edges) - 1
    slot = np.int64(key >> np.uint64(40)) & mask
    while edges[slot] != 0:
        if edges[slot] >> np.uint64(32) == key & _LOWER_HALF:
            return np.int64(edges[slot] & _LOWER_HALF)  # type: ignore[return-value]
        slot = (slot + 1) & mask
    return -1


@kernel
def _beginning(word: np.uint64, following: np.uint64) -> np.uint64:
    """Bit of a word and the one behind it in the filter of beginnings."""
    mixed = (word ^ (following * _MIX_NODE)) * _MIX
    return mixed >> np.uint64(64 - _FILTER_BITS)


@kernel
def _has(beginnings: Hashes, bit: np.uint64) -> bool:
    return (beginnings[bit >> np.uint64(6)] >> (bit & np.uint64(63))) & np.uint64(1) != 0


@kernel
def _may_begin(trie: Trie, batch: Batch, token: int, stop: int) -> bool:
    """May a phrase begin with a token? Seldom yes where none does."""
    word = batch.word[token]
    if _has(trie.beginnings, _beginning(word, _ALONE)):
        return True
    return token + 1 < stop and _has(trie.beginnings, _beginning(word, batch.word[token + 1]))


@entry
def _build(node: Numbers, first_token: Ints, word: Hashes, gap: Octets, edges: Hashes, beginnings: Hashes) -> int:
    """Fill edges and filter with the tokens of all forms, `node` with the last node of each; return how many nodes."""
    n_nodes = 1
    for form in range(len(node)):
        at, first = 0, first_token[form]
        bit = _beginning(word[first], _ALONE if first_token[form + 1] - first == 1 else word[first + 1])
        beginnings[bit >> np.uint64(6)] |= np.uint64(1) << (bit & np.uint64(63))
        for token in range(first_token[form], first_token[form + 1]):
            before = 0 if token == first_token[form] else gap[token]
            following = _follow(edges, at, word[token], before)
            if following < 0:
                following = n_nodes
                _put(edges, _edge(at, word[token], before), following)
                n_nodes += 1
            at = following
        node[form] = at
    return n_nodes


@kernel
def _fits(trie: Trie, table: Codes, codes: Codes, start: int, end: int, target: int) -> bool:
    """Is the text written in a way that counts for this target? Letters agree already."""
    first = trie.first_form[target]
    number, length = 0, end - start
    while number < length and _plain(codes[start + number]) == trie.form[first + number]:
        number += 1
    if number == length:
        return True
    is_upper, is_worded = trie.case[target] != _EXACT, trie.case[target] == _ANY
    is_inside = False
    for number in range(length):
        code = _plain(codes[start + number])
        is_upper = is_upper and code == trie.capitals[first + number]
        if is_worded:
            facts = facts_of(table, code)
            is_worded = not (is_inside and (facts >> 18) & 1)
            is_inside = ((facts >> 16) & 3) in (1, 2)
        if not (is_upper or is_worded):
            return False
    return True


@kernel
def _plain(code: int) -> int:
    """A character, typographic apostrophes and hyphens made plain."""
    if code < 0x2011:
        return code
    if code == 0x2019:
        return 0x27
    return 0x2D if code in (0x2011, 0x2013) else code


@entry
def _search(
    trie: Trie, table: Codes, batch: Batch, reach: Ints, best: Ints, rows: Numbers, text_of: Numbers, kind_of: Octets
) -> int:
    """Fill `rows` (start, end, key, first token, last token: a row a hit) in order of position; return their number."""
    count, n_kinds, capacity = 0, len(reach), len(rows)
    for text in range(len(batch.first_code) - 1):
        stop = batch.first_token[text + 1]
        reach[:] = -1
        for token in range(batch.first_token[text], stop):
            node = _follow(trie.edges, 0, batch.word[token], 0) if _may_begin(trie, batch, token, stop) else -1
            is_any, at, start = False, token, batch.start[token]
            while node >= 0:
                for target in range(trie.first_target[node], trie.first_target[node + 1]):
                    kind = trie.kind[target]
                    if start >= reach[kind] and _fits(trie, table, batch.codes, start, batch.end[at], target):
                        if not is_any:
                            best[:] = -1
                            is_any = True
                        best[kind] = target << 8 | (at - token)
                at += 1
                if at == stop or batch.gap[at] >= WIDE or at - token > 255:
                    break
                node = _follow(trie.edges, node, batch.word[at], batch.gap[at])
            if not is_any:
                continue
            for kind in range(n_kinds):
                if best[kind] < 0:
                    continue
                if count == capacity:
                    return -1
                last, target = token + (best[kind] & 255), best[kind] >> 8
                reach[kind] = batch.end[last]
                rows[count, 0], rows[count, 1], rows[count, 2] = start, batch.end[last], trie.key[target]
                rows[count, 3], rows[count, 4] = token, last
                text_of[count], kind_of[count] = text, kind
                count += 1
    return count


class Matcher:
    """A lexicon compiled for search. Build it once; it holds no state between calls."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Compile the phrases. Two phrases of one kind may share a spelling only if they share the key (ValueError)."""
        unique = _agreeing(phrases)
        self.kinds = sorted({phrase.kind for phrase in unique})
        kind_no = {kind: number for number, kind in enumerate(self.kinds)}
        forms = [phrase.form for phrase in unique]
        batch = tokenize(forms)
        size = 1 << (len(batch.start) * 3 // 2 + 16).bit_length()
        edges, node = np.zeros(size, np.uint64), np.zeros(len(forms), np.int32)
        beginnings = np.zeros(1 << (_FILTER_BITS - 6), np.uint64)
        n_nodes = _build(node, batch.first_token, batch.word, batch.gap, edges, beginnings)
        order = np.argsort(node, kind="stable")
        lengths = np.array([len(forms[number]) for number in order], np.int64)
        first_form = np.zeros(len(forms) + 1, np.int32)
        np.cumsum(lengths, out=first_form[1:])
        self._trie = Trie(
            edges,
            beginnings,
            np.searchsorted(node[order], np.arange(n_nodes + 1)).astype(np.int32),
            np.array([kind_no[unique[number].kind] for number in order], np.uint8),
            np.array([unique[number].key for number in order], np.int32),
            np.array([_CASES[unique[number].case] for number in order], np.uint8),
            first_form,
            np.array([ord(letter) for number in order for letter in forms[number]], np.uint32),
            np.array([_capital(letter) for number in order for letter in forms[number]], np.uint32),
        )

    def search(self, batch: Batch) -> dict[str, Found]:
        """Return the hits in a batch of texts by kind."""
        n_kinds, capacity = len(self.kinds), len(batch.start) // 2 + 64
        while True:
            rows, text_of = np.empty((capacity, 5), np.int32), np.empty(capacity, np.int32)
            kind_of, reach, best = (
                np.empty(capacity, np.uint8),
                np.empty(n_kinds, np.int64),
                np.empty(n_kinds, np.int64),
            )
            count = _search(self._trie, characters(), batch, reach, best, rows, text_of, kind_of)
            if count >= 0:
                break
            capacity *= 4
        found = {}
        for number, kind in enumerate(self.kinds):
            mine = np.flatnonzero(kind_of[:count] == number)
            first = np.searchsorted(text_of[mine], np.arange(len(batch.first_code)))
            found[kind] = Found(first, *np.ascontiguousarray(rows[mine].T))
        return found


def _agreeing(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Each phrase once, its punctuation plain. Raises ValueError where two of a kind differ by their keys only."""
    known: dict[tuple[str, str], dict[str, Phrase]] = defaultdict(dict)
    unique = []
    for phrase in phrases:
        form = phrase.form.replace("’", "'").replace("‑", "-").replace("–", "-")
        spellings = known[phrase.kind, form.casefold()]
        for spelling in _spellings(form, phrase.case):
            before = spellings.setdefault(spelling, phrase)
            if before.key != phrase.key:
                raise ValueError(
                    f"the {phrase.kind} form {spelling!r} stands for two keys: {before.key} and {phrase.key}"
                )
        unique.append(phrase._replace(form=form))
    return list(dict.fromkeys(unique))


def _spellings(form: str, case: str) -> set[str]:
    """The spellings by which a form may clash with another."""
    if case == "exact":
        return {form}
    return {form, form.upper()} if case == "name" else {form, form.upper(), form.lower()}


def _capital(letter: str) -> int:
    upper = letter.upper()
    return ord(upper) if len(upper) == 1 else _NO_CAPITAL
