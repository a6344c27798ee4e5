"""Roles: who is the counterpart of a release, who is only spoken of, and how much of it is about whom."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from reading.columns import NONE, Events, Persons, PersonSpans
from reading.countries import country_table, read_countries
from reading.events import event_type_table
from reading.model import CountryRole, Text
from reading.release import lexicon, read_columns
from reading.role_features import role_features
from reading.roles import assign_roles
from reading.sentences import lay_out, texts_of
from reading.tokens import tokenize
from reading.views import country_roles

STATES = {country.country_code: row for row, country in enumerate(country_table())}
EVENT_TYPES = {entry.event_type_code: row for row, entry in enumerate(event_type_table())}


class Person(NamedTuple):
    """A person for whose state roles are assigned: the name and the title are [start, end) of the text."""

    represented: str | None
    name: tuple[int, int]
    title: tuple[int, int] = (NONE, NONE)


def roles(
    title: str, body: str, home: str | None = "KAZ", persons: tuple[Person, ...] = (), event: str | None = None
) -> list[CountryRole]:
    batch = tokenize([f"{title}\n{body}"])
    texts = texts_of(batch, [title], [STATES.get(home or "", NONE)])
    countries = read_countries(batch, texts, lexicon().search(batch)["country"])
    none = np.full(len(persons), NONE, np.int32)
    first = np.array([0, len(persons)])
    titles = np.array([person.title for person in persons], np.int32).reshape(-1, 2).T
    names = np.array([person.name for person in persons], np.int32).reshape(-1, 2).T
    represented = np.array([STATES.get(person.represented or "", NONE) for person in persons], np.int16)
    people = Persons(first, names[0], names[1], titles[0], titles[1], represented, represented, none)
    rows = np.arange(len(persons), dtype=np.int32)
    spans = PersonSpans(first, rows, names[0], names[1], np.zeros(len(persons), np.uint8))
    types = np.array([EVENT_TYPES[event]] if event else [], np.uint8)
    events = Events(np.array([0, len(types)]), types, types.astype(np.int16), types.astype(np.int32))
    layout = lay_out(batch, texts)
    return country_roles(assign_roles(batch, texts, layout, countries, people, spans, events)[0])[0]


def role_of(title: str, body: str, home: str | None = "KAZ") -> dict[str, str]:
    return {role.country_code: role.role_code for role in roles(title, body, home)}


FILLER = " The sides spoke of many matters and agreed to go on with this useful exchange of views in the months ahead."

CASES = [
    # who acts for a state
    ("Envoy received", "The Minister received the Ambassador of Portugal, who brought a letter.", {"PRT": "partner"}),
    ("Envoy received", "The Minister received the newly appointed Chilean Ambassador at noon.", {"CHL": "partner"}),
    ("Round table", "Heads of the missions of Peru and Malta came.", {"PER": "partner", "MLT": "partner"}),
    ("Round table", "The Kenyan side thanked the hosts for it.", {"KEN": "partner"}),
    ("Talks held", "Talks were held with the Foreign Minister of Ghana.", {"GHA": "partner"}),
    ("Talks held", "Representatives of the Dutch business community attended.", {"NLD": "partner"}),
    ("Round table", "Heads of the missions of Peru, The Gambia and Malta came.",
     {"PER": "partner", "GMB": "partner", "MLT": "partner"}),
    ("Talks held", "The Minister who condemned the invasion of Ukraine spoke.", {"UKR": "mentioned"}),
    # bonds
    ("New prospects", "The parties reviewed cooperation with Vietnam in trade.", {"VNM": "partner"}),
    ("New prospects", "Kazakh-Finnish relations were reviewed at length.", {"FIN": "partner"}),
    ("New prospects", "A memorandum between Kazakhstan and Oman was signed.", {"OMN": "partner"}),
    ("New prospects", "Astana and Lisbon agreed to go on.", {"PRT": "partner"}),
    # going there
    ("Tour begins", "The Minister paid a visit to Brazil this week.", {"BRA": "partner"}),
    ("Tour begins", "During the visit to Geneva he met the heads of agencies.", {"CHE": "mentioned"}),
    ("Envoy meets rector", "Ambassador of Kazakhstan to Sweden met the rector of a college.", {"SWE": "partner"}),
    ("Concert", "The Embassy of Kazakhstan in Hungary held a concert.", {"HUN": "partner"}),
    ("Concert", "The Embassy of Kazakhstan in Sana’a held a concert.", {"YEM": "partner"}),
    # titles
    ("Condolences to the people of Chile", "The President sent a telegram.", {"CHL": "partner"}),
    ("Kazakhstan and Spain Open a New Page", "It was a good day.", {"ESP": "partner"}),
    ("Minister Meets Italian Counterpart on Libya", "They met." + FILLER, {"ITA": "partner", "LBY": "mentioned"}),
    # only spoken of
    ("Forum opens", "A forum on water opened." + FILLER + "\nA similar one was held in Jordan.", {"JOR": "mentioned"}),
    ("Centre opens", "A UN centre for Central Asia and Afghanistan opened.", {"AFG": "mentioned"}),
    (
        "Minister Meets French Ambassador",
        "The Minister met the Ambassador of France." + FILLER + FILLER + FILLER + FILLER
        + "\nThey also spoke of the Syrian President.",
        {"FRA": "partner", "SYR": "mentioned"},
    ),
    ("Chamber visit", "He met the Lyon Chamber of Commerce.", {"FRA": "partner"}),
    ("Pact grows", "Its members include Chile, Kazakhstan and Peru.", {"CHL": "mentioned", "PER": "mentioned"}),
    ("Call with Polish Envoy", "The Minister deplored the loss of Ukraine.", {"POL": "partner", "UKR": "mentioned"}),
    ("Call with UN Envoy for Libya", "The Minister called Ann Lee. The Secretary came.", {"LBY": "mentioned"}),
    ("Speech of former Danish Minister", "Peace is good.", {"DNK": "mentioned"}),
    # aid
    ("Aid handed over in Maputo", "Tents came by rail.", {"MOZ": "mentioned"}),
    ("Review of the year", "Staff for Kazakhstan and Nepal gathered in one office.", {"NPL": "mentioned"}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "expected"), CASES)
def test_role(title: str, body: str, expected: dict[str, str]) -> None:
    assert role_of(title, body) == {"KAZ": "home", **expected}


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        ("Call with Danish Foreign Minister", "They spoke." + FILLER, {"DNK": "partner"}),
        ("Elections in Malawi", "Voters go to the polls soon." + FILLER, {"MWI": "partner"}),
        ("Togo National Day", "Best wishes to the people of Togo.", {"TGO": "partner"}),
        ("Sanctions on Belarusian Officials", "They are named today." + FILLER, {"BLR": "partner"}),
        ("Daily Briefing", "Welcome.\nQUESTION: What of the Iranian Foreign Minister?", {"IRN": "mentioned"}),
    ],
)
def test_role_for_another_publisher(title: str, body: str, expected: dict[str, str]) -> None:
    assert role_of(title, body, "USA") == {"USA": "home", **expected}


def test_third_country_envoy_makes_no_partner_of_his_post() -> None:
    found = role_of("Envoy received", "The Secretary received the U.S. Ambassador to India for talks.", "LKA")
    assert found == {"LKA": "home", "USA": "partner", "IND": "mentioned"}


def test_home_comes_first_even_if_not_mentioned() -> None:
    found = roles("Talks", "The Ambassador of Peru came.")
    assert found[0] == CountryRole("KAZ", "home", 0, 0.0)


def test_unknown_home_gives_no_home() -> None:
    assert role_of("Talks", "The Ambassador of Peru came.", None) == {"PER": "partner"}


def test_no_country_at_all() -> None:
    assert roles("", "", None) == []
    assert roles("", "") == [CountryRole("KAZ", "home", 0, 0.0)]


def test_saliences_sum_to_one_without_home_and_rank() -> None:
    found = roles(
        "Kazakhstan and Spain Open a New Page",
        "The Spanish Minister came to Kazakhstan. Spain is near." + FILLER + "\nIceland, Cuba and Fiji are islands.",
    )
    assert sum(role.salience for role in found) == pytest.approx(1.0)
    assert [role.country_code for role in found] == ["KAZ", "ESP", "CUB", "FJI", "ISL"]
    assert found[1].n_mentions == 3
    assert found[1].salience > 0.5


def test_a_foreign_official_of_the_lead_makes_a_partner() -> None:
    body = "Moe (Iceland) thanked all for it and then left by boat."
    assert role_of("Guests", body) == {"KAZ": "home", "ISL": "mentioned"}
    found = roles("Guests", body, persons=(Person("ISL", (7, 8)),))
    assert [role.role_code for role in found] == ["home", "partner"]


def test_an_official_of_a_state_named_far_from_the_person_makes_no_partner() -> None:
    body = "Ms. Moe thanked all who had come. It was late. Ferries to Iceland were late, too."
    found = roles("Guests", body, persons=(Person("ISL", (10, 11)),))
    assert [role.role_code for role in found] == ["home", "mentioned"]


def test_a_post_alone_makes_no_partner() -> None:
    found = roles("Fair", "Consul Ann Moe of Kazakhstan in Malta saw the fair.", persons=(Person("KAZ", (10, 11)),))
    assert [role.role_code for role in found] == ["home", "mentioned"]


def test_guests_listed_late_are_partners() -> None:
    late = FILLER * 3 + "\n" + FILLER * 3 + "\nAmong the guests were ambassadors from Peru, Malta and Oman."
    assert role_of("Festival opens", late) == {"KAZ": "home", "PER": "partner", "MLT": "partner", "OMN": "partner"}


def test_those_who_took_part_are_partners_wherever_they_are_listed() -> None:
    late = FILLER * 3 + "\n" + FILLER * 3
    items = "\n1. Ann Lee, Ambassador of Peru\n2. Bo Ek, Ambassador of Malta\nTrade with Oman grows."
    assert role_of("Envoys", late + items) == {"KAZ": "home", "PER": "partner", "MLT": "partner", "OMN": "mentioned"}
    run = (
        "\nThe delegation included Ann Lee of Peru; Bo Ek, Ambassador of Malta; and others. The coast of Oman is long."
    )
    assert role_of("Envoys", late + run) == {"KAZ": "home", "PER": "partner", "MLT": "partner", "OMN": "mentioned"}


def test_aid_goes_to_the_state_of_the_title_or_to_those_named_often() -> None:
    assert roles("Tents for all in Mozambique", "They came by rail.", event="AID")[1].role_code == "partner"
    body = "In Laos wells were dug. Laos has few. Seeds went to Laos by way of Vietnam."
    found = {role.country_code: role.role_code for role in roles("Relief goes on", body, event="AID")}
    assert found == {"KAZ": "home", "LAO": "partner", "VNM": "mentioned"}


def test_a_state_that_a_title_is_about_is_no_party_to_a_meeting() -> None:
    assert roles("Leaders speak on Haiti", "They sat long.", event="CONSULT-meeting")[1].role_code == "mentioned"
    assert roles("Leaders speak on Haiti", "They sat long.")[1].role_code == "partner"


def test_an_official_never_adds_a_country_that_the_text_does_not_name() -> None:
    found = roles("Guests", "Ms. Moe thanked all.", persons=(Person("ISL", (10, 11)),))
    assert [role.country_code for role in found] == ["KAZ"]


def test_meeting_with_no_state_leaves_the_people_spoken_of_as_mentioned() -> None:
    body = "They spoke of the people of Haiti and of what can be done."
    assert roles("Aid", body)[1].role_code == "partner"
    assert roles("Aid", body, event="CONSULT-meeting")[1].role_code == "mentioned"


def features_of(title: str, body: str) -> list[set[str]]:
    """Return the names of the features of each state, in the order in which they are first named."""
    found, names = read_columns([Text(title, body, "KAZ")]).role_features, role_features()
    cases = zip(found.first, found.first[1:], strict=False)
    return [{names[feature] for feature in found.feature[first:last]} for first, last in cases]


def test_words_before_a_list_of_states_stand_before_each() -> None:
    peru, malta, oman = features_of("Fund", "We were joined by Peru, Malta and\nOman. War is over. Malta left.")
    assert {"before:joined", "list:2"} <= peru & malta
    assert "behind:left" in malta - peru
    assert {"before:joined", "behind:war", "before:war"} & oman == set()


def test_words_beside_a_seat_of_international_bodies_are_not_of_its_state() -> None:
    swiss, malta = features_of("Fund", "They thanked envoys in Geneva and then left for a long meeting in Malta.")
    assert {"behind:meeting", "named:not by seats only"} & swiss == set()
    assert {"before:meeting", "named:not by seats only"} <= malta


def test_a_state_may_be_paired_with_home_or_listed_with_it() -> None:
    peru, malta, oman = features_of("Fund", "Kazakhstan and Peru met. Kazakhstan, Malta and Oman did not.")
    assert "named:paired with home" in peru
    assert "named:listed with home" in malta & oman
