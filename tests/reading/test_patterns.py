"""Patterns over tokens: what they match before and after a place, held against Python's regular expressions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.patterns import compile_patterns, match_after, match_before
from reading.tokens import tokenize


def after(pattern: str, text: str) -> str | None:
    """The longest match from the beginning of a text."""
    batch = tokenize([text])
    bits, end = match_after(compile_patterns([pattern]), batch, 0, len(batch.start))
    return text[: batch.end[end - 1]] if bits and end else None


def before(pattern: str, text: str) -> str | None:
    """The longest match at the end of a text."""
    batch = tokenize([f"{text} X"])
    last = len(batch.start) - 1
    bits, begin = match_before(compile_patterns([pattern], backward=True), batch, last, 0)
    return text[batch.start[begin] :] if bits and begin < last else None


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("met (with|by) the?", "Met with the envoy", "Met with the"),
        ("met (with|by) the?", "met by a", "met by"),
        ("met (with|by) the?", "meets with", None),
        ("<Cap>{1,2} said", "Ann Lee said", "Ann Lee said"),
        ("<Cap>{1,2} said", "Ann B Lee said", None),
        ("<lower>* <number>", "on the 5th day", "on the 5th"),
        ("<UPPER>", "UN Charter", "UN"),
        ("<UPPER>", "A Charter", None),
        ("d'affaires", "d’Affaires of", "d’Affaires"),
        ("name <open> <UPPER> <close>", "Name (ABC) x", "Name (ABC)"),
        ("^agreement", "Agreement", "Agreement"),
        ("^agreement", "agreement", None),
        ("a <inner>* z", "a, b c z", "a, b c z"),
        ("a <inner>* z", "a. z", None),
        ("a b", "a\nb", None),
        ("a|b+ c", "b b c", "b b c"),
    ],
)
def test_after(pattern: str, text: str, found: str | None) -> None:
    assert after(pattern, text) == found


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("talks with (the|his)?", "He held talks with his", "talks with his"),
        ("talks with (the|his)?", "talks of his", None),
        ("(minister|envoy) <word>{0,2} of", "the Minister for trade of", "Minister for trade of"),
        ("(minister|envoy) <word>{0,2} of", "the Minister for any old trade of", None),
    ],
)
def test_before(pattern: str, text: str, found: str | None) -> None:
    assert before(pattern, text) == found


def test_each_pattern_has_its_bit() -> None:
    pattern = compile_patterns(["a b", "a <word>", "c"])
    batch = tokenize(["a b"])
    assert match_after(pattern, batch, 0, 2) == (0b011, 2)


@pytest.mark.parametrize("pattern", ["(a", "a)", "?", "a|*", "<Nope>", "{1,2}"])
def test_a_bad_pattern_is_told(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|misplaced"):
        compile_patterns([pattern])


def test_too_many_patterns() -> None:
    with pytest.raises(ValueError, match="33 patterns"):
        compile_patterns(["a"] * 33)


LETTERS = st.lists(st.sampled_from("abc"), max_size=8).map(" ".join)
PATTERNS = st.recursive(
    st.sampled_from("abc"),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"{pair[0]} {pair[1]}"),
        st.tuples(inner, inner).map(lambda pair: f"( {pair[0]} | {pair[1]} )"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{1,3}"])).map(
            lambda pair: f"( {pair[0]} ){pair[1]}"
        ),
    ),
    max_leaves=5,
)


@given(PATTERNS, LETTERS)
@settings(max_examples=150, deadline=None)
def test_patterns_mean_what_regular_expressions_mean(pattern: str, text: str) -> None:
    batch = tokenize([f"{text} X" if text else "X"])
    letters, last = text.replace(" ", ""), len(batch.start) - 1
    expression = re.compile(pattern.replace(" ", ""))
    ends = [end for end in range(len(letters) + 1) if expression.fullmatch(letters, 0, end)]
    starts = [start for start in range(len(letters) + 1) if expression.fullmatch(letters, start)]
    assert match_after(compile_patterns([pattern]), batch, 0, last)[1] == max(ends, default=-1)
    assert match_before(compile_patterns([pattern], backward=True), batch, last, 0)[1] == min(starts, default=-1)
