"""Compares readings with labels in the format of the gold: precision, recall and F1 of each kind of finding.

Run `python -m tests.reading.score LABELS.jsonl RELEASES` where RELEASES is a listing, or JSON Lines with `title`,
`body` and `home_country`, in the order of the labels. Not here: thresholds (test_gold.py).
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reading.listing import read_listing
from reading.model import Reading, Span, Text
from reading.release import read_releases

Label = dict[str, Any]
_HONORIFIC = re.compile(
    r"^(?:h\s?e|his excellency|her excellency|mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|"
    r"ayatollah|sheikh|hon|honourable)\s+"
)


@dataclass(frozen=True)
class Score:
    """Counts of one kind of finding."""

    n_right: int
    n_extra: int
    n_missing: int

    @property
    def precision(self) -> float:
        """Share of the findings that are right; 1 if nothing was found."""
        return self.n_right / ((self.n_right + self.n_extra) or 1) if self.n_right + self.n_extra else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found; 1 if there are none."""
        return self.n_right / (self.n_right + self.n_missing) if self.n_right + self.n_missing else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 if there is nothing to find and nothing found."""
        total = 2 * self.n_right + self.n_extra + self.n_missing
        return 2 * self.n_right / total if total else 1.0


def fold(name: str) -> str:
    """Return a name without case, diacritics, apostrophes, punctuation and a leading honorific."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`ʻʼ").casefold()
    plain = re.sub(r"[\W_]+", " ", plain).strip()
    while (shorter := _HONORIFIC.sub("", plain)) != plain:
        plain = shorter
    return plain


def fold_title(title: str | None) -> str:
    """Return a title for comparison: folded, without a leading article and `newly appointed`."""
    return re.sub(r"^(?:the |newly appointed )+", "", fold(title or ""))


@cache
def _borderline() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    with (Path(__file__).parent / "gold_borderline.toml").open("rb") as file:
        table = tomllib.load(file)
    by_article = {number: frozenset(map(fold, names)) for number, names in table["organizations_in"].items()}
    return frozenset(map(fold, table["organizations"])), by_article


def _found(reading: Reading, label: Label) -> dict[str, set[Any]]:
    """Return what was read, by kind, as comparable values."""
    main = next(event for event in reading.events if event.is_main)
    names = {official.official_key: fold(official.name) for official in reading.officials}
    return {
        "countries": {role.country_code for role in reading.country_roles},
        "country roles": {(role.country_code, role.role_code) for role in reading.country_roles},
        "officials": set(names.values()),
        "official titles": {(fold(o.name), fold_title(o.title)) for o in reading.officials},
        "represented countries": {(fold(o.name), o.represented_country_code) for o in reading.officials},
        "organizations": {fold(organization.name) for organization in reading.organizations} - _ignored(label),
        "topics": {topic.topic_code for topic in reading.topics},
        "main topics": {topic.topic_code for topic in reading.topics if topic.is_main},
        "event type": {main.event_type_code},
        "event place": {main.place_country_code},
        "event date": {main.event_on},
    }


def _expected(label: Label) -> dict[str, set[Any]]:
    """Return what the label says, by kind, as comparable values."""
    return {
        "countries": {country["iso3"] for country in label["countries"]},
        "country roles": {(country["iso3"], country["role"]) for country in label["countries"]},
        "officials": {fold(official["name"]) for official in label["officials"]},
        "official titles": {(fold(o["name"]), fold_title(o["title"])) for o in label["officials"]},
        "represented countries": {(fold(o["name"]), o["country"]) for o in label["officials"]},
        "organizations": {fold(organization["name"]) for organization in label["organizations"]} - _ignored(label),
        "topics": set(label["topics"]),
        "main topics": set(label["main_topics"]),
        "event type": {label["event"]["type"]},
        "event place": {label["event"]["place_country"]},
        "event date": {label["event"]["date"]},
    }


def _ignored(label: Label) -> frozenset[str]:
    everywhere, by_article = _borderline()
    return everywhere | by_article.get(str(label.get("article_no")), frozenset())


def differences(reading: Reading, label: Label) -> dict[str, tuple[set[Any], set[Any]]]:
    """Return (extra, missing) of each kind in which a reading departs from its label."""
    found, expected = _found(reading, label), _expected(label)
    return {
        kind: (found[kind] - expected[kind], expected[kind] - found[kind])
        for kind in found
        if found[kind] != expected[kind]
    }


def score(readings: Sequence[Reading], labels: Sequence[Label]) -> dict[str, Score]:
    """Score readings against labels of the same order.

    For the kinds with one value (event type, place, date) the recall is the accuracy.
    """
    right: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for reading, label in zip(readings, labels, strict=True):
        found, expected = _found(reading, label), _expected(label)
        for kind in found:
            right[kind] += len(found[kind] & expected[kind])
            extra[kind] += len(found[kind] - expected[kind])
            missing[kind] += len(expected[kind] - found[kind])
    return {kind: Score(right[kind], extra[kind], missing[kind]) for kind in {**right, **extra, **missing}}


def all_spans(reading: Reading) -> Iterable[Span]:
    """Yield every span of a reading."""
    for country in reading.countries:
        yield country.span
    for official in reading.officials:
        yield from official.spans
        if official.title_span:
            yield official.title_span
    for group in (reading.organizations, reading.topics, reading.events):
        for entity in group:
            yield from entity.spans


def invalid_spans(text: Text, reading: Reading) -> list[Span]:
    """Return the spans that are empty, outside the text, or across the line feed between title and body."""
    n_title = len(text.title)
    return [
        span
        for span in all_spans(reading)
        if not 0 <= span.start < span.end <= len(text.full) or span.start <= n_title < span.end
    ]


def load_labels(path: Path) -> list[Label]:
    """Return the labels of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def load_listing(path: Path, home_country_code: str, time_zone: str) -> list[Text]:
    """Return the releases of a listing as texts."""
    releases = read_listing(path.read_bytes(), time_zone).releases
    return [Text(release.title, release.body, home_country_code) for release in releases]


def load_texts(path: Path) -> list[Text]:
    """Return the releases of a JSON Lines file with `title`, `body` and `home_country`."""
    return [Text(row["title"], row["body"], row["home_country"]) for row in load_labels(path)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of the labelled releases, and where each release departs from its label."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("labels", type=Path)
    parser.add_argument("releases", type=Path)
    parser.add_argument("--home", default="KAZ", help="home country of a listing")
    parser.add_argument("--time-zone", default="Asia/Almaty", help="time zone of a listing")
    options = parser.parse_args(arguments)
    labels = load_labels(options.labels)
    if options.releases.suffix == ".txt":
        texts = load_listing(options.releases, options.home, options.time_zone)
    else:
        texts = load_texts(options.releases)
    readings = read_releases(texts)
    for text, reading, label in zip(texts, readings, labels, strict=True):
        print(f"\n{label['id']}: {text.title[:100]}")
        for kind, (extra, missing) in differences(reading, label).items():
            print(f"  {kind}: extra {sorted(map(str, extra))}, missing {sorted(map(str, missing))}")
    print(f"\n{'':24}precision  recall     f1")
    for kind, counts in score(readings, labels).items():
        print(f"{kind:24}{counts.precision:9.3f}{counts.recall:8.3f}{counts.f1:7.3f}")
    print("invalid spans:", sum(len(invalid_spans(*pair)) for pair in zip(texts, readings, strict=True)))


if __name__ == "__main__":
    main()
