"""Regular expressions over tokens, compiled to tables that a kernel walks.

Readers ask what stands right before or after a place. Such a question is a pattern over words, here a line of data:

    met|meets|meeting (today|yesterday)* with (the|his|her)?

Words and marks count in any case; `( | ) ? * + {m,n}` mean what they mean in regular expressions, except that their
letters are tokens. ^word counts with a capital only. Classes: <word> any word, <Cap> one with a capital, <lower> one
without, <UPPER> one in capitals of two letters or more, <number> one with a digit, <inner> any token that ends no
sentence (. ; : ! ?), <any> any token, <open> and <close> the parentheses. No pattern reaches over a line feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from reading.kernel import Ints, Shorts, entry, kernel
from reading.tokens import APART, CAPITAL, DIGIT, UPPER, WORD, Batch
from reading.wordmap import WordMap, look_up, word_map

_LEXEME = re.compile(r"[()|?*+]|\{\d+,\d+\}|<\w+>|[^\s()|?*+{}<>]+")
#: Shapes of a token that classes tell apart.
_MARK, _STOP, _LOWER, _CAP, _UPPER, _NUMBER = range(6)
_N_SHAPES = 6
_STOPS = (0x2E, 0x3B, 0x3A, 0x21, 0x3F)
_CLASSES: dict[str, frozenset[int]] = {
    "<word>": frozenset({_LOWER, _CAP, _UPPER, _NUMBER}),
    "<Cap>": frozenset({_CAP, _UPPER}),
    "<lower>": frozenset({_LOWER}),
    "<UPPER>": frozenset({_UPPER}),
    "<number>": frozenset({_NUMBER}),
    "<inner>": frozenset({_MARK, _LOWER, _CAP, _UPPER, _NUMBER}),
    "<any>": frozenset(range(_N_SHAPES)),
}
_CAPITAL = "^"
_PARENTHESES = {"<open>": "(", "<close>": ")"}
MAX_PATTERNS = 32


class Pattern(NamedTuple):
    """An automaton over tokens that recognizes up to 32 patterns at once.

    A token's symbol is the number of its word in `words` times the number of shapes, plus its shape. `table` begins
    with the column of each symbol; then comes a row a state: the bits of the patterns that it accepts, then by column
    where the row of the next state begins (0: nowhere). `first` is the row of the first state.
    """

    words: WordMap
    table: Ints
    first: int


class _Nfa:
    """A Thompson automaton under construction: edges by symbol test, and empty moves."""

    def __init__(self) -> None:
        self.moves: list[list[tuple[str, int]]] = []
        self.empty: list[list[int]] = []

    def state(self) -> int:
        self.moves.append([])
        self.empty.append([])
        return len(self.moves) - 1

    def closure(self, states: Iterable[int]) -> frozenset[int]:
        found, left = set(states), list(states)
        while left:
            for following in self.empty[left.pop()]:
                if following not in found:
                    found.add(following)
                    left.append(following)
        return frozenset(found)


class _Parser:
    """Recursive descent over the lexemes of one pattern; builds it forwards or backwards."""

    def __init__(self, text: str, nfa: _Nfa, is_backward: bool) -> None:
        self.text, self.nfa, self.is_backward = text, nfa, is_backward
        self.lexemes, self.at = _lexemes(text), 0

    def peek(self) -> str:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else ""

    def take(self) -> str:
        lexeme = self.peek()
        self.at += 1
        return lexeme

    def alternatives(self) -> tuple[int, int]:
        first, last = self.nfa.state(), self.nfa.state()
        while True:
            begin, end = self.sequence()
            self.nfa.empty[first].append(begin)
            self.nfa.empty[end].append(last)
            if self.peek() != "|":
                return first, last
            self.take()

    def sequence(self) -> tuple[int, int]:
        parts = []
        while self.peek() not in ("", "|", ")"):
            parts.append(self.item())
        first = last = self.nfa.state()
        for begin, end in reversed(parts) if self.is_backward else parts:
            self.nfa.empty[last].append(begin)
            last = end
        return first, last

    def item(self) -> tuple[int, int]:
        origin = self.at
        part = self.atom()
        lexeme = self.peek()
        if lexeme in ("?", "*", "+"):
            self.take()
            return self.repeat(part, lexeme)
        if lexeme.startswith("{"):
            stop = self.at + 1
            least, most = (int(number) for number in lexeme[1:-1].split(","))
            first = last = self.nfa.state()
            ends = [first] if least == 0 else []
            for number in range(most):
                self.at = origin
                begin, end = self.atom()
                self.nfa.empty[last].append(begin)
                last = end
                if number + 1 >= least:
                    ends.append(end)
            final = self.nfa.state()
            for end in ends:
                self.nfa.empty[end].append(final)
            self.at = stop
            return first, final
        return part

    def repeat(self, part: tuple[int, int], sign: str) -> tuple[int, int]:
        begin, end = part
        first, last = self.nfa.state(), self.nfa.state()
        self.nfa.empty[first].append(begin)
        self.nfa.empty[end].append(last)
        if sign in "?*":
            self.nfa.empty[first].append(last)
        if sign in "*+":
            self.nfa.empty[end].append(begin)
        return first, last

    def atom(self) -> tuple[int, int]:
        lexeme = self.take()
        if lexeme == "(":
            part = self.alternatives()
            if self.take() != ")":
                raise ValueError(f"a parenthesis is not closed in the pattern {self.text!r}")
            return part
        if lexeme in ("", "|", ")", "?", "*", "+") or lexeme.startswith("{"):
            raise ValueError(f"{lexeme or 'the end'!r} is misplaced in the pattern {self.text!r}")
        if lexeme.startswith("<") and lexeme not in _CLASSES:
            raise ValueError(f"{lexeme} is no class of tokens, in the pattern {self.text!r}")
        first, last = self.nfa.state(), self.nfa.state()
        self.nfa.moves[first].append((lexeme, last))
        return first, last


def _lexemes(text: str) -> list[str]:
    """Words of a pattern split as texts are: `d'affaires` is three tokens in a group."""
    found: list[str] = []
    for lexeme in _LEXEME.findall(text):
        if lexeme in _PARENTHESES:
            found.append(_PARENTHESES[lexeme] * 2)  # told apart from a parenthesis of the language
        elif lexeme[0] in "()|?*+{<":
            found.append(lexeme)
        else:
            mark = _CAPITAL if len(lexeme) > 1 and lexeme[0] == _CAPITAL else ""
            plain = lexeme.removeprefix(mark).lower().replace("’", "'").replace("–", "-")
            parts = [mark + part if part.isalnum() else part for part in re.findall(r"\w+|[^\w\s]", plain)]
            found += parts if len(parts) == 1 else ["(", *parts, ")"]
    return found


def compile_patterns(patterns: Sequence[str], *, backward: bool = False) -> Pattern:
    """Compile up to 32 patterns to one automaton; number n sets bit n. Backward ones are walked from right to left.

    Raises ValueError for a pattern that cannot be parsed.
    """
    if len(patterns) > MAX_PATTERNS:
        raise ValueError(f"{len(patterns)} patterns are more than the {MAX_PATTERNS} that fit one automaton")
    nfa = _Nfa()
    first, final = nfa.state(), {}
    for number, text in enumerate(patterns):
        parser = _Parser(text, nfa, backward)
        begin, end = parser.alternatives()
        if parser.peek():
            raise ValueError(f"{parser.peek()!r} is misplaced in the pattern {text!r}")
        nfa.empty[first].append(begin)
        final[end] = number
    tests = {test for moves in nfa.moves for test, _ in moves if test not in _CLASSES}
    literals = sorted({test.removeprefix(_CAPITAL) for test in tests})
    word_class = {literal: number for number, literal in enumerate(literals, start=1)}
    states, table = _determinize(nfa, nfa.closure([first]), word_class)
    columns, column = np.unique(table, axis=1, return_inverse=True)
    accepts = [sum(1 << number for end, number in final.items() if end in state) for state in states]
    width, n_symbols = columns.shape[1] + 1, table.shape[1]
    rows = np.column_stack([[0, *accepts], np.where(columns, n_symbols + columns.astype(np.int64) * width, 0)])
    return Pattern(
        word_map({_spelling(literal): number for literal, number in word_class.items()}),
        np.concatenate([column.reshape(-1) + 1, rows.reshape(-1)]).astype(np.int64),
        n_symbols + width,
    )


def _spelling(literal: str) -> str:
    return literal[0] if literal in ("((", "))") else literal


def _determinize(nfa: _Nfa, start: frozenset[int], literals: Mapping[str, int]) -> tuple[list[frozenset[int]], Shorts]:
    """Subset construction: the states after the dead one, and the table with a row for each, the dead one first."""
    numbers: dict[frozenset[int], int] = {start: 1}
    states, rows = [start], [np.zeros((len(literals) + 1, _N_SHAPES), np.int16)]
    closures: dict[frozenset[int], frozenset[int]] = {}

    def number_of(targets: frozenset[int]) -> int:
        if targets not in closures:
            closures[targets] = nfa.closure(targets)
        reached = closures[targets]
        if reached and reached not in numbers:
            numbers[reached] = len(states) + 1
            states.append(reached)
        return numbers[reached] if reached else 0

    for state in states:
        by_test: dict[str, set[int]] = {}
        for each in state:
            for test, following in nfa.moves[each]:
                by_test.setdefault(test, set()).add(following)
        by_shape = [_by_shape(by_test, shape) for shape in range(_N_SHAPES)]
        row = np.empty((len(literals) + 1, _N_SHAPES), np.int16)
        row[:] = [number_of(frozenset(targets)) for targets in by_shape]
        for literal in {test.removeprefix(_CAPITAL) for test in by_test if test not in _CLASSES}:
            plain, capital = by_test.get(literal, set()), by_test.get(_CAPITAL + literal, set())
            for shape, targets in enumerate(by_shape):
                more = plain | capital if shape in _CLASSES["<Cap>"] else plain
                row[literals[literal], shape] = number_of(frozenset(targets | more))
        rows.append(row)
    return states, np.stack(rows).reshape(len(rows), -1)


def _by_shape(by_test: Mapping[str, set[int]], shape: int) -> set[int]:
    """Where a token of a shape leads whatever its word."""
    found: set[int] = set()
    for test, shapes in _CLASSES.items():
        if shape in shapes:
            found |= by_test.get(test, set())
    return found


@kernel
def _symbol(pattern: Pattern, batch: Batch, token: int) -> int:
    shape = batch.shape[token]
    if not shape & WORD:
        number = _STOP if batch.codes[batch.start[token]] in _STOPS else _MARK
    elif shape & DIGIT:
        number = _NUMBER
    elif shape & UPPER and batch.end[token] - batch.start[token] > 1:
        number = _UPPER
    elif shape & CAPITAL:
        number = _CAP
    else:
        number = _LOWER
    return look_up(pattern.words, batch.word[token]) * _N_SHAPES + number


@entry
def match_after(pattern: Pattern, batch: Batch, token: int, stop: int) -> tuple[int, int]:
    """Return (bits of the patterns that match from `token` on, where the longest match ends); tokens end at `stop`.

    The end is exclusive, -1 if nothing matches.
    """
    table, state = pattern.table, pattern.first
    bits = table[state]
    end = token if bits else -1
    for at in range(token, stop):
        if at > token and batch.gap[at] == APART:
            break
        state = table[state + table[_symbol(pattern, batch, at)]]
        if state == 0:
            break
        if table[state]:
            bits |= table[state]
            end = at + 1
    return bits, end


@kernel
def match_whole(pattern: Pattern, batch: Batch, token: int, stop: int, hole: int, hole_end: int) -> int:
    """Return the bits of the patterns that match the tokens [token, stop), all but those in [hole, hole_end)."""
    table, state, at = pattern.table, pattern.first, token
    while at < stop and state:
        if at == hole and hole < hole_end:
            at = hole_end
        else:
            state = table[state + table[_symbol(pattern, batch, at)]]
            at += 1
    return table[state] if state else 0


@entry
def match_before(pattern: Pattern, batch: Batch, token: int, floor: int) -> tuple[int, int]:
    """Return (bits of the patterns that match right before `token`, where the longest match begins).

    Tokens begin at `floor`; the beginning is -1 if nothing matches. The pattern must be compiled backward.
    """
    table, state = pattern.table, pattern.first
    bits = table[state]
    begin = token if bits else -1
    at = token - 1
    while at >= floor and batch.gap[at + 1] != APART:
        state = table[state + table[_symbol(pattern, batch, at)]]
        if state == 0:
            break
        if table[state]:
            bits |= table[state]
            begin = at
        at -= 1
    return bits, begin


@kernel
def match_between(pattern: Pattern, batch: Batch, first: int, last: int) -> int:
    """Return the bits of the patterns that match the tokens [first, last) as a whole, with no line feed beside them."""
    table, state = pattern.table, pattern.first
    for at in range(first, last):
        if batch.gap[at] == APART:
            return 0
        state = table[state + table[_symbol(pattern, batch, at)]]
        if state == 0:
            return 0
    return 0 if last < len(batch.gap) and batch.gap[last] == APART else table[state]
