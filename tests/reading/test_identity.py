"""Which records are one release, and which texts one version: the same answer in whatever order they arrive."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reading.identity import Identifiable, address_id, article_ids, hash_id, version_id

NOON = datetime(2023, 7, 4, 12, 0)
BODY = "Two harbours on the northern coast joined their pilots and tugs under one flag this summer."
EDITED = "Two harbours on the northern coast joined their pilots and boats under one flag this summer."
OTHER = "The orchestra of the embassy played old songs for a large and patient audience."


def record(
    document: str = "a",
    title: str = "Harbours Join",
    body: str = BODY,
    at: datetime = NOON,
    source: str = "tides",
) -> Identifiable:
    return Identifiable(document, source, at, title, body)


def groups(*records: Identifiable) -> list[int]:
    """Return for each record the number of its release, counted in order of first appearance."""
    ids = article_ids(records)
    return [list(dict.fromkeys(ids)).index(one) for one in ids]


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([record()], [0]),
        ([record("a"), record("b")], [0, 0]),
        ([record("a"), record("a")], [0, 0]),  # the same text twice in one document
        ([record("a"), record("b", body=OTHER)], [0, 0]),  # exact title: rewritten
        ([record("a"), record("b", title="Harbours Unite")], [0, 0]),  # exact body: renamed
        ([record("a"), record("b", title="Harbours Unite", body=EDITED)], [0, 0]),
        ([record("a"), record("b", title="Songs", body=OTHER)], [0, 1]),
        ([record("a"), record("a", title="Songs", body=OTHER)], [0, 1]),
        ([record("a"), record("a", body=EDITED)], [0, 1]),  # two texts in one document, however alike
        ([record("a"), record("a", title="Harbours Unite")], [0, 1]),
        ([record("a"), record("b", at=datetime(2023, 7, 4, 12, 1))], [0, 1]),
        ([record("a"), record("b", source="winds")], [0, 1]),
        ([record("a"), record("b", body=OTHER), record("b", title="X", body=BODY)], [0, 0, 1]),  # title before body
        # Two texts of one document stay apart even where a third is like both.
        ([record("a", body="p q r s t"), record("a", body="p q r s u"), record("b", body="p q r s t v")], [0, 1, 0]),
        (
            [record("a", body="p q r s t"), record("b", body="p q r s t u"), record("b", body="p q r s t u v")],
            [0, 0, 1],
        ),
        # The most alike are joined first.
        (
            [record("a", body="p q r s t"), record("b", body="p q r s t a b"), record("b", body="p q r s t z")],
            [0, 1, 0],
        ),
        # Half of the word triples in common are enough, a third is not.
        ([record("a", title="X", body="p q r s"), record("b", title="Y", body="p q r")], [0, 0]),
        ([record("a", title="X", body="p q r s t u"), record("b", title="Y", body="p q r s v w")], [0, 1]),
        ([record("a", title="X", body=""), record("b", title="Y", body="")], [0, 0]),
        ([record("a", title="X", body="short text"), record("b", title="Y", body="Short  TEXT")], [0, 0]),
        ([record("a", title="X", body="short text"), record("b", title="Y", body="other text")], [0, 1]),
    ],
)
def test_one_release_or_two(records: list[Identifiable], expected: list[int]) -> None:
    assert groups(*records) == expected


def test_an_address_is_of_its_source_and_no_minute() -> None:
    (in_minute,) = article_ids([record()])
    ids = [address_id("tides", "https://t/1"), address_id("tides", "https://t/2"), address_id("winds", "https://t/1")]
    assert len({in_minute, *ids}) == 4


def test_no_records() -> None:
    assert article_ids([]) == []


def test_an_id_is_32_hexadecimal_digits() -> None:
    for one in [*article_ids([record()]), address_id("tides", "x"), version_id("a", "b", "c"), hash_id()]:
        assert re.fullmatch("[0-9a-f]{32}", one)


def test_a_version_is_its_article_title_and_body() -> None:
    kept = version_id("article", "title", "body")
    assert version_id("article", "title", "body") == kept
    changed = [
        version_id("b", "title", "body"),
        version_id("article", "b", "body"),
        version_id("article", "title", "b"),
    ]
    assert len({kept, *changed}) == 4


def test_views_make_neither_a_release_nor_a_version() -> None:
    """They are no fact that identity is told."""
    assert not [name for name in Identifiable.__dataclass_fields__ if "view" in name]


@given(one=st.lists(st.text(), max_size=4), other=st.lists(st.text(), max_size=4))
@settings(max_examples=100, deadline=None)
def test_other_parts_other_hash(one: list[str], other: list[str]) -> None:
    assert (hash_id(*one) == hash_id(*other)) == (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "b"), ("ab",)),
        (("a", ""), ("", "a")),
        (("a\x1fb", "c"), ("a", "b\x1fc")),
        (("1:a",), ("a",)),
        (("a1:b",), ("a", "b")),
    ],
)
def test_parts_stay_apart(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert hash_id(*one) != hash_id(*other)


RECORDS = st.lists(
    st.builds(
        Identifiable,
        document_id=st.sampled_from("abc"),
        source_name=st.sampled_from(["tides", "winds"]),
        published_at=st.sampled_from([NOON, NOON, datetime(2023, 7, 5)]),
        title=st.sampled_from(["T", "U", "V"]),
        body=st.sampled_from([BODY, EDITED, f"{BODY} Songs were sung.", OTHER, "", "short"]),
    ),
    max_size=9,
)


@given(records=RECORDS, random=st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_ids_do_not_depend_on_the_order(records: Sequence[Identifiable], random: Random) -> None:
    expected = dict(zip(records, article_ids(records), strict=True))
    shuffled = list(records)
    random.shuffle(shuffled)
    assert dict(zip(shuffled, article_ids(shuffled), strict=True)) == expected
    # Nor on one record having been read twice.
    assert article_ids([*shuffled, *shuffled]) == [expected[one] for one in (*shuffled, *shuffled)]


@given(records=RECORDS)
@settings(max_examples=100, deadline=None)
def test_two_texts_of_one_document_are_two_releases(records: Sequence[Identifiable]) -> None:
    """And the same text is never two."""
    id_of = dict(zip(records, article_ids(records), strict=True))
    for one, one_id in id_of.items():
        for other, other_id in id_of.items():
            if (one.source_name, one.published_at) != (other.source_name, other.published_at):
                assert one_id != other_id
            elif (one.title, one.body) == (other.title, other.body):
                assert one_id == other_id
            elif one.document_id == other.document_id:
                assert one_id != other_id


def test_a_day_of_many_releases_without_clock() -> None:
    """All pairs of these would be eighteen million."""
    records = [record("a", f"Title {number}", f"Body of number {number}") for number in range(6_000)]
    again = [record("b", one.title, one.body) for one in records[:2_000]]
    ids = article_ids([*records, *again])
    assert len(set(ids)) == 6_000
    assert ids[6_000:] == ids[:2_000]
