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
            "the Ministry of Roads, Town Councils and Local Government opened",
            "Ministry of Roads, Town Councils and Local Government",
            "kaz-ministry-of-roads-town-councils-local-government",
            "ministry",
            "KAZ",
        ),
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
        ("the Embassy of Norway in The Hague", "Embassy of Norway in The Hague",
         "nor-embassy-in-nld", "embassy", "NOR"),
        ("our Consulate General in Bergen closes", "Consulate General in Bergen",
         "kaz-consulate-general-in-bergen", "embassy", "KAZ"),
        ("the Mission of Fiji to the Nordic Seas", "Mission of Fiji to the Nordic Seas",
         "fji-mission-in-nordic-seas", "embassy", "FJI"),
        ("the EU Delegation to Georgia said", "EU Delegation to Georgia", "eu-delegation-in-geo", "embassy", None),
        ("the Office of the Prime Minister said", "Office of the Prime Minister",
         "kaz-office-prime-minister", "government", "KAZ"),
        ("the Crisis and Support Centre", "Crisis and Support Centre", "crisis-and-support-centre", "other", None),
        ("the Harbour Owners’ Association", "Harbour Owners’ Association", "harbour-owners-association", "ngo", None),
        ("the Norway-Fiji Trade and Technology Council", "Norway-Fiji Trade and Technology Council",
         "norway-fiji-trade-and-technology-council", "other", "NOR"),
        ("the Norway–Fiji Business Council", "Norway–Fiji Business Council", "norway-fiji-business-council",
         "other", None),
        ("the House of Representatives of the United States", "House of Representatives of the United States",
         "usa-house-of-representatives", "parliament", "USA"),
        ("the Egyptian House of Representatives voted in Cairo", "Egyptian House of Representatives",
         "egy-house-representatives", "parliament", "EGY"),
        ("Fjordline Company, LLC builds", "Fjordline Company, LLC", "fjordline-company-llc", "company", None),
        ("Fjordvik Energi AS builds", "Fjordvik Energi AS", "fjordvik-energi-as", "company", None),
        ("the JSC “Altyn Wind” builds", "JSC “Altyn Wind”", "jsc-altyn-wind", "company", None),
        ("the “Altyn Wind” Foundation", "“Altyn Wind” Foundation", "altyn-wind-foundation", "ngo", None),
        ("the Revenue Service of Georgia", "Revenue Service of Georgia", "geo-revenue-service", "government", "GEO"),
        ("the National Building Research Institute", "National Building Research Institute",
         "national-building-research-institute", "university", None),
        ("the Department of Fisheries, Food and the Sea", "Department of Fisheries, Food and the Sea",
         "kaz-department-fisheries-food-sea", "government", "KAZ"),
        ("the Institute for Peace and the Rule of Law", "Institute for Peace and the Rule of Law",
         "institute-for-peace-and-the-rule-of-law", "university", None),
        ("the U.S. Centers for Disease Control and Prevention", "U.S. Centers for Disease Control and Prevention",
         "centers-for-disease-control-and-prevention", "government", "USA"),
        ("Georgia State University is old", "Georgia State University",
         "georgia-state-university", "university", "USA"),
        ("the Ministry of Industry (MOI) of Norway", "Ministry of Industry", "nor-ministry-of-industry",
         "ministry", "NOR"),
        ("the Akimat of Turkistan Region", "Akimat of Turkistan Region", "kaz-akimat-turkistan-region",
         "government", "KAZ"),
        ("the House of Commons Trade Committee", "House of Commons Trade Committee",
         "house-of-commons-trade-committee", "other", None),
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
        "the Fjordheim Convention Centre and the Norway-Fiji Alliance",
        "The Chairman of the Board of Fjordheim spoke",
        "Constables of the Police Constables Choir",
        "a Foreign Terrorist Organization",
        "Mr. O.K. Hizbullah spoke",
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


def test_body_that_opens_a_longer_name_does_not_count() -> None:
    """The start of a longer name is no body of its own, nor is another name in brackets."""
    assert [body.name for body in read("the OSCE Fjordheim Group met")] == ["OSCE Fjordheim Group"]
    (bank,) = read("the Export-Import Bank of Norway (EXIM Bank) lends")
    assert (bank.name, bank.acronym) == ("Export-Import Bank of Norway", "EXIM Bank")


def test_acronym_of_the_text_wins_over_the_known_one() -> None:
    """What a text puts in brackets is the acronym of the outermost body before it."""
    (found,) = read("The Islamic Development Bank (IDB) lends. The IDB pays.")
    assert (found.organization_key, found.acronym, len(found.spans)) == ("islamic-development-bank", "IDB", 3)


def test_department_ends_before_its_ministry() -> None:
    """A department that has a name is a body beside its ministry."""
    found = read("the Americas Department of the Ministry of Health of Norway")
    assert [body.name for body in found] == ["Americas Department", "Ministry of Health of Norway"]


def test_embassy_without_its_seat_is_the_one_whose_seat_is_told() -> None:
    """One embassy of a state, with and without its seat."""
    (found,) = read("The Norwegian Embassy in Nairobi opened. The Norwegian Embassy is new.")
    assert (found.organization_key, len(found.spans)) == ("nor-embassy-in-ken", 2)


def test_mission_by_the_body_to_which_it_goes() -> None:
    """An acronym and a name of the host are one host."""
    found = read("The Mission of Fiji to the EU, or Mission of Fiji to the European Union")
    keys = {body.organization_key for body in found}
    assert keys == {"fji-mission-in-european-union", "european-union"}


def test_names_side_by_side_stay_apart() -> None:
    """A firm ends at its suffix, a list inside a name before another name."""
    found = read("Fjordvik Holding AB and Holm Group AG met the Institute for Peace and the Better Than Cash Club")
    assert [body.name for body in found][:3] == ["Fjordvik Holding AB", "Holm Group AG", "Institute for Peace"]


def test_acronym_that_is_a_word_opens_a_name() -> None:
    """'WHO' in capitals is a body, and part of the name of its office."""
    (found,) = read("the WHO Regional Office for Europe")
    assert found.name == "WHO Regional Office for Europe"


def test_rank_after_a_body_is_not_part_of_its_name() -> None:
    """Military ranks open another name."""
    found = read("Secretary to the Ministry of Defence Air Vice Marshal Astrid Holm spoke")
    assert [body.name for body in found] == ["Ministry of Defence"]


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


def test_names_longer_than_expected_are_kept_whole() -> None:
    """The room for keys grows with the names of a batch."""
    names = [f"{'Fjord' * 20}{number:03} {'Vik' * 30} University" for number in range(100)]
    found = read(". The ".join(names))
    assert [body.name for body in found] == names
    assert len({body.organization_key for body in found}) == len(names)


def test_table_of_known_bodies() -> None:
    """At least 200 bodies, unique keys, kinds from the closed list."""
    table = organization_table()
    kinds = {"international", "regional", "format", "ministry", "parliament", "government", "embassy", "university"}
    kinds |= {"think_tank", "company", "media", "ngo", "court", "bank", "other"}
    assert len(table) >= 200
    assert len({known.organization_key for known in table}) == len(table)
    assert {known.type_code for known in table} <= kinds
