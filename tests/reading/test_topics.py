"""What a release is about: terms, traps, main topics, invariants. Names and facts are invented."""

from __future__ import annotations

import numpy as np
import pytest

from reading.columns import PARTNER, Events, Roles, Spans
from reading.events import event_type_table
from reading.matching import Matcher
from reading.meaning import read_meaning
from reading.model import Span, Topic
from reading.sentences import lay_out, texts_of
from reading.tokens import tokenize
from reading.topics import phrases, read_topics, topic_table
from reading.views import topics_of

MATCHER = Matcher(phrases())


def read(title: str, body: str = "", event_type_code: str | None = None, n_partners: int = 0) -> list[Topic]:
    """Read the topics of a release, if need be one that reports an event of this type, told at its first character."""
    batch = tokenize([f"{title}\n{body}"])
    texts = texts_of(batch, [title], [0])
    types = [row for row, entry in enumerate(event_type_table()) if entry.event_type_code == event_type_code]
    first, none = np.array([0, len(types)]), np.zeros(len(types), np.int32)
    partners = np.full(n_partners, PARTNER, np.uint8)
    topics, spans, _ = read_topics(
        batch,
        texts,
        lay_out(batch, texts),
        read_meaning(batch, texts),
        MATCHER.search(batch)["topic"],
        Events(first, np.array(types, np.uint8), none.astype(np.int16), none),
        Spans(first, none, none, none + 1, none.astype(np.uint8)),
        Roles(
            np.array([0, n_partners]),
            np.arange(n_partners, dtype=np.int16),
            partners,
            np.ones(n_partners, np.int32),
            np.ones(n_partners),
        ),
    )
    return topics_of(batch, topics, spans)[0]


def codes(title: str, body: str = "") -> set[str]:
    """Return all topics."""
    return {topic.topic_code for topic in read(title, body)}


def main_codes(title: str, body: str = "") -> set[str]:
    """Return the main topics."""
    return {topic.topic_code for topic in read(title, body) if topic.is_main}


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("bilateral relations", "bilateral_relations"),
        ("multilateral diplomacy", "multilateral_diplomacy"),
        ("trade and investment", "trade_investment"),
        ("debt restructuring", "finance"),
        ("transport and logistics", "transport_logistics"),
        ("renewable energy", "energy"),
        ("rare earth elements", "critical_minerals"),
        ("the climate agenda", "climate_environment"),
        ("transboundary rivers", "water"),
        ("precision agriculture", "agriculture"),
        ("academic mobility", "education"),
        ("research and development", "science_technology"),
        ("artificial intelligence", "digital_ai"),
        ("satellite communication", "space"),
        ("cultural heritage", "culture_humanitarian"),
        ("freedom of religion", "religion"),
        ("primary health care", "health"),
        ("press freedom", "human_rights"),
        ("asylum seekers", "migration_refugees"),
        ("decent work", "labour"),
        ("counterterrorism", "security_defence"),
        ("nuclear disarmament", "disarmament"),
        ("a lasting ceasefire", "conflict_peace"),
        ("the constitutional reform", "political_reform"),
        ("inter-parliamentary cooperation", "parliamentary_cooperation"),
        ("letters of credence", "protocol"),
        ("the 2030 Agenda", "sustainable_development"),
        ("tourist arrivals", "tourism"),
        ("consular services", "consular"),
    ],
)
def test_one_clear_term_in_a_list_makes_its_topic(phrase: str, code: str) -> None:
    assert code in codes("Envoys Speak", f"The two envoys had a long talk and also spoke of {phrase}, among others.")


def test_every_topic_has_terms_enough() -> None:
    assert len(topic_table()) == 29
    counts = {entry.topic_code: 0 for entry in topic_table()}
    for phrase in phrases():
        for topic in read(phrase.form):
            counts[topic.topic_code] += 1
    assert {code: n for code, n in counts.items() if n < 40} == {}


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("The vote will strengthen the rule of law and sustainable development.", "sustainable_development"),
        ("They met on the margins of the Conference on Disarmament.", "disarmament"),
        ("The fair offers a good business environment to guests.", "climate_environment"),
        ("He spoke with the Ministry of Education about the visit.", "education"),
        ("The Democratic People’s Republic of Korea was absent.", "political_reform"),
        ("She named food security as the theme.", "security_defence"),
        ("The Islamic Republic of Mauritania sent an envoy.", "religion"),
        ("He won the Nobel Peace Prize.", "conflict_peace"),
        ("The West Bank was named.", "finance"),
        ("who will come and when is not known.", "health"),
    ],
)
def test_a_passing_word_is_no_topic(sentence: str, code: str) -> None:
    body = f"The envoys spoke of bilateral relations and of tourist arrivals. {sentence}"
    assert code not in codes("Envoys Speak", body)


@pytest.mark.parametrize(
    ("title", "body", "expected"),
    [
        (
            "Ambassador of Peru Presented Copies of Credentials",
            "The Deputy Minister received copies of credentials. They discussed bilateral cooperation and trade.",
            {"protocol"},
        ),
        (
            "New Rail Corridor to the North",
            "The ministers spoke of rail transport and container traffic. Energy was mentioned too.",
            {"transport_logistics"},
        ),
        (
            "Universities Agree on Joint Space Research",
            "The rectors agreed on student exchanges, scholarships, satellite data and an astrophysics laboratory.",
            {"education", "space"},
        ),
    ],
)
def test_main_topics(title: str, body: str, expected: set[str]) -> None:
    assert expected <= main_codes(title, body)


def test_a_background_paragraph_is_never_the_subject() -> None:
    body = (
        "The Ambassador met with the Rector of the Forest University to discuss academic cooperation.\n"
        "The Ambassador informed about political reforms: the referendum, the new Constitution and elections.\n"
        "The parties agreed on scholarships, student exchanges and joint educational programmes."
    )
    topics = {topic.topic_code: topic for topic in read("Academic Cooperation Grows", body, "CONSULT-meeting", 1)}
    assert topics["education"].is_main
    assert not topics["political_reform"].is_main


def test_what_gets_attention_outweighs_a_list() -> None:
    body = (
        "The parties discussed energy, education, tourism and water supply at the meeting today.\n"
        "Particular attention was given to vaccines, public health and hospital care."
    )
    assert main_codes("Minister Salo and Minister Mensah", body) >= {"health"}


def test_main_topics_are_one_to_three_and_the_first_is_one_of_them() -> None:
    body = " ".join(phrase.form for phrase in phrases()[::7])
    topics = read("Everything at Once", body)
    assert topics[0].is_main
    assert 1 <= sum(topic.is_main for topic in topics) <= 3
    assert all(0 < topic.score <= 1 for topic in topics)


def test_what_frames_a_release_needs_no_term_but_is_likely_only_with_a_partner() -> None:
    (without,), (framed,) = (read("A Day in the Capital", "He wrote a note.", "CONGRATULATION", n) for n in (0, 1))
    assert without.topic_code == framed.topic_code == "bilateral_relations"
    assert without.score < 0.5 < framed.score
    assert framed.spans == (Span(0, 1, "event.cue.title"),)


@pytest.mark.parametrize(
    ("title", "body", "code"),
    [
        ("Minister Salo Speaks", "Two stranded nationals received consular support after the storm.", "consular"),
        ("Tents for the Valley", "Relief goods and blankets went to affected families.", "culture_humanitarian"),
        (
            "Envoy Summoned",
            "A protest note was handed over; the parties have cordial relations.",
            "bilateral_relations",
        ),
        ("Buses Return", "The bus accident closed the main road and the border crossing.", "transport_logistics"),
    ],
)
def test_daily_work_of_a_ministry_has_its_topic(title: str, body: str, code: str) -> None:
    assert code in main_codes(title, body)


def test_the_portfolio_of_a_minister_is_no_subject() -> None:
    title = "Minister of Health Mensah Opens the Railway"
    assert main_codes(
        title, "The railway line and the freight terminal are new. The Ministry of Health sent a guest."
    ) == {"transport_logistics"}


def test_weak_evidence_gives_one_topic_rather_than_none() -> None:
    assert codes("A Visit", "The economy came up.") == {"trade_investment"}


@pytest.mark.parametrize("title", ["", "Title"])
@pytest.mark.parametrize("unit", ["", "\n", "energy ", "particular attention to water. ", "𐍈 ’é ", "ENERGY\n"])
def test_odd_text_gives_valid_spans(title: str, unit: str) -> None:
    n_title, n_body = len(title), len(unit * 3000)
    topics = read(title, unit * 3000)
    for topic in topics:
        for span in topic.spans:
            assert 0 <= span.start < span.end <= n_title + 1 + n_body
            assert not span.start <= n_title < span.end
    assert len({topic.topic_code for topic in topics}) == len(topics)


def test_crosswalks_name_their_match() -> None:
    for entry in topic_table():
        assert (entry.iptc_code is None) == (entry.iptc_match is None) == (entry.valid_on is None)
        assert entry.iptc_match in (None, "exact", "loose")
        assert (entry.plover_context is None) == (entry.plover_match is None)
        assert entry.iptc_code is None or (len(entry.iptc_code) == 8 and entry.iptc_code.isdigit())
