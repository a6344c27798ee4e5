"""The lead of a text and the ends of its sentences."""

from __future__ import annotations

import pytest

from reading.sentences import lay_out, texts_of
from reading.tokens import tokenize

PROSE = "The parties met in Oslo and spoke of the sea."


def lead(title: str, body: str) -> str:
    full = f"{title}\n{body}"
    batch = tokenize([full])
    layout = lay_out(batch, texts_of(batch, [title], [-1]))
    return full[layout.lead_start[0] : layout.lead_end[0]]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (PROSE, PROSE),
        (f"{PROSE}\nMore follows.", PROSE),
        (f"Oslo, 3 May\n{PROSE}", PROSE),
        (f"By the press service of the ministry of the state\n{PROSE}", PROSE),
        (f"The following statement is attributable to the spokesperson of the ministry.\n{PROSE}", PROSE),
        ("Oslo, 3 May", "Oslo, 3 May"),
        ("", ""),
        (f"\n\n{PROSE}", PROSE),
    ],
)
def test_lead(body: str, found: str) -> None:
    assert lead("A heading", body) == found


def test_a_lead_has_an_end() -> None:
    assert len(lead("T", "word " * 1000 + ".")) == 900


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("He came. She left! Why?", [".", "!", "?"]),
        ("Mr. Holt of the U.S. and B. Lee of St. Ives came.", ["."]),
        ("It cost 3.5 coins “now.” Then it ended", [".", "ended"]),
        ("One\nTwo", ["One", "Two"]),
    ],
)
def test_sentences(text: str, ends: list[str]) -> None:
    batch = tokenize([text])
    layout = lay_out(batch, texts_of(batch, [""], [-1]))
    found = [text[batch.start[token] : batch.end[token]] for token in layout.is_stop.nonzero()[0]]
    assert found == ends
