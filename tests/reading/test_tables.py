"""What was read, as columns: the promises that every row keeps, on any text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reading.columns import Countries
from reading.model import Span, Text
from reading.release import read_columns, read_release, read_releases
from reading.tables import Version, read_versions, tables_of

TITLE = "Foreign Minister of Norway Receives Ambassador of Ghana"
BODY = (
    "On 3 May 2023, Norwegian Foreign Minister Astrid Fjellstad met in Oslo with the Ambassador of Ghana, "
    "Kwabena Oforidan, to discuss trade and investment 🌍.\n"
    "A. Fjellstad noted the work of the United Nations (UN). The ambassador thanked Norway for its hospitality."
)
COLUMNS = {
    "stg_mention": [
        "version_id",
        "kind",
        "entity_id",
        "field",
        "start_char",
        "end_char",
        "surface",
        "role_code",
        "rule_id",
        "confidence",
    ],
    "stg_article_country": ["version_id", "country_code", "role_code", "n_mentions", "salience"],
    "stg_article_official": [
        "version_id",
        "official_key",
        "official_name",
        "official_title",
        "represented_country_code",
        "posted_country_code",
        "organization_key",
        "n_mentions",
    ],
    "stg_article_organization": [
        "version_id",
        "organization_key",
        "organization_name",
        "acronym",
        "organization_type_code",
        "country_code",
        "n_mentions",
    ],
    "stg_article_topic": ["version_id", "topic_code", "score", "is_main"],
    "stg_event": ["version_id", "event_no", "event_type_code", "is_main", "place_country_code", "event_on"],
}


def rows_of(*versions: Version) -> dict[str, list[dict[str, Any]]]:
    found = read_versions(versions)
    return {table: found[table].to_pylist() if table in found else [] for table in COLUMNS}


def check(versions: Sequence[Version]) -> None:
    """Assert what the warehouse is promised of every version."""
    rows = rows_of(*versions)
    text_of = {version.version_id: version for version in versions}
    assert len(text_of) == len(versions)
    seen = set()
    for row in rows["stg_mention"]:
        text = getattr(text_of[row["version_id"]], row["field"])
        assert 0 <= row["start_char"] < row["end_char"] <= len(text)
        assert text[row["start_char"] : row["end_char"]] == row["surface"]
        assert 0 < row["confidence"] <= 1
        assert row["rule_id"]
        key = tuple(row[name] for name in ("version_id", "kind", "entity_id", "field", "start_char", "end_char"))
        assert key not in seen
        seen.add(key)
    events, salience = defaultdict(list), defaultdict(float)
    for row in rows["stg_event"]:
        events[row["version_id"]].append(row)
    for version_id in text_of:
        assert [row["is_main"] for row in events[version_id]].count(True) == 1
        assert [row["event_no"] for row in events[version_id]] == list(range(1, len(events[version_id]) + 1))
    for row in rows["stg_article_country"]:
        assert (row["role_code"] == "home") == (row["country_code"] == text_of[row["version_id"]].home_country_code)
        if row["role_code"] != "home":
            salience[row["version_id"]] += row["salience"]
    assert list(salience.values()) == pytest.approx([1.0] * len(salience))
    for table, key_name in [
        ("stg_article_country", "country_code"),
        ("stg_article_official", "official_key"),
        ("stg_article_organization", "organization_key"),
        ("stg_article_topic", "topic_code"),
    ]:
        keys = [(row["version_id"], row[key_name]) for row in rows[table]]
        assert len(keys) == len(set(keys))
        assert all(key for _, key in keys)
    known = {(row["version_id"], row["organization_key"]) for row in rows["stg_article_organization"]}
    for row in rows["stg_article_official"]:
        assert row["organization_key"] is None or (row["version_id"], row["organization_key"]) in known


def test_tables_and_columns() -> None:
    found = read_versions([Version("v", TITLE, BODY, "NOR")])
    assert {name: table.column_names for name, table in found.items()} == COLUMNS


def test_no_versions_give_no_tables() -> None:
    assert read_versions([]) == {}


def test_what_is_read_of_a_plain_release() -> None:
    rows = rows_of(Version("v", TITLE, BODY, "NOR"))
    assert {row["country_code"]: row["role_code"] for row in rows["stg_article_country"]} == {
        "NOR": "home",
        "GHA": "partner",
    }
    assert {row["official_name"]: row["represented_country_code"] for row in rows["stg_article_official"]} == {
        "Astrid Fjellstad": "NOR",
        "Kwabena Oforidan": "GHA",
    }
    mentions = {(row["kind"], row["field"], row["surface"], row["role_code"]) for row in rows["stg_mention"]}
    assert mentions >= {
        ("country", "title", "Ghana", "partner"),
        ("country", "body", "Norwegian", "home"),
        ("official", "body", "Kwabena Oforidan", "partner"),
        ("organization", "body", "United Nations", None),
    }


def test_a_span_found_by_two_rules_counts_once() -> None:
    columns = read_columns([Text("Ghana", "Body", None)])
    state = columns.countries
    twice = Countries(np.array([0, 2]), *(np.repeat(column, 2) for column in state[1:]))
    twice = twice._replace(rule=np.array([1, 2], np.uint8))
    rows = tables_of(["v"], columns._replace(countries=twice))["stg_mention"].to_pylist()
    assert [row["rule_id"] for row in rows if row["kind"] == "country"] == ["country.name"]


def test_offsets_in_the_body_count_from_its_beginning() -> None:
    rows = rows_of(Version("v", "🌍 A Title", "🌍🌍 e\u0301 Ghana waits.", None))
    (row,) = [row for row in rows["stg_mention"] if row["surface"] == "Ghana"]
    assert (row["field"], row["start_char"], row["end_char"]) == ("body", 6, 11)


def test_each_mention_has_the_role_of_its_country() -> None:
    rows = rows_of(Version("v", TITLE, BODY, "NOR"))
    role_of = {row["country_code"]: row["role_code"] for row in rows["stg_article_country"]}
    countries = [row for row in rows["stg_mention"] if row["kind"] == "country"]
    assert len(countries) >= 5
    assert all(row["role_code"] == role_of[row["entity_id"]] for row in countries)
    counts = {row["country_code"]: row["n_mentions"] for row in rows["stg_article_country"]}
    assert {code: [row["entity_id"] for row in countries].count(code) for code in counts} == counts


def test_a_batch_is_read_as_its_versions_one_by_one() -> None:
    versions = [
        Version("1", TITLE, BODY, "NOR"),
        Version("2", "A Title", "Nothing of note.", None),
        Version("3", TITLE, BODY, "GHA"),
        Version("4", "Songs 🌍", "Ghana and Norway.", "FIN"),
    ]
    together, apart = rows_of(*versions), [rows_of(version) for version in versions]
    for table in COLUMNS:
        assert sorted(together[table], key=repr) == sorted((row for rows in apart for row in rows[table]), key=repr)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("", ""),
        (" ", "\n\n"),
        ("-", "."),
        ("\u200b", "\u0301\u0301"),
        ("🇰🇿", "🇳🇴🇬🇭 👩‍🚀"),
        ("\ufeff", "\U0010ffff\u2028\u2029"),
        ("Ghana", "Norway"),
        ("President of", "Ghana"),  # a title must not take its country from the body
        ("Foreign Minister", "Astrid Fjellstad"),
        ("Ministry of Foreign", "Affairs of Norway"),
        ("United", "Nations"),
        ("Meeting with Kwabena", "Oforidan of Ghana"),
        ("İİİ ŉ ǅ ß ﬁ", "ﷺ İstanbul STRASSE straße"),
        ("(", ")" * 50 + "(" * 50),
        ("H.E.", "H.E. Mr. Dr. Prof. H.E."),
        ("Ghana " * 200, "Norway, " * 200),
    ],
)
@pytest.mark.parametrize("home", [None, "NOR", "GHA", "QQQ"])
def test_odd_texts(title: str, body: str, home: str | None) -> None:
    check([Version("v", title, body, home)])


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A",
        "Aa ",
        "A. ",
        "(",
        "“",
        ", and ",
        "\u0301",
        "🌍",
        "1",
        "President of the Republic of Ghana and ",
        "Astrid Fjellstad, Minister of Foreign Affairs of Norway, ",
        "Ministry of Trade of ",
        "on 3 May 2023 ",
    ],
)
def test_a_long_line(unit: str) -> None:
    """Were any rule of quadratic time, this would not end."""
    size = 200_000 if len(unit) < 3 else 30_000
    check([Version("v", "A Title", unit * (size // len(unit)), "NOR")])


def spans_of(text: Text) -> Iterator[Span]:
    reading = read_release(text)
    yield from (mention.span for mention in reading.countries)
    for official in reading.officials:
        yield from official.spans
        if official.title_span:
            yield official.title_span
    for entity in (*reading.organizations, *reading.topics, *reading.events):
        yield from entity.spans


WORDS = [
    "Ghana", "Ghanaian", "GHANA", "Norway", "Norway’s", "Oslo", "Georgia", "Guinea", "Guinea-Bissau", "Jordan", "Chad",
    "Mali", "the Republic of", "Congo", "UK", "U.S.", "United", "States", "Nations", "UN", "(UN)", "European Union",
    "President", "Vice", "Deputy", "First", "Prime Minister", "Foreign Minister", "Minister of", "Foreign Affairs",
    "Ambassador", "Ambassador Extraordinary and Plenipotentiary", "of", "to", "the", "and", ",", ";", ":", ".", "\n",
    "-", "–", "(", ")", "“", "”", "Astrid Fjellstad", "A. Fjellstad", "A.Fjellstad", "Fjellstad", "Mr.", "H.E.", "Dr.",
    "Kwabena", "Oforidan", "Al-", "bin", "van der", "met with", "received", "telephone conversation", "visited",
    "copies of credentials", "signed", "a memorandum", "trade and investment", "climate", "Ministry of", "Embassy of",
    "Committee", "Parliament", "on 3 May 2023", "31 February", "2023", "🌍", "e\u0301", "\u00a0", "\u2009", "İ", "ß",
]  # fmt: skip
GLUED = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from([" ", " ", " ", "", "\n"])), max_size=25).map(
    lambda words: "".join(word + gap for word, gap in words)
)
# No release holds a NUL: `document.decode` rejects it, and it parts the texts of a batch.
LETTERS = st.characters(codec="utf-8", exclude_characters="\x00")
ANY_TEXT = st.one_of(st.text(LETTERS, max_size=40), GLUED, GLUED)
ONE_LINE = ANY_TEXT.map(lambda text: text.replace("\n", " "))
HOME = st.sampled_from([None, "NOR", "GHA", "USA"])


@given(texts=st.lists(st.tuples(ONE_LINE, ANY_TEXT, HOME), max_size=3))
@example(texts=[("İ", "İ Ghana", None)])
@settings(max_examples=100, deadline=None)
def test_every_text_keeps_the_promises(texts: list[tuple[str, str, str | None]]) -> None:
    check([Version(str(number), *text) for number, text in enumerate(texts)])


@given(title=ONE_LINE, body=ANY_TEXT, home=HOME)
@settings(max_examples=100, deadline=None)
def test_no_span_crosses_from_title_to_body(title: str, body: str, home: str | None) -> None:
    text = Text(title, body, home)
    for span in spans_of(text):
        assert 0 <= span.start < span.end <= len(text.full)
        assert not span.start <= len(title) < span.end, (span, text.full[span.start : span.end])


@given(texts=st.lists(st.tuples(ONE_LINE, ANY_TEXT, HOME), min_size=2, max_size=3))
@settings(max_examples=40, deadline=None)
def test_releases_of_a_batch_do_not_touch_each_other(texts: list[tuple[str, str, str | None]]) -> None:
    batch = [Text(*text) for text in texts]
    assert read_releases(batch) == [read_release(text) for text in batch]
