"""How readings are held against labels, how labelled files are loaded, and that the labels we have are sound."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from reading.accuracy import (
    Borderline,
    Label,
    Score,
    Trap,
    compare,
    differences,
    fold,
    fold_title,
    invalid_spans,
    judge,
    parse_expected,
    score,
    score_traps,
    shortfalls,
)
from reading.countries import country_table
from reading.events import event_type_table
from reading.labelled import (
    LABELLED,
    LabelledError,
    LabelledSet,
    load_borderline,
    load_corpus,
    load_goals,
    load_listing,
    load_releases,
    load_sets,
    load_traps,
)
from reading.model import CountryMention, CountryRole, Event, Official, Organization, Reading, Span, Text, Topic
from reading.topics import topic_table

NOTHING = Borderline()


def body(name: str) -> Organization:
    return Organization(name.lower(), name, None, "other", None, (Span(0, 4, "test"),))


def person(name: str, title: str | None, code: str | None) -> Official:
    return Official(name.lower(), name, title, None, code, None, None, (Span(0, 4, "test"),))


def reading(**parts: Any) -> Reading:
    """Return a reading of a Norwegian release about Kenya, with other parts where stated."""
    usual: dict[str, Any] = {
        "countries": [CountryMention(Span(0, 5, "test"), "KEN", "name")],
        "country_roles": [CountryRole("NOR", "home", 0, 0.0), CountryRole("KEN", "partner", 1, 1.0)],
        "organizations": [body("Lake Council")],
        "officials": [person("Joyce Achieng", "Minister of Fisheries", "KEN")],
        "topics": [Topic("water", 0.9, True, ()), Topic("energy", 0.4, False, ())],
        "events": [Event("CONSULT-visit", True, "NOR", None, ()), Event("AGREE", False, None, None, ())],
    }
    return Reading(**usual | parts)


def label(**fields: Any) -> Label:
    """Return the label that `reading()` meets in every kind."""
    usual = {
        "id": "own-1",
        "home_country": "NOR",
        "countries": [{"iso3": "NOR", "role": "home"}, {"iso3": "KEN", "role": "partner"}],
        "officials": [{"name": "Joyce Achieng", "title": "Minister of Fisheries", "country": "KEN"}],
        "organizations": [{"name": "Lake Council", "acronym": None}],
        "topics": ["energy", "water"],
        "main_topics": ["water"],
        "event": {"type": "CONSULT-visit", "date": None, "place_country": "NOR"},
    }
    return usual | fields


class TestScore:
    def test_measures(self) -> None:
        counts = Score(n_right=6, n_extra=2, n_missing=6)
        assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.5, 0.6)

    def test_nothing_to_find_and_nothing_found_is_perfect(self) -> None:
        assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)

    def test_only_errors_are_worth_nothing(self) -> None:
        counts = Score(0, 1, 1)
        assert (counts.precision, counts.recall, counts.f1) == (0.0, 0.0, 0.0)

    def test_they_add_up(self) -> None:
        assert Score(1, 2, 3) + Score(4, 5, 6) == Score(5, 7, 9)

    def test_shortfalls_are_told_by_kind(self) -> None:
        bounds = {"countries": 0.9, "officials": 0.5, "traps": 1.0}
        assert shortfalls({"countries": Score(1, 1, 1), "officials": Score(1)}, bounds) == [
            "countries 0.500 is under 0.900"
        ]


class TestComparison:
    def test_a_reading_that_meets_its_label_departs_nowhere(self) -> None:
        assert differences(reading(), label(), NOTHING) == {}

    @pytest.mark.parametrize(
        ("fields", "kind", "extra", "missing"),
        [
            ({"countries": [{"iso3": "NOR", "role": "home"}]}, "countries", {"KEN"}, set()),
            ({"topics": ["water"]}, "topics", {"energy"}, set()),
            ({"main_topics": ["energy", "water"]}, "main topics", set(), {"energy"}),
            ({"organizations": []}, "organizations", {"lake council"}, set()),
            ({"event": {"type": "AGREE"}}, "event type", {"CONSULT-visit"}, {"AGREE"}),
            ({"event": {"place_country": "KEN"}}, "event place", {"NOR"}, {"KEN"}),
            ({"event": {"date": "2026-05-04"}}, "event date", {None}, {"2026-05-04"}),
            (
                {"countries": [{"iso3": "NOR", "role": "home"}, {"iso3": "KEN", "role": "mentioned"}]},
                "country roles",
                {("KEN", "partner")},
                {("KEN", "mentioned")},
            ),
        ],
    )
    def test_one_departure(self, fields: Label, kind: str, extra: set[Any], missing: set[Any]) -> None:
        assert differences(reading(), label(**fields), NOTHING) == {kind: (extra, missing)}

    def test_names_and_titles_are_folded(self) -> None:
        stated = {"name": "Mrs Joyce ACHIENG", "title": "the Minister of fisheries", "country": "KEN"}
        assert differences(reading(), label(officials=[stated]), NOTHING) == {}

    def test_a_wrong_title_is_no_wrong_name(self) -> None:
        stated = {"name": "Joyce Achieng", "title": None, "country": "NOR"}
        assert differences(reading(), label(officials=[stated]), NOTHING).keys() == {
            "official titles",
            "represented countries",
        }

    def test_roles_are_judged_where_both_name_the_state(self) -> None:
        stated = [{"iso3": "NOR", "role": "home"}, {"iso3": "PER", "role": "partner"}]
        assert compare(reading(), label(countries=stated), NOTHING)["country roles"] == (set(), set())

    def test_a_label_without_a_field_is_not_compared_in_it(self) -> None:
        partial = {"id": "own-2", "countries": label()["countries"], "event": {"type": "CONSULT-visit"}}
        assert compare(reading(), partial, NOTHING).keys() == {"countries", "country roles", "event type"}

    @pytest.mark.parametrize(
        "borderline",
        [Borderline(frozenset({"lake council"})), Borderline(by_release={"own-1": frozenset({"lake council"})})],
    )
    def test_borderline_names_count_neither_way(self, borderline: Borderline) -> None:
        assert compare(reading(), label(), borderline)["organizations"] == (set(), set())
        assert compare(reading(organizations=[]), label(), borderline)["organizations"] == (set(), set())

    def test_scores_add_up_over_releases(self) -> None:
        scores = score([reading(), reading()], [label(), label(topics=["space"])], NOTHING)
        assert scores["topics"] == Score(n_right=2, n_extra=2, n_missing=1)
        assert scores["event type"].f1 == 1.0

    def test_numbers_must_agree(self) -> None:
        with pytest.raises(ValueError, match="zip"):
            score([reading()], [], NOTHING)

    @pytest.mark.parametrize("span", [(0, 0), (3, 2), (-1, 2), (3, 6), (9, 14)])
    def test_spans_that_are_empty_outside_or_across_the_title_are_invalid(self, span: tuple[int, int]) -> None:
        found = reading(countries=[CountryMention(Span(*span, "test"), "KEN", "name")])
        assert invalid_spans(Text("Title", "Text"), found) == [(*span, "test", 1.0)]

    @pytest.mark.parametrize(
        ("name", "folded"),
        [("H.E. Dr. Zoë O’Brien", "zoe obrien"), ("Anne-Marie  DUPONT", "anne marie dupont"), ("Dr", "dr")],
    )
    def test_fold(self, name: str, folded: str) -> None:
        assert fold(name) == folded

    def test_fold_title(self) -> None:
        assert fold_title("the newly appointed Ambassador of Peru") == "ambassador of peru"
        assert fold_title(None) == ""


class TestTraps:
    @pytest.mark.parametrize(
        ("kind", "expected", "items"),
        [
            ("country", "KEN NOR", {("KEN",), ("NOR",)}),
            ("country", "", set()),
            ("person", "Dr Ann Reed|the Judge|NOR; Bo Ek", {("ann reed", "judge", "NOR"), ("bo ek", "", "")}),
            ("organization", "Lake Council (LC);Sea Board", {("lake council", "lc"), ("sea board", "")}),
        ],
    )
    def test_what_is_expected(self, kind: str, expected: str, items: set[tuple[str, ...]]) -> None:
        assert parse_expected(kind, expected) == items

    @pytest.mark.parametrize(("kind", "expected"), [("planet", "Mars"), ("person", "Ann|Judge|NOR|more")])
    def test_what_cannot_be_expected(self, kind: str, expected: str) -> None:
        with pytest.raises(ValueError, match=r"none of|more than"):
            parse_expected(kind, expected)

    @pytest.mark.parametrize(
        ("kind", "sentence", "expected", "is_exact"),
        [
            ("country", "Talks with Kenya took place in Norway.", "KEN NOR", True),
            ("country", "Talks with Kenya took place in Norway.", "KEN", False),
            ("country", "Talks with Kenya took place.", "KEN NOR", False),
            ("country", "The Norwegian side spoke.", "NOR", True),  # home is a state like others
            ("person", "Minister of Trade of Kenya Joyce Achieng spoke.", "Joyce Achieng", True),
            ("person", "Minister of Trade of Kenya Joyce Achieng spoke.",
             "Joyce Achieng|Minister of Trade of Kenya|KEN", True),
            ("person", "Minister of Trade of Kenya Joyce Achieng spoke.", "Joyce Achieng|Minister|KEN", False),
            ("person", "Minister of Trade of Kenya Joyce Achieng spoke.", "Joyce Achieng||PER", False),
            ("person", "Minister of Trade of Kenya Joyce Achieng spoke.", "", False),
            ("organization", "The World Health Organization (WHO) met.", "World Health Organization (WHO)", True),
            ("organization", "The World Health Organization (WHO) met.", "World Health Organization (WTO)", False),
            ("organization", "Experts of WHO met.", "WHO", True),
            ("organization", "Experts of WHO met.", "WHO;UNESCO", False),
        ],
    )  # fmt: skip
    def test_verdict(self, kind: str, sentence: str, expected: str, is_exact: bool) -> None:
        (verdict,) = judge([Trap("t", kind, sentence, parse_expected(kind, expected), "NOR")])
        assert verdict.is_exact == is_exact, verdict.found

    def test_shares_by_kind(self) -> None:
        right, wrong = frozenset({("KEN",)}), frozenset({("PER",)})
        traps = [Trap("a", "country", "In Kenya.", one, "NOR") for one in (right, right, right, wrong)]
        traps.append(Trap("b", "person", "In Kenya.", frozenset(), "NOR"))
        shares = {kind: counts.f1 for kind, counts in score_traps(judge(traps)).items()}
        assert shares == {"traps: country": 0.75, "traps: person": 1.0, "traps": 0.8}
        assert score_traps([]) == {}


RELEASES = [
    {**label(id="own-1"), "title": "Kenyan Minister Visits Bergen", "body": "Joyce Achieng saw the lake."},
    {**label(id="two-2", home_country="FIN"), "title": "A Note", "body": "Nothing happened.\nAt all."},
]


def lines(path: Path, rows: list[Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


class TestFiles:
    def test_releases_hold_their_text(self, tmp_path: Path) -> None:
        found = load_releases(lines(tmp_path / "releases.jsonl", RELEASES))
        assert found.texts[1] == Text("A Note", "Nothing happened.\nAt all.", "FIN")
        assert [one["id"] for one in found.labels] == ["own-1", "two-2"]

    def test_only_some_are_chosen_by_their_id(self, tmp_path: Path) -> None:
        found = load_releases(lines(tmp_path / "releases.jsonl", RELEASES)).only("two")
        assert [(text.title, one["id"]) for text, one in zip(found.texts, found.labels, strict=True)] == [
            ("A Note", "two-2")
        ]

    def test_a_corpus_is_joined_by_url_in_the_order_of_the_labels(self, tmp_path: Path) -> None:
        with gzip.open(tmp_path / "some.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps({"url": url, "title": url, "body": "b"}) + "\n" for url in ("u1", "u2", "u3"))
        path = lines(tmp_path / "corpus.jsonl", [label(id="b", url="u3"), label(id="a", url="u1")])
        assert [text.title for text in load_corpus(path, tmp_path).texts] == ["u3", "u1"]
        lines(path, [label(id="b", url="u9")])
        with pytest.raises(LabelledError, match="no release with the url of b"):
            load_corpus(path, tmp_path)

    def test_a_listing_must_have_the_titles_of_its_labels(self, tmp_path: Path) -> None:
        listing = tmp_path / "listing.txt"
        listing.write_text("03.02.2026, 10:15 412\nA Note\nNothing happened.\n", encoding="utf-8")
        path = lines(tmp_path / "labels.jsonl", [label(title="A Note")])
        assert load_listing(path, listing, "some").texts == (Text("A Note", "Nothing happened.", "KAZ"),)
        lines(path, [label(title="Another")])
        with pytest.raises(LabelledError, match="titles"):
            load_listing(path, listing, "some")

    @pytest.mark.parametrize(
        ("text", "reason"),
        [("{", "line 1"), ("\n[]", "line 2.*an id"), ('{"id": "a", "title": "t"}', "a has no body"), ("\xff", "utf-8")],
    )
    def test_what_is_wrong_with_a_label_is_told(self, text: str, reason: str, tmp_path: Path) -> None:
        path = tmp_path / "releases.jsonl"
        path.write_bytes(text.encode("latin-1"))
        with pytest.raises(LabelledError, match=reason):
            load_releases(path)

    def test_traps(self, tmp_path: Path) -> None:
        path = tmp_path / "traps.csv"
        path.write_text(
            'kind,sentence,expected,note\ncountry,"In Peru, a lake.",PER,city home=NOR\n\nperson,It rains.,,\n',
            encoding="utf-8",
        )
        assert load_traps(path) == [
            Trap("traps-1", "country", "In Peru, a lake.", frozenset({("PER",)}), "NOR"),
            Trap("traps-2", "person", "It rains.", frozenset(), "KAZ"),
        ]
        assert load_traps(tmp_path / "none.csv") == []

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("kind,sentence,note\n", "column expected"),
            ("kind,sentence,expected,note\nplanet,It is red.,Mars,\n", "row 1: the kind 'planet'"),
        ],
    )
    def test_what_is_wrong_with_a_trap_is_told(self, text: str, reason: str, tmp_path: Path) -> None:
        path = tmp_path / "traps.csv"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LabelledError, match=reason):
            load_traps(path)

    def test_sets_that_are_not_there_are_left_out(self, tmp_path: Path) -> None:
        assert load_sets(labelled=tmp_path / "labelled") == []
        assert load_sets(tmp_path / "shared", tmp_path / "labelled") == []


@pytest.fixture(scope="module")
def own() -> LabelledSet:
    return load_releases(LABELLED / "releases.jsonl")


class TestOwnLabels:
    """The labels of the repository are sound; how well they are met is for the asset check and `make score`."""

    def test_there_are_enough(self, own: LabelledSet) -> None:
        assert len(own.labels) >= 40
        assert len(load_traps()) >= 200

    def test_ids_are_distinct(self) -> None:
        ids = [one["id"] for each in load_sets() for one in each.labels]
        assert len(ids) == len(set(ids))

    def test_they_quote_their_text(self, own: LabelledSet) -> None:
        for text, one in zip(own.texts, own.labels, strict=True):
            for official in one.get("officials", ()):
                quotes = [*official["surface"], *filter(None, [official["title"]])]
                assert [quote for quote in quotes if quote not in text.full] == [], one["id"]

    def test_codes_are_known(self, own: LabelledSet) -> None:
        countries = {country.country_code for country in country_table()}
        topics, events = ({row[0] for row in table} for table in (topic_table(), event_type_table()))
        for one in own.labels:
            codes = [*(c["iso3"] for c in one["countries"]), *(o["country"] for o in one.get("officials", ()))]
            assert {*codes, one["event"]["place_country"], None} - {None} <= countries, one["id"]
            assert set(one["main_topics"]) <= set(one["topics"]) <= topics, one["id"]
            assert one["event"]["type"] in events, one["id"]

    def test_home_is_home_and_has_that_role_alone(self, own: LabelledSet) -> None:
        for one in own.labels:
            home = [country["iso3"] for country in one["countries"] if country["role"] == "home"]
            assert home == ([one["home_country"]] if one["home_country"] else []), one["id"]

    def test_traps_expect_known_states(self) -> None:
        countries = {country.country_code for country in country_table()}
        for trap in load_traps():
            codes = {
                item[0] if trap.kind == "country" else item[2] for item in trap.expected if trap.kind != "organization"
            }
            assert codes - {""} <= countries, trap

    def test_a_trap_stands_once(self) -> None:
        stated = [(trap.kind, trap.sentence, trap.home_country_code) for trap in load_traps()]
        assert [one for one in stated if stated.count(one) > 1] == []

    def test_goals_are_about_kinds_that_are_measured(self, own: LabelledSet) -> None:
        measured = score([reading()], [label()], NOTHING).keys() | {"spans", "traps"}
        goals = load_goals()
        assert goals.goals.keys() | goals.floors.keys() <= measured
        assert all(goals.floors[kind] <= goal for kind, goal in goals.goals.items())

    def test_borderline_releases_are_labelled(self) -> None:
        assert load_borderline().by_release.keys() <= {f"kz_mfa_listing-{number}" for number in range(1, 10)}
