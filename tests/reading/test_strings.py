"""Spans of a batch as Arrow strings."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.strings import strings
from reading.tokens import tokenize


def test_none_is_null() -> None:
    batch = tokenize(["Oslo"])
    starts, ends = np.array([0, -1, 2], np.int32), np.array([4, -1, 2], np.int32)
    assert strings(batch.codes, starts, ends).to_pylist() == ["Oslo", None, ""]


@given(st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=1, max_size=5))
@settings(max_examples=100, deadline=None)
def test_strings_are_the_texts(texts: list[str]) -> None:
    batch = tokenize(texts)
    starts, ends = batch.first_code[:-1].astype(np.int32), (batch.first_code[1:] - 1).astype(np.int32)
    assert strings(batch.codes, starts, ends).to_pylist() == texts
