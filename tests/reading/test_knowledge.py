"""The knowledge files are whole: their sources are named, their codes exist, and every row and exception is alive.

A row is alive if a reader can meet it. A phrase that is there to hide another must hold one, or overlap the beginning
of one with its end, since of two overlapping phrases the one that begins first wins.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pycountry
import pytest

import reading
from reading.countries import country_table
from reading.release import lexicon

PACKAGE = Path(reading.__file__).parent
KNOWLEDGE = PACKAGE / "knowledge"
FILES = sorted(KNOWLEDGE.glob("*.*"))
CODES = {country.alpha_3 for country in pycountry.countries} | {"XKX"}


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TOPICS = words(
    "bilateral_relations multilateral_diplomacy trade_investment finance transport_logistics energy critical_minerals "
    "climate_environment water agriculture education science_technology digital_ai space culture_humanitarian religion "
    "health human_rights migration_refugees labour security_defence disarmament conflict_peace political_reform "
    "parliamentary_cooperation protocol sustainable_development tourism consular"
)
EVENTS = words(
    "CONSULT-visit CONSULT-meeting CONSULT-call CONSULT-multilateral AGREE COOPERATE SUPPORT AID ACCUSE REJECT "
    "PROTEST SANCTION CREDENTIALS CONDOLENCE CONGRATULATION STATEMENT APPOINTMENT OTHER"
)
#: IPTC Media Topics, release 2026-07-02, that were looked up; those in LOOSE are wider or narrower than the topic.
VERIFIED = words(
    "20000638 20000644 20000640 20000641 20000373 20001370 20000337 20001170 20000256 20000316 20000418 06000000 "
    "20000270 20000210 05000000 13000000 20001298 20000739 20000038 12000000 07000000 20000592 20000645 09000000 "
    "20000598 20000078 16000000 20000073 20000597 20000615 20000501 20001374 20000331"
)
LOOSE = {"20000638", "20000316", "20000270", "20000597", "20000501", "20001374"}


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (KNOWLEDGE / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(line for line in file if not line.startswith("#")))


@cache
def tables(name: str) -> dict[str, Any]:
    return tomllib.loads((KNOWLEDGE / name).read_text(encoding="utf-8"))


def column(name: str, field: str, **where: str) -> list[str]:
    return [row[field] for row in rows(name) if all(row[key] == value for key, value in where.items())]


def listed(text: str) -> list[str]:
    """Return the members of a cell."""
    return [part for part in text.split("|") if part]


def repeated(values: Iterable[object]) -> list[object]:
    return [value for value, n in Counter(values).items() if n > 1]


def dead(hiding: Iterable[str], live: Collection[str]) -> list[str]:
    """Return the phrases that hide none of the live ones; case does not count."""
    folded = {phrase.casefold() for phrase in live}
    beginnings = {phrase[: match.end()] for phrase in folded for match in re.finditer(r"\w\b|\W$", phrase)}
    return [phrase for phrase in hiding if not _hides(phrase.casefold(), folded, beginnings)]


def _hides(phrase: str, live: Collection[str], beginnings: Collection[str]) -> bool:
    starts = [match.start() for match in re.finditer(r"\b\w", phrase)]
    ends = [match.end() for match in re.finditer(r"\w\b|\W", phrase)]
    parts = {phrase[start:end] for start in starts for end in ends if start < end} - {phrase}
    return not parts.isdisjoint(live) or any(phrase[start:] in beginnings for start in starts[1:])


class TestEveryFile:
    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
    def test_it_names_its_source(self, path: Path) -> None:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        assert first.startswith("#") and "source:" in first

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
    def test_a_reader_opens_it(self, path: Path) -> None:
        assert f'"{path.name}"' in code()

    @pytest.mark.parametrize("path", [path for path in FILES if path.suffix == ".csv"], ids=lambda path: path.name)
    def test_its_rows_are_whole_and_distinct(self, path: Path) -> None:
        found = rows(path.name)
        assert found
        assert [row for row in found if None in row or None in row.values()] == []  # more or fewer cells than columns
        assert [row for row in found if any(cell != cell.strip() for cell in row.values())] == []
        assert repeated(tuple(row.values()) for row in found) == []

    def test_its_codes_of_states_exist(self) -> None:
        named = {code for row in rows("name_ending.csv") for code in row["country_codes"].split()}
        for name in ("country_form.csv", "organization.csv", "title_absent.csv"):
            named |= set(column(name, "country_code"))
        named |= {domain for domain in column("title.csv", "domain") if domain.isupper()}
        assert named | set(tables("country_context.toml")["treaty"]["states"]) <= CODES | {""}

    def test_all_phrases_can_be_compiled_together(self) -> None:
        assert lexicon()


@cache
def code() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.glob("*.py"))


class TestCountries:
    def test_every_iso_code_and_kosovo_are_there(self) -> None:
        assert len(CODES) == 250
        assert sorted(column("country.csv", "country_code")) == sorted(CODES)

    def test_regions_are_those_in_use(self) -> None:
        assert set(column("country.csv", "subregion_code")) == set(column("country_region.csv", "subregion_code"))

    def test_a_form_of_two_states_has_a_rule_for_the_context(self) -> None:
        codes_of: dict[str, set[str]] = defaultdict(set)
        for country in country_table():
            for name in filter(None, (country.country_name, country.official_name, country.capital_name)):
                codes_of[name.casefold()].add(country.country_code)
        guarded = set()
        for row in rows("country_form.csv"):
            form = row["form"].casefold()
            codes_of[form].add(row["country_code"])
            if row["guard"] or not row["country_code"]:
                guarded.add(form)
        assert {form for form, codes in codes_of.items() if len(codes) > 1} - guarded == set()

    def test_a_form_stands_once(self) -> None:
        assert repeated(column("country_form.csv", "form")) == []

    def test_kinds_and_cases_are_known(self) -> None:
        kinds = {"name", "adjective", "abbreviation", "city", "region", "metonym", "prefix"}
        for row in rows("country_form.csv"):
            assert row["kind"] in (kinds if row["country_code"] else {"none"}), row
            assert row["case"] in {"", "exact"}, row

    def test_every_guard_is_implemented(self) -> None:
        guards = set(column("country_form.csv", "guard")) - {""}
        assert {guard for guard in guards if f'"{guard}"' not in code()} == set()

    def test_every_phrase_that_means_no_state_holds_a_form_that_does(self) -> None:
        adjectives = column("country_form.csv", "form", kind="adjective")
        forms = {row["form"] for row in rows("country_form.csv") if row["country_code"]}
        forms |= {f"{adjective}s" for adjective in adjectives}
        for country in country_table():
            forms |= set(filter(None, (country.country_name, country.official_name, country.capital_name)))
        # A name counts in capitals too, and a form of just that spelling hides it there: GUAM is no island.
        capitals = {form.upper() for form in forms} & set(column("country_form.csv", "form", case="exact"))
        assert set(dead(column("country_form.csv", "form", country_code=""), forms)) - capitals == set()

    def test_every_word_of_the_context_can_be_met(self) -> None:
        lists = tables("country_context.toml")
        for side, most in (("next", 2), ("previous", 3)):
            for rule in lists[side]:
                assert [word for word in rule["words"] if len(word.split()) > most] == [], rule["rule_id"]
        for words in (*lists["person"].values(), lists["place"]["previous"], lists["georgia"]["next"]):
            assert [word for word in words if " " in word] == []
        assert [word for word in lists["georgia"]["previous"] if len(word.split()) > 2] == []

    def test_every_list_is_read_and_says_a_thing_once(self) -> None:
        for name in ("country_context.toml", "country_role.toml"):
            for key, value in tables(name).items():
                groups = value if isinstance(value, list) and isinstance(value[0], dict) else [value]
                for group in groups:
                    named = group if isinstance(group, dict) else {key: group}
                    for inner, words in named.items():
                        assert re.search(rf"[\"']({key}|{inner})[\"']", code()), (name, key, inner)
                        assert not isinstance(words, list) or repeated(words) == [], (name, key, inner)

    def test_towns_and_seats_are_forms(self) -> None:
        forms = set(column("country_form.csv", "form"))
        forms |= {country.capital_name or "" for country in country_table()}
        forms |= {name for country in country_table() for name in (country.country_name, country.official_name) if name}
        georgia = tables("country_context.toml")["georgia"]
        named = {*georgia["caucasian"], *georgia["american"], *tables("country_role.toml")["seats"]}
        assert {name for name in named if name not in forms and name.removesuffix("s") not in forms} == set()


class TestTitles:
    def test_every_role_is_read(self) -> None:
        assert set(column("title.csv", "role")) == {"head", "plural", "rank", "honorific", "modifier"}

    def test_domains_are_known(self) -> None:
        assert set(column("title.csv", "domain")) <= {"", "state", "body", "rank"} | CODES

    def test_words_before_a_title_are_single(self) -> None:
        words = [*column("title.csv", "form", role="modifier"), *column("title_portfolio.csv", "word")]
        assert [word for word in words if " " in word] == []
        assert [word for word in column("title_portfolio.csv", "word") if word != word.lower()] == []

    def test_an_absent_office_is_an_office(self) -> None:
        titles = {form.lower() for form in column("title.csv", "form")}
        absent = set(column("title_absent.csv", "form"))
        assert {form for form in absent if not any(title.endswith(form) for title in titles)} == set()

    def test_a_form_stands_once(self) -> None:
        assert repeated(form.lower() for form in column("title.csv", "form")) == []


class TestNames:
    def test_a_word_has_one_class(self) -> None:
        assert repeated([*column("name_word.csv", "word"), *column("name_common.csv", "word")]) == []
        assert set(column("name_word.csv", "class")) <= {"function", "given", "stop", "name", "verb", "double"}

    def test_words_are_in_lower_case(self) -> None:
        words = [*column("name_word.csv", "word"), *column("name_common.csv", "word")]
        assert [word for word in words if word != word.lower() or " " in word] == []


class TestOrganizations:
    def test_a_key_is_one_body_and_a_spelling_stands_for_one(self) -> None:
        assert repeated(column("organization.csv", "organization_key")) == []
        claims: dict[str, set[str]] = defaultdict(set)
        for row in rows("organization.csv"):
            for form in (row["name"], *listed(row["forms"]), *listed(row["title_forms"])):
                claims[form.upper()].add(row["organization_key"])
            for acronym in listed(row["acronyms"]):
                claims[acronym].add(row["organization_key"])
        assert {form: keys for form, keys in claims.items() if len(keys) > 1} == {}
        assert [form for form in column("organization_head.csv", "form") if form.upper() in claims] == []

    def test_a_word_that_stands_alone_leads_to_a_body(self) -> None:
        keys = set(column("organization_head.csv", "alone_key")) - {""}
        assert keys <= set(column("organization.csv", "organization_key"))

    def test_every_class_of_words_is_read(self) -> None:
        classes = set(column("organization_word.csv", "class"))
        assert {name for name in classes if f'"{name}"' not in code()} == set()
        words = [row for row in rows("organization_word.csv") if row["class"] != "phrase"]
        assert [row for row in words if row["form"].count(" ") > (row["class"] == "rank")] == []
        assert [row for row in words if row["form"] != row["form"].lower()] == []

    def test_a_rank_of_two_words_does_not_begin_with_a_rank(self) -> None:
        ranks = column("organization_word.csv", "form", **{"class": "rank"})
        assert [rank for rank in ranks if rank.partition(" ")[0] in set(ranks) - {rank}] == []

    def test_a_phrase_that_is_no_body_looks_like_one(self) -> None:
        forms = {form for row in rows("organization.csv") for form in (row["name"], *listed(row["forms"]))}
        forms |= set(column("organization_head.csv", "form"))
        phrases = column("organization_word.csv", "form", **{"class": "phrase"})
        assert [phrase for phrase in dead(phrases, forms) if phrase not in map(str.lower, forms)] == []


class TestTopics:
    def test_they_are_the_29(self) -> None:
        assert len(TOPICS) == 29
        assert sorted(column("topic.csv", "topic_code")) == sorted(TOPICS)

    def test_codes_of_the_media_topics_are_verified_and_dated(self) -> None:
        for row in rows("topic.csv"):
            if row["iptc_code"]:
                assert row["iptc_code"] in VERIFIED, row
                assert row["iptc_match"] in (("loose",) if row["iptc_code"] in LOOSE else ("exact", "loose")), row
                assert date.fromisoformat(row["valid_on"]) >= date(2026, 7, 2), row
                assert row["valid_on"] in row["source"], row
            else:
                assert (row["iptc_match"], row["valid_on"], row["retired_on"]) == ("", "", ""), row

    def test_a_retired_code_was_valid_before(self) -> None:
        for row in rows("topic.csv"):
            assert not row["retired_on"] or date.fromisoformat(row["retired_on"]) > date.fromisoformat(row["valid_on"])

    def test_every_row_has_a_source_and_a_place_in_a_scheme(self) -> None:
        for row in rows("topic.csv"):
            assert row["source"] and (row["iptc_code"] or row["plover_context"]), row
            assert bool(row["plover_context"]) == bool(row["plover_match"]) == ("PLOVER" in row["source"]), row

    def test_terms_speak_for_topics_and_weigh_something(self) -> None:
        for row in rows("topic_term.csv"):
            assert row["topic_code"] in TOPICS | {""}, row
            assert (float(row["weight"]) > 0 or float(row["title_weight"] or 0) > 0) == bool(row["topic_code"]), row
        assert set(column("topic_term.csv", "topic_code")) >= TOPICS

    def test_a_term_speaks_for_a_topic_once_and_does_not_hide_as_well(self) -> None:
        assert repeated((row["topic_code"], row["term"]) for row in rows("topic_term.csv")) == []
        hiding = set(column("topic_term.csv", "term", topic_code=""))
        assert hiding & {row["term"] for row in rows("topic_term.csv") if row["topic_code"]} == set()

    def test_every_term_that_hides_holds_one_that_speaks(self) -> None:
        live = {row["term"] for row in rows("topic_term.csv") if row["topic_code"]}
        assert (
            dead(column("topic_term.csv", "term", topic_code=""), live | set(column("topic_emphasis.csv", "cue"))) == []
        )

    def test_emphasis_changes_something(self) -> None:
        assert [cue for cue in rows("topic_emphasis.csv") if float(cue["factor"]) == 1.0] == []


class TestEvents:
    def test_types_are_those_of_the_gold(self) -> None:
        assert sorted(column("event_type.csv", "event_type_code")) == sorted(EVENTS)

    def test_cues_tell_of_types_and_weigh_something(self) -> None:
        weights = ("title_weight", "lead_weight", "body_weight")
        for row in rows("event_cue.csv"):
            assert row["event_type_code"] in EVENTS | {""}, row
            assert any(float(row[weight]) > 0 for weight in weights) == bool(row["event_type_code"]), row

    def test_a_cue_tells_of_one_type(self) -> None:
        assert repeated(column("event_cue.csv", "cue")) == []

    def test_every_cue_that_hides_holds_one_that_tells(self) -> None:
        live = {row["cue"] for row in rows("event_cue.csv") if row["event_type_code"]}
        assert dead(column("event_cue.csv", "cue", event_type_code=""), live) == []


def test_a_stale_exception_would_be_found() -> None:
    live = {"space", "presidential election"}
    assert dead(["office space", "special presidential", "spacecraft", "election", "space"], live) == [
        "spacecraft",
        "election",
        "space",
    ]
