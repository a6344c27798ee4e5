"""Bodies: known names, the grammar of other names, their keys, and what only looks like a body."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reading.model import Organization, Text
from reading.organizations import IMPLIED, organization_table
from reading.release import read_release


def read(body: str, home: str | None = "KAZ", title: str = "A heading") -> Sequence[Organization]:
    """Read the bodies of a release."""
    return read_release(Text(title, body, home)).organizations


@pytest.mark.parametrize(
    ("body", "name", "key", "type_code", "country_code"),
    [
        ("the Ministry of Defence met", "Ministry of Defence", "kaz-ministry-of-defence", "ministry", "KAZ"),
        ("the Ministry of Defense of Norway", "Ministry of Defense of Norway",
         "nor-ministry-of-defence", "ministry", "NOR"),
        ("Norway’s Ministry of Health said", "Ministry of Health", "nor-ministry-of-health", "ministry", "NOR"),
        ("the Kazakh Foreign Ministry", "Kazakh Foreign Ministry",
         "kaz-ministry-of-foreign-affairs", "ministry", "KAZ"),
        (
            "the Ministry of Roads, Ports and Civil Aviation opened",
            "Ministry of Roads, Ports and Civil Aviation",
            "kaz-ministry-of-roads-ports-civil-aviation",
            "ministry",
            "KAZ",
        ),
        ("the UK Government agreed", "UK Government", "gbr-government", "government", "GBR"),
        ("the Iranian Embassy", "Iranian Embassy", "irn-embassy-in-kaz", "embassy", "IRN"),
        ("the Embassy of Kazakhstan in Norway", "Embassy of Kazakhstan in Norway",
         "kaz-embassy-in-nor", "embassy", "KAZ"),
        ("the University of Bergen is old", "University of Bergen", "university-of-bergen", "university", "NOR"),
        ("Ibn Sina Academy opened", "Ibn Sina Academy", "ibn-sina-academy", "university", None),
        ("Fjordheim University is old", "Fjordheim University", "fjordheim-university", "university", None),
        ("the Supreme Court ruled", "Supreme Court", "kaz-supreme-court", "court", "KAZ"),
        ("Parliament of Kenya voted", "Parliament of Kenya", "ken-parliament", "parliament", "KEN"),
        ("the Mazhilis voted", "Mazhilis", "kaz-mazhilis", "parliament", "KAZ"),
        ("the UN Economic Commission for Europe", "UN Economic Commission for Europe",
         "united-nations-economic-commission-for-europe", "international", None),
    ],
)  # fmt: skip
def test_one_body(body: str, name: str, key: str, type_code: str, country_code: str | None) -> None:
    """Name, key, kind and state of one body."""
    (found,) = read(body)
    assert (found.name, found.organization_key, found.type_code, found.country_code) == (
        name,
        key,
        type_code,
        country_code,
    )


@pytest.mark.parametrize(
    "body",
    [
        "the government and the ministry agreed",
        "The Ministry reports. The Committee met.",
        "a Joint Commission was proposed",
        "the Russian Federation and the Soviet Union",
        "the Trans-Steppe Transport Route and the Friendship Treaty",
        "The Prime Minister of Ukraine arrived",
        "the Council Chamber and the Office Building",
    ],
)
def test_not_a_body(body: str) -> None:
    """Kinds of bodies without a name, states, routes and treaties."""
    assert read(body) == []


def test_acronym_given_in_the_text_is_used_later() -> None:
    """A bracketed acronym belongs to the body, at its place and later."""
    body = "The Fjordheim Space Institute (FSI) works. Later the FSI and the WHO met."
    institute, who = read(body)
    assert (institute.acronym, who.acronym, who.name) == ("FSI", "WHO", "World Health Organization")
    full = "A heading\n" + body
    assert [full[span.start : span.end] for span in institute.spans] == ["Fjordheim Space Institute", "FSI", "FSI"]


def test_nested_body_counts_beside_its_parent() -> None:
    """A chamber and its parliament are two bodies."""
    found = read("the National Assembly of the Parliament of Kenya met")
    assert [body.organization_key for body in found] == ["ken-national-assembly", "ken-parliament"]


def test_title_implies_its_ministry() -> None:
    """A minister's title names the ministry; the span says that it is only implied."""
    (found,) = read("Vice Minister of Trade Nurlan Saparov spoke")
    assert (found.name, found.organization_key) == ("Ministry of Trade", "kaz-ministry-of-trade")
    assert found.spans[0].rule_id == IMPLIED


def test_spellings_of_one_ministry_are_one_body() -> None:
    """The fullest name stands for all; spans are kept in order."""
    (found,) = read(
        "Ministry of Foreign Affairs said. The Ministry of Foreign Affairs of the Republic of Kazakhstan said."
    )
    assert found.name == "Ministry of Foreign Affairs of the Republic of Kazakhstan"
    assert len(found.spans) == 2 and found.spans[0] < found.spans[1]


def test_person_after_a_body_is_not_part_of_its_name() -> None:
    """A name that follows at once stays outside."""
    names = {
        body.name
        for body in read("Rector of the University of Bergen Astrid Holm and the Ministry of Health Aidos Bekov")
    }
    assert names == {"University of Bergen", "Ministry of Health"}


def test_spans_stay_inside_title_or_body() -> None:
    """No name runs over the line feed between title and body."""
    text = Text("News of the Ministry of", "Health and the National", "KAZ")
    assert read(text.body, title=text.title) == []


@pytest.mark.parametrize(
    "body", ["", " ", "National Bank ", "\x00", "Ministry of " * 5000, "Bank and " * 5000, "😀 (UN)"]
)
def test_odd_text_does_no_harm(body: str) -> None:
    """Any text gives spans within it."""
    n_chars = len("A heading\n" + body)
    assert all(0 <= span.start < span.end <= n_chars for found in read(body, None) for span in found.spans)


def test_table_of_known_bodies() -> None:
    """At least 200 bodies, unique keys, kinds from the closed list."""
    table = organization_table()
    kinds = {"international", "regional", "format", "ministry", "parliament", "government", "embassy", "university"}
    kinds |= {"think_tank", "company", "media", "ngo", "court", "bank", "other"}
    assert len(table) >= 200
    assert len({known.organization_key for known in table}) == len(table)
    assert {known.type_code for known in table} <= kinds
