"""Titles: where they end, which of two a person has, and those that several persons share."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reading.model import Official, Text
from reading.release import read_release


def read(body: str, home: str | None = "KAZ", title: str = "A heading") -> Sequence[Official]:
    """Read the persons of a release."""
    return read_release(Text(title, body, home)).officials


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a name ends the title, whatever it is made of
        ("It was led by Deputy Minister for Security and Multilateral Issues, Mr. Jan Wolny.",
         "Deputy Minister for Security and Multilateral Issues"),
        ("They met the Ambassador of Norway to our country, Mr. Jan Wolny.", "Ambassador of Norway to our country"),
        ("The Minister for Foreign Affairs, European Union and Cooperation, Jan Wolny, took part.",
         "Minister for Foreign Affairs, European Union and Cooperation"),
        ("The Minister of State and Foreign Affairs, Jan Wolny, left.", "Minister of State and Foreign Affairs"),
        ("The Secretary of State to the Minister of Trade, in charge of multilateral affairs, Mr. Jan Wolny, left.",
         "Secretary of State to the Minister of Trade, in charge of multilateral affairs"),
        ("Kenya’s secretary for natural resources, Dr Jan Wolny, left.", "secretary for natural resources"),
        ("Head of the Fund for Trade (FFT), Mr. Jan Wolny, left.", "Head of the Fund for Trade"),
        ("Director of Japan’s Asian and Oceanian Affairs Bureau Jan Wolny left.",
         "Director of Japan’s Asian and Oceanian Affairs Bureau"),
        # so does the end of an apposition
        ("Jan Wolny, Secretary (East), Ministry of External Affairs, and others came.",
         "Secretary (East), Ministry of External Affairs"),
        ("Jan Wolny, head of the FDA’s Prosperity and Sustainability Division, left.",
         "head of the FDA’s Prosperity and Sustainability Division"),
        ("Jan Wolny, Undersecretary for Relations with States. He left.", "Undersecretary for Relations with States"),
        ("Jan Wolny, head of the department for consular affairs, left. Oslo waits.",
         "head of the department for consular affairs"),
        ("Jan Wolny, former deputy assistant secretary; and Oslo.", "former deputy assistant secretary"),
        ("Jan Wolny becomes Ambassador to Norway, with concurrent accreditation to Kenya.", "Ambassador to Norway"),
        # honorifics, letters and styles beside the office
        ("The Minister of Trade, Hon. Ambassador Jan Wolny (MP), left.", "Minister of Trade"),
        ("Jan Wolny, MP, Minister of Trade, left.", "Minister of Trade"),
        ("Thanks.\nCardinal Jan Wolny\nSecretary of State", "Secretary of State"),
        ("The Deputy Prime Minister, Minister of Trade, Jan Wolny, left.", "Deputy Prime Minister, Minister of Trade"),
        ("Ambassador Jan Wolny has taken up the duties of Special Envoy for Trade.", "Special Envoy for Trade"),
        ("Deputy Secretary General (Bilateral Affairs), Dato' Jan Wolny, left.",
         "Deputy Secretary General (Bilateral Affairs)"),
        ("He was appointed His Majesty’s Ambassador to Norway. His Majesty’s Ambassador to Norway Jan Wolny left.",
         "His Majesty’s Ambassador to Norway"),
        ("Kenyan agriculture minister Jan Wolny left.", "Kenyan agriculture minister"),
        # nobody else's title
        ("A letter from Prime Minister of Kenya to Prime Minister of the Kingdom of Denmark Jan Wolny.",
         "Prime Minister of the Kingdom of Denmark"),
        ("Receiving the copy from Kenya’s Ambassador, Ms. Jana Wolny, the State Minister underlined trade.",
         "Ambassador"),
    ],
)  # fmt: skip
def test_what_ends_a_title(body: str, expected: str) -> None:
    """The name or the mark behind a title tells how far it reaches."""
    (found,) = read(body)
    assert found.title == expected


def test_title_of_the_text_before_that_of_the_heading() -> None:
    """A heading cuts titles."""
    (found,) = read("Deputy Minister of Foreign Affairs Jan Wolny left.", "POL", "Deputy Minister Jan Wolny in Ghana")
    assert found.title == "Deputy Minister of Foreign Affairs"


def test_plural_title_before_a_list_with_states() -> None:
    """States stand in brackets behind the names."""
    found = read("Ambassadors Extraordinary and Plenipotentiary: Jan Wolny (Republic of Finland), Ewa Lis (Kenya).")
    assert {person.title for person in found} == {"Ambassadors Extraordinary and Plenipotentiary"}
