"""Which releases are one story: `bridge_article_story`, on signatures made by hand."""

from __future__ import annotations

from random import Random

import duckdb
import pytest

from tests.warehouse.tables import build, put, rows_of
from warehouse.checks import checks_of, run_check
from warehouse.schema import contracts

Connection = duckdb.DuckDBPyConnection

SLOTS = 128
#: Slots in which two signatures may differ: that much less than 28 % of them, since two agree by chance.
MAY_DIFFER = 35


@pytest.fixture
def connection(scratch: Connection) -> Connection:
    return scratch


def signature(number: int) -> str:
    """Return a signature that agrees with no other but by chance."""
    random = Random(number)
    return "".join(random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz012345") for _ in range(SLOTS))


def edited(original: str, n_slots: int, start: int = 0) -> str:
    """Return a signature that differs in so many slots, one after the other from a place on, round the end."""
    slots = list(original)
    for place in range(start, start + n_slots):
        slots[place % SLOTS] = "6" if slots[place % SLOTS] != "6" else "7"
    return "".join(slots)


def put_text(
    connection: Connection, article_id: str, text: str | None, language: str | None = None, version: str = "1"
) -> None:
    version_id = f"{article_id} {version}"
    put(connection, "stg_article", {"article_id": article_id, "version_id": version_id, "language_code": language})
    put(connection, "stg_article_fingerprint", {"version_id": version_id, "signature": text})


def put_texts(connection: Connection, texts: dict[str, str]) -> None:
    put(connection, "stg_article", *({"article_id": name, "version_id": name} for name in texts))
    rows = ({"version_id": name, "signature": text} for name, text in texts.items())
    put(connection, "stg_article_fingerprint", *rows)


def stories(connection: Connection) -> dict[str, str]:
    build(connection, "bridge_article_story")
    for check in checks_of(contracts()["bridge_article_story"]):
        assert run_check(connection, check).rows == []
    return dict(rows_of(connection, "SELECT article_id, story_id FROM bridge_article_story"))


@pytest.mark.parametrize(
    ("n_slots", "is_one"), [(0, True), (1, True), (MAY_DIFFER, True), (MAY_DIFFER + 1, False), (80, False)]
)
def test_texts_are_one_story_if_seventy_two_percent_of_their_pairs_of_words_are_shared(
    n_slots: int, is_one: bool, connection: Connection
) -> None:
    put_text(connection, "b", signature(1))
    put_text(connection, "a", edited(signature(1), n_slots))
    put_text(connection, "c", signature(2))
    assert stories(connection) == {"a": "a", "b": "a" if is_one else "b", "c": "c"}


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("en", "en", True),
        ("en", "fr", False),
        ("en", "en-GB", True),
        ("EN", "en", True),
        ("en", None, True),
        (None, None, True),
    ],
)
def test_texts_said_to_be_of_two_languages_are_two_stories(
    one: str | None, other: str | None, is_one: bool, connection: Connection
) -> None:
    put_text(connection, "a", signature(1), one)
    put_text(connection, "b", signature(1), other)
    assert stories(connection) == {"a": "a", "b": "a" if is_one else "b"}


@pytest.mark.parametrize("n_links", [2, 3, 50, 400])
def test_a_chain_of_light_edits_is_one_story_in_any_order(n_links: int, connection: Connection) -> None:
    texts = [signature(1)]
    for link in range(n_links):
        texts.append(edited(texts[-1], 30, 30 * link))
    random = Random(n_links)
    names = [f"{number:04}" for number in range(len(texts))]
    random.shuffle(names)
    put_texts(connection, dict(zip(names, texts, strict=True)) | {"alone": signature(9)})
    assert stories(connection) == dict.fromkeys(names, "0000") | {"alone": "alone"}


def test_stories_are_the_components_of_any_graph(connection: Connection) -> None:
    """Against a search by hand, on chains that touch each other here and there."""
    random = Random(5)
    texts: list[str] = [signature(number) for number in range(20)]
    for number in range(200):
        texts.append(edited(random.choice(texts), 34, 7 * number))
    names = [f"{number:03}" for number in range(len(texts))]
    random.shuffle(names)
    found = {name: {name} for name in names}
    for index, one in enumerate(texts):
        for other_index, other in enumerate(texts[:index]):
            if sum(a != b for a, b in zip(one, other, strict=True)) <= MAY_DIFFER:
                merged = found[names[index]] | found[names[other_index]]
                found |= dict.fromkeys(merged, merged)
    put_texts(connection, dict(zip(names, texts, strict=True)))
    assert stories(connection) == {name: min(members) for name, members in found.items()}


def test_a_release_that_was_rewritten_leads_from_one_text_to_the_other(connection: Connection) -> None:
    put_text(connection, "b", signature(1))
    put_text(connection, "c", signature(1), version="1")
    put_text(connection, "c", signature(2), version="2")
    put_text(connection, "a", signature(2))
    put_text(connection, "d", None)
    assert stories(connection) == {"a": "a", "b": "a", "c": "a", "d": "d"}


def test_texts_without_words_are_no_story_together(connection: Connection) -> None:
    put_text(connection, "a", None)
    put_text(connection, "b", None)
    assert stories(connection) == {"a": "a", "b": "b"}


def test_thousands_from_one_template_are_one_story(connection: Connection) -> None:
    """Each differs from the template in a few places; two of them may be too far from each other."""
    random, texts = Random(6), {}
    for number in range(4000):
        text = signature(1)
        for _ in range(15):
            text = edited(text, 1, random.randrange(SLOTS))
        texts[f"{number:04}"] = text
    put_texts(connection, texts)
    assert set(stories(connection).values()) == {"0000"}


def test_the_order_of_rows_makes_no_difference(connection: Connection) -> None:
    random = Random(7)
    texts = [edited(signature(number % 40), random.randrange(60), random.randrange(SLOTS)) for number in range(300)]
    articles = [(f"{random.random():.9f}", text) for text in texts]
    found = []
    for _ in range(3):
        random.shuffle(articles)
        connection.execute("DELETE FROM stg_article; DELETE FROM stg_article_fingerprint")
        put_texts(connection, dict(articles))
        found.append(stories(connection))
    assert found[0] == found[1] == found[2]
    assert len(set(found[0].values())) < 300


def test_a_fact_carries_its_story_and_is_its_own_where_none_is_known(connection: Connection) -> None:
    put(connection, "raw_fetch", {"document_id": "d" * 64, "fetch_id": "f" * 32})
    put(connection, "stg_article", *({"article_id": name, "line_from": line} for line, name in enumerate("abc", 1)))
    put(connection, "bridge_article_story", {"article_id": "b", "story_id": "a"}, {"article_id": "a", "story_id": "a"})
    build(connection, "fct_article")
    assert dict(rows_of(connection, "SELECT article_id, story_id FROM fct_article")) == {"a": "a", "b": "a", "c": "c"}
