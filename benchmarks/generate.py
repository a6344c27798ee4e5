"""Synthetic press releases: as many as wanted, one at a time, the same for the same seed.

Here belong the workloads of the benchmark: the generator, and the real releases beside the repository, if there are
any. What the texts are made of: `vocabulary.toml` (states, parts of names) and `sentences.toml`. Not here: what reads
them (`peers.py`).
"""

from __future__ import annotations

import gzip
import json
import os
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent

#: Size of a text in bytes of UTF-8: mean and standard deviation, and the bounds between which it is drawn.
MEAN_SIZE, SPREAD_SIZE, LEAST_SIZE, LARGEST_SIZE = 2400, 600, 900, 4500

#: States whose short name takes the article.
_WITH_ARTICLE = frozenset(("ARE", "COD", "DOM", "GBR", "NLD", "PHL", "USA"))
_BEFORE_VOWEL = re.compile(r"\b([Aa]) (?=[aeio]|u(?!n[ait]|[st]))")

Pools = dict[str, list[str]]


class Release(NamedTuple):
    """A press release: plain text, the paragraphs of the body on lines of their own; ISO 3166-1 alpha-3 code."""

    title: str
    body: str
    home_country: str


class _Material(NamedTuple):
    """The two files, laid out for drawing."""

    states: list[dict[str, str]]
    names: list[dict[str, Any]]
    events: list[Pools]
    offices: dict[str, list[tuple[str, str]]]  # by the part that is represented: home, partner
    organizations: list[tuple[str, str]]
    pools: Pools


def _state(row: list[str]) -> dict[str, str]:
    code, name, long, adjective, capital, city = row
    article = "the " if code in _WITH_ARTICLE else ""
    the_long = f"the {long}" if article or long != name else long
    return {
        "code": code,
        "": article + name,
        "the_long": the_long,
        "adj": adjective,
        "capital": capital,
        "city": city,
    }


def _office(pair: list[str], part: str) -> tuple[str, str]:
    title, short = pair
    return title.replace("{state", f"{{{part}"), short


@cache
def _material() -> _Material:
    vocabulary = tomllib.loads((FOLDER / "vocabulary.toml").read_text(encoding="utf-8"))
    sentences = tomllib.loads((FOLDER / "sentences.toml").read_text(encoding="utf-8"))
    organizations = [(name, acronym) for name, acronym in sentences["organization"]["pairs"]]
    pools: Pools = {name: words.split() for name, words in sentences["words"].items()}
    pools |= sentences["pool"] | sentences["prose"]
    pools["guest"] = sentences["office"]["guest"]
    pools["place"] = pools["place_kind"]
    pools["other_org"] = [f"{name} ({acronym})" for name, acronym in organizations]
    pools["topic"] = [topic for topics in sentences["topics"].values() for topic in topics]
    pools["place_name"] = [start + end for start in pools["place_start"] for end in pools["place_end"]]
    return _Material(
        states=[_state(row) for row in vocabulary["state"]],
        names=vocabulary["name"],
        events=sentences["event"],
        offices={part: [_office(pair, part) for pair in sentences["office"]["pairs"]] for part in ("home", "partner")},
        organizations=organizations,
        pools=pools,
    )


class _Scene(dict[str, str]):
    """What is fixed in one release; any other slot is a draw from the pool of its name."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.pools = _material().pools

    def draw(self, choices: list[Any]) -> Any:
        """Return one of the choices. `Random.choice` may change between versions of Python, `random` does not."""
        return choices[int(self.random.random() * len(choices))]

    def __missing__(self, slot: str) -> str:
        if slot == "number":
            return str(int(2 + 10 ** (self.random.random() * 2.7)))
        if slot[0].isupper():
            return self[slot.lower()].title()
        text: str = self.draw(self.pools[slot])
        return text.format_map(self) if "{" in text else text

    def take(self, choices: list[str]) -> str:
        """Draw a template, take it out of the choices, and return it filled."""
        return self.fill(choices.pop(int(self.random.random() * len(choices))))

    def fill(self, template: str) -> str:
        """Return a sentence with its slots filled, beginning with a capital."""
        text = template.format_map(self)
        return text[0].upper() + text[1:]

    def set_person(self, key: str, title: str, short_title: str = "") -> None:
        """Invent a person with a title; `key`_full, _last, _initial, _title and _short_title are fixed."""
        family = self.draw(_material().names)
        given = self.draw(family["given"][0]) + self.draw(family["given"][1])
        last = self.draw(family["family"][0]) + self.draw(family["family"][1])
        chance = self.random.random()
        if "particle" in family and chance < 0.3:
            last = f"{self.draw(family['particle'])} {last}"
        elif "second" in family and chance < 0.5:
            last = f"{last} {self.draw(family['family'][0]) + self.draw(family['family'][1])}"
        shape = self.random.random()
        self[f"{key}_last"] = last
        self[f"{key}_full"] = f"{given} {last.upper() if shape < 0.06 else last}"
        if 0.06 < shape < 0.15:
            self[f"{key}_full"] = f"{given} {self.draw(family['given'][0])[0]}. {last}"
        self[f"{key}_initial"] = f"{given[0]}.{' ' if shape < 0.4 else ''}{last}"
        self[f"{key}_title"] = title.format_map(self)
        self[f"{key}_short_title"] = short_title.format_map(self)


def _set_scene(random: Random) -> _Scene:
    """Decide who does what with whom: three states, three persons, an organization, a date."""
    material = _material()
    scene = _Scene(random)
    states = material.states.copy()
    for part in ("home", "partner", "third"):
        state = states.pop(int(random.random() * len(states)))
        scene.update({f"{part}_{key}" if key else part: value for key, value in state.items()})
    scene["org"], scene["acronym"] = scene.draw(material.organizations)
    day, month = int(1 + random.random() * 28), scene["month"]
    scene["date"] = f"{day} {month} 20{int(10 + random.random() * 17)}"
    scene["when"] = scene.draw(["today", "on Monday", f"on {month} {day}", f"on {scene['date']}", "this week"])
    scene.set_person("a", *scene.draw(material.offices["home"]))
    scene.set_person("b", *scene.draw(material.offices["partner"]))
    scene.set_person("c", scene["guest"])
    return scene


def _write(random: Random) -> Release:
    """Write one release: lead, details of the event, prose and quotes until it is long enough, an end."""
    scene = _set_scene(random)
    event = scene.draw(_material().events)
    title = scene.fill(scene.draw(event["title"]))
    end = scene.fill(scene.draw(scene.pools["close"]))
    wanted = min(max(random.gauss(MEAN_SIZE, SPREAD_SIZE), LEAST_SIZE), LARGEST_SIZE)
    paragraphs = [scene.fill(scene.draw(event["lead"]))]
    size = len(title) + len(end) + len(paragraphs[0])
    pools = (event["body"], scene.pools["filler"], scene.pools["quote"])
    details, fillers, quotes = (choices.copy() for choices in pools)
    while size < wanted:
        if not details and quotes and random.random() < 0.4:
            sentences = [scene.take(quotes)]
        else:
            sentences = [scene.take(details)] if details else []
            sentences += [scene.take(fillers) for _ in range(1 + int(random.random() * 3))]
        paragraphs.append(" ".join(sentences))
        size += len(paragraphs[-1]) + 1
    body = _BEFORE_VOWEL.sub(r"\1n ", "\n".join([*paragraphs, end]))
    return Release(title, body, scene["home_code"])


def generate(count: int, seed: int = 0) -> Iterator[Release]:
    """Yield `count` releases of about 2.5 KB (UTF-8), one at a time; a longer run begins like a shorter one."""
    random = Random(seed)
    for _ in range(count):
        yield _write(random)


def shared_corpus() -> Path | None:
    """Return the folder of real releases: `corpus/` of CHANCERY_SHARED, else of ../shared; None if there is none."""
    shared = Path(os.environ.get("CHANCERY_SHARED", FOLDER.parents[1] / "shared"))
    folder = shared / "corpus"
    return folder if any(folder.glob("*.jsonl.gz")) else None


def read_corpus(folder: Path, count: int) -> Iterator[Release]:
    """Yield at most `count` real releases, evenly spread over the files (JSON Lines, gzip) in order of name."""
    lines: list[str] = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            lines += file
    count = min(count, len(lines))
    for number in range(count):
        record = json.loads(lines[number * len(lines) // count])
        yield Release(record["title"], record["body"], record["home_country"])
