"""One pass over the text of many releases finds every phrase of every reader.

The phrases of all readers stand in one Aho-Corasick automaton (ahocorasick-rs, over UTF-8 bytes). Its raw hits are
filtered in NumPy columns: word boundaries, then the longest of those that overlap, for each kind of phrase apart. No
Python object is made for a hit that is thrown away, except the library's own tuple.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import chain
from typing import Literal, NamedTuple

import numpy as np
from ahocorasick_rs import BytesAhoCorasick, MatchKind
from numpy.typing import NDArray

from reading.model import Hit

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

#: Stands between two texts of a batch. No phrase holds it and it is no word character, so no hit crosses it.
SEPARATOR = "\x00"

#: Words that titles leave in lower case (Freedom of Religion), unless they come first.
_SMALL_WORD = re.compile(r"(?<= )(?:A|An|And|As|At|By|For|From|In|Of|On|Or|The|To|With)(?= |$)")
_HYPHENATED = re.compile(r"(?<=-)[a-z]")


class Phrase(NamedTuple):
    """A form to look for.

    `kind` says which reader asked, `key` is that reader's own index. `case` says which spellings count:
    `exact` (US), `name` (as given and in capitals: France, FRANCE), `any` (also lower, Capitalized, Title Case).
    """

    form: str
    kind: str
    key: int
    case: Literal["exact", "name", "any"] = "name"


def _spellings(phrase: Phrase) -> set[str]:
    """All spellings of a phrase that count, by its case and by the kind of apostrophe and hyphen."""
    forms = {phrase.form}
    if phrase.case == "name":
        forms.add(phrase.form.upper())
    elif phrase.case == "any":
        lower = phrase.form.lower()
        title = " ".join(word[:1].upper() + word[1:] for word in lower.split(" "))
        forms |= {lower, lower[:1].upper() + lower[1:], title, lower.upper()}
        headline = _SMALL_WORD.sub(lambda small: small[0].lower(), title)
        forms |= {headline, *(_HYPHENATED.sub(lambda initial: initial[0].upper(), form) for form in (title, headline))}
    for plain, typographic in (("'", "’"), ("-", "‑"), ("-", "–")):
        forms |= {form.replace(plain, typographic) for form in forms if plain in form}
    return forms


@cache
def _word_table() -> Bools:
    """One flag for each code point of the Basic Multilingual Plane: does it belong to a word?"""
    return np.fromiter((chr(code).isalnum() or chr(code) == "_" for code in range(0x10000)), np.bool_, 0x10000)


def _is_word(codes: NDArray[np.uint32]) -> Bools:
    """Flags of the code points; beyond the first plane, rare letters count as word characters, emoji do not."""
    table = _word_table()
    flags: Bools = table[np.minimum(codes, 0xFFFF)]
    is_emoji = (codes >= 0x1F000) & (codes < 0x1FB00)
    return flags | ((codes > 0xFFFF) & ~is_emoji)


class Matcher:
    """A lexicon compiled for search. Build it once; it holds no state between calls."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        """Compile the phrases. Two phrases of one kind may share a spelling only if they share the key (ValueError)."""
        keys: dict[tuple[str, str], int] = {}
        for phrase in phrases:
            for form in _spellings(phrase):
                known = keys.setdefault((phrase.kind, form), phrase.key)
                if known != phrase.key:
                    raise ValueError(f"the {phrase.kind} form {form!r} stands for two keys: {known} and {phrase.key}")
        by_form: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for (kind, form), key in keys.items():
            by_form[form].append((kind, key))
        self.kinds = sorted({kind for kind, _ in keys})
        kind_no = {kind: number for number, kind in enumerate(self.kinds)}
        self._automaton = BytesAhoCorasick([form.encode() for form in by_form], matchkind=MatchKind.Standard)
        # One form may be asked for by several readers: its targets are a slice of two flat columns.
        counts = [len(targets) for targets in by_form.values()]
        self._n_targets: Ints = np.array(counts, np.int64)
        self._first_target: Ints = np.cumsum(self._n_targets) - self._n_targets
        targets = list(chain.from_iterable(by_form.values()))
        self._target_kind: Ints = np.array([kind_no[kind] for kind, _ in targets], np.int64)
        self._target_key: Ints = np.array([key for _, key in targets], np.int64)

    def find(self, texts: Sequence[str]) -> list[dict[str, list[Hit]]]:
        """Return, for each text, its hits by kind, in order of position, longest match first kept.

        Offsets are code points of the text. A hit starts and ends at word boundaries.
        """
        found: list[dict[str, list[Hit]]] = [{kind: [] for kind in self.kinds} for _ in texts]
        buffer = SEPARATOR.join(texts).encode()
        raw = self._automaton.find_matches_as_indexes(buffer, overlapping=True)
        if not raw:
            return found
        form_no, start, end = np.array(raw, np.int64).T
        start, end, keep = _to_words(buffer, start, end)
        form_no, start, end = form_no[keep], start[keep], end[keep]
        # A row for each reader that asked for the form.
        repeat = self._n_targets[form_no]
        offset = np.arange(repeat.sum()) - np.repeat(np.cumsum(repeat) - repeat, repeat)
        target = np.repeat(self._first_target[form_no], repeat) + offset
        start, end = np.repeat(start, repeat), np.repeat(end, repeat)
        kind, key = self._target_kind[target], self._target_key[target]
        order = np.lexsort((-end, start, kind))
        kind, key, start, end = kind[order], key[order], start[order], end[order]
        keep = _longest(kind, start, end)
        lengths = np.fromiter((len(text) + 1 for text in texts), np.int64, len(texts))
        first = np.cumsum(lengths) - lengths
        text_no = np.searchsorted(first, start[keep], side="right") - 1
        base = first[text_no]
        rows = zip(
            text_no.tolist(),
            kind[keep].tolist(),
            (start[keep] - base).tolist(),
            (end[keep] - base).tolist(),
            key[keep].tolist(),
            strict=True,
        )
        for number, kind_number, hit_start, hit_end, hit_key in rows:
            found[number][self.kinds[kind_number]].append(Hit(hit_start, hit_end, hit_key))
        return found


def _to_words(buffer: bytes, start: Ints, end: Ints) -> tuple[Ints, Ints, Bools]:
    """Turn byte offsets into code point offsets and flag the hits that stand between word boundaries."""
    octets = np.frombuffer(buffer, np.uint8)
    before = np.zeros(len(octets) + 1, np.int64)
    np.cumsum((octets & 0xC0) != 0x80, out=before[1:])
    start, end = before[start], before[end]
    codes = np.frombuffer(buffer.decode().encode("utf-32-le"), np.uint32)
    word = np.zeros(len(codes) + 2, np.bool_)  # a non-word on either side
    word[1:-1] = _is_word(codes)
    # A form that itself begins or ends with a non-word ('U.S.') needs no boundary on that side.
    opens = ~(word[start] & word[start + 1])
    closes = ~(word[end] & word[end + 1])
    return start, end, opens & closes


def _longest(kind: Ints, start: Ints, end: Ints) -> Bools:
    """Flag the hits that no earlier kept hit of the same kind overlaps; rows come by kind, start, longest first."""
    keep = np.ones(len(start), np.bool_)
    if len(start) < 2:
        return keep
    shift = kind * (int(end.max()) + 1)  # keeps the kinds apart in one running maximum
    reach = np.maximum.accumulate(end + shift)
    clash = np.flatnonzero(start[1:] + shift[1:] < reach[:-1]) + 1
    # Only rows that overlap something are looked at one by one: an overlapped row must not hide a third.
    for row in clash.tolist():
        previous = row - 1
        while previous >= 0 and not keep[previous]:
            previous -= 1
        if kind[previous] == kind[row] and start[row] < end[previous]:
            keep[row] = False
    return keep
