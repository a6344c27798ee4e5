"""What happened, where and when: title grammars, trap sentences, invariants. Names and facts are invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reading.event_lexicon import (
    N_TYPES,
    T_ACCUSE,
    T_AID,
    T_CALL,
    T_MULTILATERAL,
    T_OTHER,
    T_STATEMENT,
    T_SUPPORT,
)
from reading.events import event_type_table, phrases
from reading.model import Event, Text
from reading.release import read_release, read_releases

HOME = "FIN"


def read(title: str, body: str = "") -> Sequence[Event]:
    """Read the events of a release of the Finnish ministry."""
    return read_release(Text(title, body, HOME)).events


def main_of(title: str, body: str = "") -> Event:
    """Return the main event."""
    return read(title, body)[0]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Ambassador of Peru Hands Over Letters of Credence", "CREDENTIALS"),
        ("New Ghanaian envoy presented copies of credentials", "CREDENTIALS"),
        ("Foreign Minister Expresses Condolences over Earthquake in Peru", "CONDOLENCE"),
        ("On the Passing of Former President Okoro", "CONDOLENCE"),
        ("Ghana National Day", "CONGRATULATION"),
        ("President congratulates Chile’s President-elect", "CONGRATULATION"),
        ("Peru’s Independence Day", "CONGRATULATION"),
        ("Aino Laine appointed as Ambassador to Ghana", "APPOINTMENT"),
        ("Appointment of Special Envoy for the Arctic", "APPOINTMENT"),
        ("Designating Members of a Drug Cartel", "SANCTION"),
        ("New Visa Restrictions on Officials Undermining Elections", "SANCTION"),
        ("Finland expels two diplomats", "SANCTION"),
        ("Ministry rejects false allegations on migration", "REJECT"),
        ("Chargé d’affaires Summoned to the Ministry", "PROTEST"),
        ("Finland hands note of protest to neighbour", "PROTEST"),
        ("Emergency Relief for Flood Victims in Ghana", "AID"),
        ("Finland donates 20 ambulances to Peru", "AID"),
        ("Finland Sends Flour and Tents to Peru", "AID"),
        ("Relief Convoy on its Way to Ghana", "AID"),
        ("Presidents of the Five States Gathered in Lima", "CONSULT-multilateral"),
        ("Finland and Chile Sign Memorandum of Understanding on Forestry", "AGREE"),
        ("Signing of an Air Services Agreement with Peru", "AGREE"),
        ("Honorary Consulate of Finland Opened in Peru", "COOPERATE"),
        ("Finland Welcomes the Ceasefire in the North", "SUPPORT"),
        ("Minister Laine’s Call with Ghanaian Foreign Minister Mensah", "CONSULT-call"),
        ("Telephone Conversation of the Foreign Minister with Minister Quispe of Peru", "CONSULT-call"),
        ("Minister Laine’s Meeting with Peruvian Foreign Minister Quispe", "CONSULT-meeting"),
        ("Political Consultations between Finland and Chile", "CONSULT-meeting"),
        ("Minister Laine and Minister Mensah Before Their Meeting", "CONSULT-meeting"),
        ("Minister Quispe of Peru pays courtesy call on the President", "CONSULT-meeting"),
        ("Peruvian Ambassador Calls on the Prime Minister", "CONSULT-meeting"),
        ("Official Visit of the Foreign Minister to Ghana", "CONSULT-visit"),
        ("Minister Laine’s Travel to Chile and Peru", "CONSULT-visit"),
        ("President Arrives in Accra", "CONSULT-visit"),
        ("Ministerial Conference on Arctic Shipping Held in Helsinki", "CONSULT-multilateral"),
        ("Minister Laine to attend the Summit of Forest Nations", "CONSULT-multilateral"),
        ("Trilateral Meeting of the Foreign Ministers of Finland, Chile and Peru", "CONSULT-multilateral"),
        ("Joint Statement on the Situation in the Straits", "STATEMENT"),
        ("Daily Press Briefing – 4 May", "STATEMENT"),
        ("Minister Laine Calls on All Parties to Lay Down Their Arms", "STATEMENT"),
        ("Interview of the Minister with the Evening Herald", "STATEMENT"),
        ("Joint Statement on the Third Meeting of the Steering Committee", "CONSULT-multilateral"),
        ("Press Release Regarding the Visit of the Minister of Peru to Finland", "CONSULT-visit"),
        ("Minister Laine’s Meeting with Baltic Foreign Ministers", "CONSULT-multilateral"),
        ("Finland Pledges 3 million euros to Support Schools in Ghana", "AID"),
        ("Finland sends 40 tonnes of seed to Peru", "AID"),
        ("Peruvian Independence Day Reception in Helsinki", "OTHER"),
        ("Ghana Repudiates the Claims about its Envoy", "REJECT"),
        ("Travel Advice for Peru Raised", "OTHER"),
    ],
)
def test_title_decides(title: str, code: str) -> None:
    assert main_of(title, "").event_type_code == code


@pytest.mark.parametrize(
    ("title", "lead", "code"),
    [
        (
            "Finland and Peru Deepen Forest Research",
            "Ambassador of Finland to Peru Aino Laine met with the Rector of the Forest University, Rosa Quispe.",
            "CONSULT-meeting",
        ),
        (
            "Helsinki and Accra Move Closer",
            "As part of his official visit to Ghana, Minister Eero Salo held talks with Minister Mensah.",
            "CONSULT-visit",
        ),
        (
            "On the Margins of the Forest Forum",
            "On the sidelines of the Forest Forum, Minister Salo had a meeting with Minister Mensah.",
            "CONSULT-meeting",
        ),
        (
            "Timber for Ghana",
            "Finland has sent 300 tonnes of timber to the towns of Ghana that burned.",
            "AID",
        ),
        (
            "Fire in the Port of Lima",
            "The Government of Finland is deeply saddened by the loss of life in the fire.",
            "CONDOLENCE",
        ),
    ],
)
def test_lead_decides_where_the_title_is_soft(title: str, lead: str, code: str) -> None:
    assert main_of(title, lead).event_type_code == code


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Pupils of Two Schools Visit the Ministry", "Pupils of two schools visited the building today (3)."),
        ("New Training Programme Launched", "The programme was launched in the capital."),
    ],
)
def test_events_at_home_without_a_partner_are_other(title: str, body: str) -> None:
    assert main_of(title, body).event_type_code == "OTHER"


@pytest.mark.parametrize(
    ("title", "body", "code"),
    [
        (
            "Work Must Be Fair",
            "Minister Salo stated that work must be fair for all who work.\n"
            "He made these remarks during a discussion with the union of bakers.",
            "CONSULT-meeting",
        ),
        (
            "Peru Commends Finnish Forests",
            "The envoy of Peru stated that the forests of the north are well kept.\n"
            "These remarks were made during a meeting with the Minister.",
            "CONSULT-meeting",
        ),
    ],
)
def test_the_occasion_of_the_words_decides(title: str, body: str, code: str) -> None:
    assert main_of(title, body).event_type_code == code


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Minister Aino Laine with Peruvian Foreign Minister Rosa Quispe", "CONSULT-meeting"),
        ("Minister Laine With Ghanaian Minister Mensah and Peruvian Minister Quispe", "CONSULT-multilateral"),
        ("Minister Laine With Pekka Aho of GHTV Ghana", "STATEMENT"),
        ("Minister Laine at the Town Hall", "STATEMENT"),
    ],
)
def test_a_transcript_tells_who_spoke_together(title: str, code: str) -> None:
    body = "Helsinki\nQUESTION: Minister, will there be a summit?\nMINISTER LAINE: We shall see.\nQUESTION: When?"
    assert code in [event.event_type_code for event in read(title, body)]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("By Ambassador Aino Laine\nEarlier this year, the President made an official visit to Peru.", "STATEMENT"),
        ("Dear friends!\nThe ice is gone and the lakes are open to all who row.", "STATEMENT"),
        ("Honourable Judge Rosa Quispe will count the boats of the lakes this morning.", "OTHER"),
        ("‘Our lakes are open to all who row,’ the keeper of the lakes of the north will tell you.", "OTHER"),
    ],
)
def test_a_byline_or_a_greeting_makes_a_statement(body: str, code: str) -> None:
    assert main_of("Northern Lakes", body).event_type_code == code


def test_a_transcript_is_a_statement() -> None:
    body = "Helsinki\nQUESTION: Minister, will there be a summit?\nMINISTER LAINE: We shall see.\nQUESTION: When?"
    assert main_of("Minister Laine with Pekka Aho of Radio North", body).event_type_code == "STATEMENT"


@pytest.mark.parametrize(
    ("title", "body", "code"),
    [
        ("Northern Lights", "Forms are blue.", "OTHER"),
        ("", "", "OTHER"),
    ],
)
def test_there_is_always_an_event(title: str, body: str, code: str) -> None:
    events = read(title, body)
    assert [(event.event_type_code, event.is_main) for event in events] == [(code, True)]


@pytest.mark.parametrize(
    ("title", "body", "place"),
    [
        ("Forest Trade Discussed in Peru", "Envoys met.", "PER"),
        ("Minister Laine’s Travel to Chile and Peru", "She will leave on Monday.", "CHL"),
        ("Helsinki and Accra Talk", "Ambassador of Finland to Ghana Aino Laine met with Minister Mensah.", "GHA"),
        ("Envoy Received", "Deputy Minister Salo received copies of credentials from the Ambassador of Peru.", "FIN"),
        ("Aid Coordination", "The Ministry hosted a meeting of the Steering Committee with the aid agencies.", "FIN"),
        (
            "Remarks at a Concert",
            "Aino Laine, Minister\nVienna\nThank you all for coming here tonight, dear friends.",
            "AUT",
        ),
        ("Minister Laine’s Call with Minister Mensah of Ghana", "They spoke today of reforms in Ghana.", None),
        ("Finland Condemns the Violence in Peru", "We condemn the violence in Peru.", None),
        ("Ice Experts Meet", "In Vienna, delegates of the north looked at new maps together.", "AUT"),
        ("Talks on Wood", "Consultations were held on 4 May at the Trade Office in Lima between the two sides.", "PER"),
        ("Days of Finnish Music", "A week of choirs began in Lima with a concert of Ambassador Laine’s choice.", "PER"),
        ("Consulate of Finland in Lima Changes its Hours", "Forms are blue from now on, and so are the pens.", "PER"),
        ("Aino Laine Appointed Consul General", "Aino Laine was appointed Consul General in Lima this week.", "FIN"),
        ("Minister Laine Meets Trade Experts", "They met to discuss the security situation in Peru.", None),
        ("Minister on Peace", "Minister Salo will attend the Forest Security Conference in Lima, Peru.", "PER"),
        ("Greetings to Ghana", "Lima, 4 May 2031 – Aino Laine sent greetings from Peru to Ghana today.", "PER"),
        ("Greetings to Ghana", "LIMA (4 May) – Aino Laine sent congratulations to Ghana today.", None),
        ("Talks with Peru", "Minister Laine held a virtual meeting with Minister Quispe in Lima.", None),
        ("Bridge Reopens", "The bridge was reopened today by the keeper of the bridge.", "FIN"),
        ("Bridge Reopens", "The bridge of Lima was closed by the keeper of the bridge.", None),
        ("Address of the President to the Nation", "Dear friends!\nThe ice is gone from the lakes.", "FIN"),
        ("Work Must Be Fair", "Attending a feast today, the President stated that work must be fair for all.", "FIN"),
    ],
)
def test_place(title: str, body: str, place: str | None) -> None:
    assert main_of(title, body).place_country_code == place


@pytest.mark.parametrize(
    ("lead", "date"),
    [
        ("On 4 May 2031, Minister Laine met with Minister Mensah.", "2031-05-04"),
        ("Minister Laine met with Minister Mensah on May 4, 2031.", "2031-05-04"),
        ("Minister Laine met with Minister Mensah on May 4th.", None),
        ("Minister Laine met with Minister Mensah today.", None),
        ("Minister Laine met with Minister Mensah to prepare the referendum of 4 May 2031.", None),
        ("Minister Laine met with Minister Mensah about the summit scheduled for 4 May 2031.", None),
        ("Minister Laine met with Minister Mensah on 31 June 2031.", None),
        ("Minister Laine met with Minister Mensah on 4 May. The fair opens in June 2031.", None),
        ("Minister Laine met with Minister Mensah about the May 4, 2031, agreement.", None),
        ("On 4 Sept. 2031, as part of her visit, Minister Laine opened a library.", "2031-09-04"),
    ],
)
def test_date_is_that_of_the_event_or_none(lead: str, date: str | None) -> None:
    assert main_of("Minister Laine and Minister Mensah", lead).event_on == date


def test_a_date_needs_a_cue_in_its_sentence() -> None:
    assert main_of("Talks", "They met at noon. The last frost was on 4 May 2031.").event_on is None


@pytest.mark.parametrize(
    ("title", "body", "date"),
    [
        (
            "Statement on the Straits",
            "Helsinki, 4 May 2031\nWe call for calm in the straits and on the shores.",
            "2031-05-04",
        ),
        ("Statement on the Straits", "Press release | 4 May 2031\nWe call for calm in the straits, now.", "2031-05-04"),
        ("Frost in Peru (4 May 2031)", "Finland learned with deep sorrow of the frost of April 2 and 3.", "2031-05-04"),
        (
            "Envoy Summoned",
            "HELSINKI, 4 May 2031 – The envoy of Peru was summoned to the Ministry today.",
            "2031-05-04",
        ),
        ("Minister Meets Envoy", "HELSINKI, 4 May 2031 – The Minister met with the envoy of Peru last week.", None),
        ("Statement on the Fair of 4 May", "The fair of 4 May was the best fair of all the fairs.", None),
    ],
)
def test_the_date_of_the_release_is_that_of_what_is_said_or_done_that_day(title: str, body: str, date: str) -> None:
    assert main_of(title, body).event_on == date


@pytest.mark.parametrize("size", [0, 10_000])
@pytest.mark.parametrize("unit", ["met with ", "visit to Peru ", "QUESTION: \n", "1 May ", "\n", "𐍈é’ "])
def test_hostile_text_gives_one_main_event_and_valid_spans(unit: str, size: int) -> None:
    for text in (Text("", unit * size, HOME), Text((unit * size).replace("\n", " "), unit, HOME), Text("", "", None)):
        events = read_release(text).events
        assert [event.is_main for event in events] == [True] + [False] * (len(events) - 1)
        for event in events:
            for span in event.spans:
                assert 0 <= span.start < span.end <= len(text.full)
                assert not span.start <= len(text.title) < span.end


def test_every_cue_has_a_type_and_every_type_a_row() -> None:
    codes = [entry.event_type_code for entry in event_type_table()]
    assert len(set(codes)) == N_TYPES == len(codes)
    rows = (T_ACCUSE, T_AID, T_CALL, T_MULTILATERAL, T_OTHER, T_STATEMENT, T_SUPPORT)
    named = ("ACCUSE", "AID", "CONSULT-call", "CONSULT-multilateral", "OTHER", "STATEMENT", "SUPPORT")
    assert tuple(codes[row] for row in rows) == named
    forms = [phrase.form for phrase in phrases()]
    assert all(form == form.strip().lower() for form in forms)
    readings = read_releases([Text(form, "", HOME) for form in forms])
    assert {reading.events[0].event_type_code for reading in readings} <= set(codes)
