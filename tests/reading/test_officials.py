"""Persons: names beside titles, short forms, standing, and what only looks like a person."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reading.model import Official, Text
from reading.release import read_release


def read(body: str, home: str | None = "KAZ", title: str = "A heading") -> Sequence[Official]:
    """Read the persons of a release."""
    return read_release(Text(title, body, home)).officials


def surfaces(body: str, official: Official, title: str = "A heading") -> list[str]:
    """Distinct forms of a person, in order."""
    full = f"{title}\n{body}"
    return list(dict.fromkeys(full[span.start : span.end] for span in official.spans))


@pytest.mark.parametrize(
    ("body", "name", "title", "represented", "posted"),
    [
        (
            "Deputy Minister of Foreign Affairs of the Republic of Kazakhstan Aidos Bekov spoke.",
            "Aidos Bekov",
            "Deputy Minister of Foreign Affairs of the Republic of Kazakhstan",
            "KAZ",
            None,
        ),
        ("the UK Foreign Secretary Mary Hale said", "Mary Hale", "UK Foreign Secretary", "GBR", None),
        ("Ambassador of Kazakhstan to Belgium Dana Omarova met", "Dana Omarova", "Ambassador of Kazakhstan to Belgium",
         "KAZ", "BEL"),
        ("the newly appointed Ambassador of the Kingdom of the Netherlands Pieter Jan van der Berg",
         "Pieter Jan van der Berg", "Ambassador of the Kingdom of the Netherlands", "NLD", "KAZ"),
        ("Ambassador Extraordinary and Plenipotentiary of Iran, Reza Amir Karimi, said", "Reza Amir Karimi",
         "Ambassador Extraordinary and Plenipotentiary of Iran", "IRN", "KAZ"),
        ("President Aidos Bekov of Kenya came", "Aidos Bekov", "President", "KEN", None),
        ("Iran’s Supreme Leader Ayatollah Reza Karimi died", "Reza Karimi", "Supreme Leader", "IRN", None),
        ("With Elena Moretti, Director-General of the United Nations Office at Geneva, the parties spoke.", 
         "Elena Moretti", "Director-General of the United Nations Office at Geneva", None, None),
        ("met Ingrid Vold, Executive Secretary of the UN Economic Commission for Europe (UNECE), and", "Ingrid Vold",
         "Executive Secretary of the UN Economic Commission for Europe", None, None),
        ("Deputy Prime Minister – Minister of Trade Nurlan Saparov spoke", "Nurlan Saparov",
         "Deputy Prime Minister – Minister of Trade", "KAZ", None),
        ("Minister of Roads, Ports and Civil Aviation Nurlan Saparov spoke", "Nurlan Saparov",
         "Minister of Roads, Ports and Civil Aviation", "KAZ", None),
        ("Speaker of the National Assembly of the Parliament of Kenya Daudi Kip’toga spoke", "Daudi Kip’toga",
         "Speaker of the National Assembly of the Parliament of Kenya", "KEN", None),
        ("H.E. Sheikh Salim bin Rashid Al Hamdi, Minister of Trade of Iran, left", "Salim bin Rashid Al Hamdi",
         "Minister of Trade of Iran", "IRN", None),
        ("UN Resident Coordinator in Kazakhstan Tuya Bat-Erdene spoke", "Tuya Bat-Erdene",
         "UN Resident Coordinator in Kazakhstan", None, None),
        ("foreign minister Nurlan Saparov left", "Nurlan Saparov", "foreign minister", "KAZ", None),
        ("Pope Leander said", "Leander", "Pope", "VAT", None),
    ],
)  # fmt: skip
def test_one_person(body: str, name: str, title: str, represented: str | None, posted: str | None) -> None:
    """Name, title and standing of one person."""
    (found,) = read(body)
    assert (found.name, found.title, found.represented_country_code, found.posted_country_code) == (
        name,
        title,
        represented,
        posted,
    )


@pytest.mark.parametrize(
    "body",
    [
        "The Senate Speaker met the Ambassador and the Head of State.",
        "Kazakh Foreign Minister noted. WHO Director-General spoke.",
        "the Nelson Mandela Bridge and the Mohamed bin Zayed University",
        "in Central Asia, on the Middle Corridor and Capitol Hill in March",
        "the American Chamber and the Leahy Law",
    ],
)
def test_nobody(body: str) -> None:
    """References without a name, and things named after persons."""
    assert read(body) == []


@pytest.mark.parametrize(
    ("body", "forms"),
    [
        ("Ambassador Aidos Bekov came. Later A.Bekov and A. Bekov spoke.", ["Aidos Bekov", "A.Bekov", "A. Bekov"]),
        ("Ambassador Aidos Bekov’s visit. Ambassador Bekov spoke. Bekov noted.",
         ["Aidos Bekov", "Ambassador Bekov", "Bekov"]),
        ("Rector of Fjordheim University, Salim Rashid Al Hamdi, came. Al Hamdi spoke.",
         ["Salim Rashid Al Hamdi", "Al Hamdi"]),
        ("Minister Yerzhan Bekov met. Y. Bekov left.", ["Yerzhan Bekov", "Y. Bekov"]),
        ("Ambassador Pieter van der Berg came. Ambassador van der Berg left.",
         ["Pieter van der Berg", "Ambassador van der Berg"]),
        ("Foreign Minister Park Jin came. Foreign Minister Park left.", ["Park Jin", "Foreign Minister Park"]),
    ],
)  # fmt: skip
def test_forms_of_one_person(body: str, forms: list[str]) -> None:
    """Initials and family names lead back to the full name; a possessive ending is not part of a form."""
    (found,) = read(body)
    assert surfaces(body, found) == forms


def test_two_of_one_family_name_stay_apart() -> None:
    """Different initials are different persons, and a bare family name is then nobody's."""
    found = read("Minister Aidos Bekov met Director Bolat Bekov. A. Bekov spoke. Bekov left.")
    assert [(person.name, len(person.spans)) for person in found] == [("Aidos Bekov", 2), ("Bolat Bekov", 1)]


def test_list_of_persons() -> None:
    """A plural title holds for its list; each title of a list goes to its own name."""
    found = read(
        "Ministers Aidos Bekov, Nurlan Saparov and Dina Omarova met Senator John Hale and Ambassador Ann Reed."
    )
    assert [(person.name, person.title) for person in found] == [
        ("Aidos Bekov", "Ministers"),
        ("Nurlan Saparov", "Ministers"),
        ("Dina Omarova", "Ministers"),
        ("John Hale", "Senator"),
        ("Ann Reed", "Ambassador"),
    ]


def test_heading_names_two_by_family_name() -> None:
    """In Title Case a verb or noun ends the name; persons known only by family name have the state in their key."""
    found = read("", "USA", "Secretary Holloway’s Call with Haitian Prime Minister Delatour")
    assert [(person.official_key, person.represented_country_code) for person in found] == [
        ("holowai usa", "USA"),
        ("delatour hti", "HTI"),
    ]


def test_office_the_publisher_does_not_have_is_foreign() -> None:
    """The United States have no foreign minister: the state named before is meant."""
    found = read("He met Polish leaders, including Foreign Minister Jan Wolny.", "USA")
    assert [person.represented_country_code for person in found] == ["POL"]


def test_second_post_of_one_body() -> None:
    """A vice-rector named after the rector is of the same university."""
    found = read(
        "He met the Rector of the University of Bergen in Norway, Astrid Holm, and Vice-Rector for Education Lars Dahl."
    )
    assert [person.organization_key for person in found] == ["university-of-bergen"] * 2


def test_ministry_of_a_minister() -> None:
    """The body of a title is among the bodies of the release."""
    (found,) = read("Vice Minister of Trade Nurlan Saparov spoke")
    assert found.organization_key == "kaz-ministry-of-trade"


@pytest.mark.parametrize(
    "body",
    ["", "A", "Dr. ", "Minister ", "Minister of " * 3000, "A.B. " * 3000, "Aidos Bekov " * 3000, "İ Ǆ 😀 Dr. 😀"],
)
def test_odd_text_does_no_harm(body: str) -> None:
    """Any text gives spans within it, none over the line feed after the title."""
    title = "A heading by Minister"
    n_title, n_chars = len(title), len(title) + 1 + len(body)
    for person in read(body, None, title):
        for span in person.spans:
            assert 0 <= span.start < span.end <= n_chars
            assert not span.start <= n_title < span.end


def test_speakers_in_capitals() -> None:
    """In a transcript a short family name in capitals is a name if its title is in capitals too."""
    body = "Foreign Minister Jean Le Roux of Norway came. FOREIGN MINISTER LE ROUX: Thanks. MR BAUM: The WHO agrees."
    roux, baum = read(body)
    assert (surfaces(body, roux), baum.name) == (["Jean Le Roux", "FOREIGN MINISTER LE ROUX"], "BAUM")


def test_unnamed_holder_of_the_office_does_not_join_the_next_title() -> None:
    """'The Secretary and Foreign Minister X' are two persons, 'Deputy Prime Minister and Minister of Y X' is one."""
    (found,) = read("The Secretary and Foreign Minister Wolny agreed.", "POL")
    assert found.title == "Foreign Minister"
    (found,) = read("Deputy Prime Minister and Minister of Trade Jan Wolny agreed.", "POL")
    assert found.title == "Deputy Prime Minister and Minister of Trade"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("By decree of the Head of State, Aidos Bekov has been appointed Ambassador of Kazakhstan to Norway.",
         [("Aidos Bekov", "Ambassador of Kazakhstan to Norway", "KAZ")]),
        ("At the request of the Head of State, Aidos Bekov, and of others it opened.",
         [("Aidos Bekov", "Head of State", "KAZ")]),
        ("A letter went to Lars Holm on his election as President of the Kingdom of the Netherlands.",
         [("Lars Holm", "President of the Kingdom of the Netherlands", "NLD")]),
        ("He greeted Lars Holm, the first resident Ambassador of Norway, and left. Mr. Holm stayed.",
         [("Lars Holm", "Ambassador of Norway", "NOR")]),
        ("She saw Astrid Holm, the museum’s Deputy Director, at noon.", [("Astrid Holm", "Deputy Director", None)]),
        ("Ambassador Aidos Bekov and the Deputy Minister of Trade Nurlan Saparov spoke.",
         [("Aidos Bekov", "Ambassador", "KAZ"), ("Nurlan Saparov", "Deputy Minister of Trade", "KAZ")]),
        ("official spokesperson Dana Omarova said", [("Dana Omarova", "official spokesperson", "KAZ")]),
    ],
)  # fmt: skip
def test_title_that_somebody_gets_or_has(body: str, expected: list[tuple[str, str, str | None]]) -> None:
    """An office that somebody gets is the title; an authority by whom something is done is somebody else."""
    assert [(person.name, person.title, person.represented_country_code) for person in read(body)] == expected


@pytest.mark.parametrize(
    ("body", "home", "states"),
    [
        ("Minister Aidos Bekov and his Polish counterpart Jan Wolny spoke.", "KAZ", ["KAZ", "POL"]),
        ("Kenya was represented by Daudi Kip’toga, Norway by Lars Holm.", "KAZ", ["KEN", "NOR"]),
        ("It was signed by Jan Wolny, who heads the Polish Ministry of Trade.", "KAZ", ["POL"]),
        ("Lars Holm, Deputy Minister of Trade, signed for Norway.", "KAZ", ["NOR"]),
        ("The delegation of Norway led by Minister of Trade Lars Holm came.", "KAZ", ["NOR"]),
        ("Ambassador of Kazakhstan to Norway Aidos Bekov met with President Lars Holm.", "KAZ", ["KAZ", "NOR"]),
        ("Astrid Holm, Rector of the Institute of Fisheries in Norway, spoke.", "KAZ", ["NOR"]),
        ("At the University of Bergen in Norway Rector Astrid Holm showed the boats.", "KAZ", ["NOR"]),
        ("President Ostrovadze of the coast spoke on Kenya and Norway.", "USA", ["GEO"]),
        ("Assistant Secretary for Norway and Kenya Ann Reed spoke.", "USA", ["USA"]),
        ("Director of the Office of Polish Affairs Ann Reed spoke.", "USA", ["USA"]),
    ],
)
def test_state_that_the_sentence_tells(body: str, home: str, states: list[str]) -> None:
    """Whom somebody represents, where the title does not tell."""
    assert [person.represented_country_code for person in read(body, home)] == states


def test_department_by_a_common_name_is_nobody_elses() -> None:
    """'Department of Agriculture' is the American one only where America is named."""
    (found,) = read("Director of the Department of Agriculture Ravi Nandan spoke.", "LKA")
    assert found.represented_country_code != "USA"
    (found,) = read("Director of the New South Wales Office of Fair Trade Ann Reed spoke.", "NZL")
    assert found.title == "Director of the New South Wales Office of Fair Trade"


@pytest.mark.parametrize(
    ("body", "home", "expected"),
    [
        ("Mr. Md. Anwar Karim came with Undersecretary Ma. Lourdes D. Santoro and Mr. Oh Seung-ho.", "PHL",
         ["Md. Anwar Karim", "Ma. Lourdes D. Santoro", "Oh Seung-ho"]),
        ("Minister Ibrohim G‘ofurov met Ambassador Awa Ansa-Sow and Senator Prem Chan-o-cha.", "UZB",
         ["Ibrohim G‘ofurov", "Awa Ansa-Sow", "Prem Chan-o-cha"]),
        ("Ms. OGAWA Yuri met Prime Minister SATO today.", "JPN", ["OGAWA Yuri", "SATO"]),
        ("Governor Jose \"Pepe\" de Lara III met President Omar Sheikh Warsan.", "PHL",
         ["Jose \"Pepe\" de Lara III", "Omar Sheikh Warsan"]),
        ("Ambassador U Than Zaw met Daw Hla Nwe and Minister Joel Rotich arap Lelei.", "MMR",
         ["Than Zaw", "Hla Nwe", "Joel Rotich arap Lelei"]),
        ("General Secretary To Van Binh met April Holmgren, Minister of Trade of Canada.", "VNM",
         ["To Van Binh", "April Holmgren"]),
        ("“We are ready,” said Kartono, Director for the Protection of Citizens.", "IDN", ["Kartono"]),
        ("The frigate HMS Anna Reed and the BRP Diego Larrea sailed past Typhoon Arman.", "PHL", []),
    ],
)  # fmt: skip
def test_shapes_of_names(body: str, home: str, expected: list[str]) -> None:
    """Cut given names, apostrophes, capitals, nicknames, styles, particles, single names; ships and storms are none."""
    found = [person.name for person in read(body, home)]
    assert found == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Secretary (West) Smt. Asha Menon spoke.", "Secretary (West)"),
        ("Joint Secretary (Indian Ocean Region) Shri Ravi Nandan spoke.", "Joint Secretary (Indian Ocean Region)"),
        ("Chief of Defence Staff General Ravi Nandan spoke.", "Chief of Defence Staff"),
        ("Foreign Secretary Ambassador Ravi Nandan spoke.", "Foreign Secretary"),
        ("Ambassador Ravi Nandan, Head of the Mission to the UN, spoke.", "Head of the Mission to the UN"),
        ("acting Governor of Bergen Ravi Nandan spoke.", "acting Governor of Bergen"),
        ("Ravi Nandan, a judge of the Supreme Court, spoke.", "judge of the Supreme Court"),
        ("The chairman of the Senate committee, Ravi Nandan, spoke.", "chairman of the Senate committee"),
        ("Secretary Ravi Nandan came. Ravi Nandan, Secretary of State, left.", "Secretary of State"),
        ("The UN Secretary-General’s Personal Envoy Ravi Nandan spoke.", "UN Secretary-General’s Personal Envoy"),
        ("Mr Ravi Nandan CMG has been chosen as Ambassador to Norway.", "Ambassador to Norway"),
        ("Thank you.\nRavi Nandan\nPresident\nOslo", "President"),
        ("Minister for Trade, Norwegian Affairs and Ports, Ravi Nandan, spoke.",
         "Minister for Trade, Norwegian Affairs and Ports"),
    ],
)  # fmt: skip
def test_extent_of_a_title(body: str, expected: str) -> None:
    """A field in brackets belongs to a title, a rank beside an office does not; the fuller of two says more."""
    (found,) = read(body)
    assert found.title == expected


def test_plural_title_of_several_states() -> None:
    """The first of the names is of the first of the states; the title is as the text has it."""
    found = read("Foreign Ministers of Norway, Kenya and Poland Lars Holm, Daudi Kip’toga and Jan Wolny signed.")
    title = "Foreign Ministers of Norway, Kenya and Poland"
    assert [(person.title, person.represented_country_code) for person in found] == [
        (title, "NOR"),
        (title, "KEN"),
        (title, "POL"),
    ]


@pytest.mark.parametrize(
    ("body", "home", "states"),
    [
        ("The Polish delegation included Mr. Jan Wolny, Director of Ports, and Ms. Ewa Lis, Adviser.", "KAZ",
         ["POL", "POL"]),
        ("He held a telephone conversation with Foreign Minister Jan Wolny on trade with Poland.", "KAZ", ["POL"]),
        ("They sent a message of congratulations to President Jan Wolny and Prime Minister Ewa Lis of Poland.", "KAZ",
         ["POL", "POL"]),
        ("At the Embassy of Poland he was met by Ambassador Jan Wolny.", "KAZ", ["POL"]),
        ("The minister thanked his Polish counterpart, Mr. Jan Wolny.", "KAZ", ["POL"]),
        ("The minister will host his counterpart from Poland, Dr Ewa Lis.", "KAZ", ["POL"]),
        ("He met with Ewa Lis of Poland, Secretary of State, and Lars Holm, his Norwegian colleague.", "KAZ",
         ["POL", "NOR"]),
        ("The Polish citizens Jan Wolny and Ewa Lis came home.", "KAZ", ["POL", "POL"]),
        ("Minister of Foreign Affairs Aidos Bekov met Foreign Minister Jan Wolny in Gdansk, Poland.", "KAZ",
         ["KAZ", "POL"]),
        ("Vice-President of the European Parliament Ewa Lis came.", "KAZ", [None]),
        ("It weakened Poland’s trade. Minister Aidos Bekov spoke.", "KAZ", ["KAZ"]),
        ("During his visit to Poland President Aidos Bekov spoke at the tomb of President Jan Wolny, Poland’s first.",
         "KAZ", ["KAZ", "POL"]),
        ("Director-General for Asian Affairs Aidos Bekov came.", "KAZ", ["KAZ"]),
    ],
)  # fmt: skip
def test_state_that_an_encounter_tells(body: str, home: str, states: list[str | None]) -> None:
    """Calls, messages, delegations, embassies and counterparts tell of the other side."""
    assert [person.represented_country_code for person in read(body, home)] == states


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("the Lake Chad Basin, the King Hussein Bridge and the “Luigi Rossi” Space Centre", []),
        ("its Director Mr. Sultan Khalifa Al Hamdi and The Hon Dean Lee MP", ["Sultan Khalifa Al Hamdi", "Dean Lee"]),
        ("Minister Suya Madrid Lanza met Consul Rowena Sta. Maria.", ["Suya Madrid Lanza", "Rowena Sta. Maria"]),
        ("Minister Lucía Arredo Soto came. Ambassador L. Arredo and Ms Arredo left.", ["Lucía Arredo Soto"]),
        ("Ms. Nurul Hidayah Osman came. Ambassador Nurul Hidayah left.", ["Nurul Hidayah Osman"]),
        ("I talked to my counterpart Wanjiru Mutisa about it.", ["Wanjiru Mutisa"]),
    ],
)
def test_parts_of_names(body: str, names: list[str]) -> None:
    """Places and things named after persons are nobody; a cut name leads back to the full one."""
    assert [person.name for person in read(body)] == names


def test_a_second_president_is_not_that_of_the_state_that_has_one() -> None:
    body = "Kazakh President Daniyar Saparbek met with President Carlos Quiroga on Monday.\nThe two agreed to go on."
    assert [one.represented_country_code for one in read(body)] == ["KAZ", None]
    assert [one.represented_country_code for one in read(f"{body}\nPeru will host the next round.")] == ["KAZ", "PER"]
