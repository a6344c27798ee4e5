"""Phrase search: spellings, word boundaries, the longest match, and offsets in code points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reading.matching import Matcher, Phrase
from reading.tokens import tokenize


class Hit(NamedTuple):
    """A phrase found in a text: code points of the text, and its key."""

    start: int
    end: int
    key: int


def find(search: Matcher, texts: Sequence[str]) -> list[dict[str, list[Hit]]]:
    """The hits of each text by kind."""
    batch = tokenize(texts)
    found: list[dict[str, list[Hit]]] = [{} for _ in texts]
    for kind, hits in search.search(batch).items():
        for text, base in enumerate(batch.first_code[:-1]):
            rows = slice(hits.first[text], hits.first[text + 1])
            columns = (hits.start[rows] - base, hits.end[rows] - base, hits.key[rows])
            found[text][kind] = [Hit(*row) for row in zip(*(column.tolist() for column in columns), strict=True)]
    return found


def matcher(*forms: str, case: str = "name") -> Matcher:
    return Matcher(Phrase(form, "k", key, case) for key, form in enumerate(forms))  # type: ignore[arg-type]


def surfaces(search: Matcher, text: str, kind: str = "k") -> list[str]:
    return [text[hit.start : hit.end] for hit in find(search, [text])[0][kind]]


@pytest.mark.parametrize(
    ("case", "found", "not_found"),
    [
        ("exact", ["Red Sea"], ["RED SEA", "red sea", "Red sea"]),
        ("name", ["Red Sea", "RED SEA"], ["red sea", "Red sea"]),
        ("any", ["Red Sea", "RED SEA", "red sea", "Red sea"], ["rED sea", "red SEA"]),
    ],
)
def test_case(case: str, found: list[str], not_found: list[str]) -> None:
    search = matcher("Red Sea", case=case)
    assert [surfaces(search, f"the {text}.") for text in found] == [[text] for text in found]
    assert [surfaces(search, f"the {text}.") for text in not_found] == [[] for _ in not_found]


@pytest.mark.parametrize(
    ("form", "spelling"),
    [
        ("Sea's End", "Sea’s End"),
        ("Sea's End", "SEA’S END"),
        ("Red-Sea", "Red‑Sea"),
        ("Red-Sea", "Red–Sea"),
        ("freedom of the seas", "Freedom of the Seas"),
        ("freedom of the seas", "Freedom Of The Seas"),
        ("of the sea", "Of the Sea"),
        ("deep-sea port", "Deep-Sea Port"),
    ],
)
def test_typographic_and_headline_spellings(form: str, spelling: str) -> None:
    assert surfaces(matcher(form, case="any"), f"It says {spelling} here") == [spelling]


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("Mar", "Mar", ["Mar"]),
        ("Mar", "Mars Marmara Kamar lo_Mar Mar_ Mar2 2Mar", []),
        ("Mar", "(Mar), “Mar”; Mar. Mar’s Mar-Mar/Mar\nMar", ["Mar"] * 8),
        ("Mar", "éMar Maré ЖMar MarЖ 海Mar", []),
        ("Mar", "\u00a0Mar\u2009Mar\u200bMar", ["Mar"] * 3),
        ("Mar", "🌍Mar🌍 🇮🇸Mar👍🏽", ["Mar", "Mar"]),
        ("Mar", "𝐀Mar Mar𐐀 𠀀Mar", []),  # letters beyond the first plane
        ("M.R.", "M.R. M.R.S. xM.R. M.R.x", ["M.R.", "M.R.", "M.R."]),  # its own full stop is the boundary
        ("Mar", "", []),
    ],
)
def test_word_boundaries(form: str, text: str, found: list[str]) -> None:
    assert surfaces(matcher(form), text) == found


@pytest.mark.parametrize(
    ("forms", "text", "found"),
    [
        (["Red", "Red Sea", "Sea"], "Red Sea", ["Red Sea"]),
        (["Red", "Red Sea", "Sea"], "Red, Sea", ["Red", "Sea"]),
        (["Red Sea", "Sea Port Town"], "Red Sea Port Town", ["Red Sea"]),  # the one that begins first
        (["Red Sea", "Sea Port", "Port Town"], "Red Sea Port Town", ["Red Sea", "Port Town"]),  # a lost one hides none
        (["Red Sea Port", "Sea", "Port Town", "Town"], "Red Sea Port Town", ["Red Sea Port", "Town"]),
        (["Red Seaport", "Red"], "Red Seaports", ["Red"]),  # the longer one ends within a word
    ],
)
def test_the_longest_match(forms: list[str], text: str, found: list[str]) -> None:
    assert surfaces(matcher(*forms), text) == found


def test_kinds_do_not_hide_each_other() -> None:
    search = Matcher([Phrase("Red Sea", "water", 4), Phrase("Sea", "word", 7), Phrase("Red Sea", "colour", 1)])
    assert find(search, ["Red Sea"]) == [{"colour": [Hit(0, 7, 1)], "water": [Hit(0, 7, 4)], "word": [Hit(4, 7, 7)]}]


def test_one_form_of_one_kind_has_one_key() -> None:
    Matcher([Phrase("Red", "k", 1), Phrase("Red", "k", 1), Phrase("Red", "other", 2)])
    with pytest.raises(ValueError, match=r"k form 'RED' stands for two keys: 1 and 2"):
        Matcher([Phrase("Red", "k", 1, "exact"), Phrase("RED", "k", 1), Phrase("RED", "k", 2)])


@pytest.mark.parametrize(
    ("prefix", "start"),
    [("", 0), ("🌍 ", 2), ("e\u0301 ", 3), ("é ", 2), ("👩‍🚀 ", 4), ("\U0010ffff — ", 4), ("ﷺ\u0000\n", 3)],
)
def test_offsets_are_code_points(prefix: str, start: int) -> None:
    assert find(matcher("Åland"), [f"{prefix}Åland 🌍"]) == [{"k": [Hit(start, start + 5, 0)]}]


def test_a_hit_never_crosses_two_texts() -> None:
    search = matcher("Red Sea", "Red", "Sea")
    assert find(search, ["the Red", "Sea", "", "Red"]) == [
        {"k": [Hit(4, 7, 1)]},
        {"k": [Hit(0, 3, 2)]},
        {"k": []},
        {"k": [Hit(0, 3, 1)]},
    ]
    assert find(search, []) == []


FORMS = ["Red", "Red Sea", "Sea Port", "Port", "Sea-Port", "U.R.", "R. Sea", "Åland"]
SEARCH = Matcher(
    [
        *(Phrase(form, "one", key, "any") for key, form in enumerate(FORMS)),
        *(Phrase(form, "two", key) for key, form in enumerate(FORMS[1:5])),
    ]
)
TEXT = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*FORMS, " ", " ", "\n", "🌍", "e\u0301", "_", "’", "–", "x", "\x00", "U."])).map("".join),
)


@given(texts=st.lists(TEXT, max_size=5))
@settings(max_examples=100, deadline=None)
def test_a_batch_is_read_as_its_texts_one_by_one(texts: list[str]) -> None:
    assert find(SEARCH, texts) == [find(SEARCH, [text])[0] for text in texts]


@given(text=TEXT)
@example(text="Red\x00Sea")  # a NUL, which no document may hold, is read as a space
@settings(max_examples=100, deadline=None)
def test_hits_stand_in_order_at_word_boundaries(text: str) -> None:
    for kind, forms in (("one", FORMS), ("two", FORMS[1:5])):
        end = 0
        for hit in find(SEARCH, [text])[0][kind]:
            assert end <= hit.start < hit.end <= len(text)
            end = hit.end
            surface = text[hit.start : hit.end]
            assert surface.replace("–", "-").replace("\x00", " ").lower() == forms[hit.key].lower()
            assert not (text[: hit.start][-1:].isalnum() and surface[0].isalnum())
            assert not (text[hit.end :][:1].isalnum() and surface[-1].isalnum())


@given(text=TEXT)
@settings(max_examples=60, deadline=None)
def test_no_word_of_the_lexicon_is_missed(text: str) -> None:
    """Where a word stands free, a hit covers it."""
    framed = f"{text} Red "
    assert any(hit.end == len(framed) - 1 for hit in find(SEARCH, [framed])[0]["one"])
