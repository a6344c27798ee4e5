"""The labelled sets with which reading is measured: where they lie, and how their files become texts and labels.

Two sets belong to the repository (releases of our own, the sample) with the table of traps; two lie in a folder beside
it, and only on machines that have them. An installed package has none. Not here: how labels are compared
(`accuracy.py`).
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from reading.accuracy import Borderline, Label, Trap, fold, parse_expected
from reading.model import Text
from reading.parse import parse_document

PROJECT = Path(__file__).resolve().parents[1]
#: Releases and traps of our own, with goals and borderline names.
LABELLED = PROJECT / "tests" / "reading" / "labelled"
#: Material that is kept beside the repository.
SHARED = PROJECT.parent / "shared"

#: How the id of a release of the corpus begins to which no model is fitted.
HELD_OUT = "blind-"
_HOME = re.compile(r"\bhome=([A-Z]{3})\b")
_DEFAULT_HOME, _DEFAULT_ZONE = "KAZ", "Asia/Almaty"


class LabelledError(ValueError):
    """A labelled file cannot be used; the message names the file, the line and the reason."""


class LabelledSet(NamedTuple):
    """Releases and their labels, in the same order."""

    name: str
    texts: tuple[Text, ...]
    labels: tuple[Label, ...]

    def only(self, prefix: str) -> LabelledSet:
        """Return the releases whose id begins with a prefix."""
        return self.where(lambda label: label["id"].startswith(prefix))

    def where(self, is_kept: Callable[[Label], bool], name: str | None = None) -> LabelledSet:
        """Return the releases of some labels, under the same name or another."""
        kept = [number for number, label in enumerate(self.labels) if is_kept(label)]
        return LabelledSet(
            name or self.name,
            tuple(self.texts[number] for number in kept),
            tuple(self.labels[number] for number in kept),
        )


@dataclass(frozen=True, slots=True)
class Goals:
    """What each kind should reach (F1 or share), and the floor under which reading is broken."""

    goals: dict[str, float]
    floors: dict[str, float]


def load_sets(shared: Path | None = None, labelled: Path = LABELLED) -> list[LabelledSet]:
    """Return the labelled sets that are there: `own`, `sample`, and with a shared folder `corpus`, `blind` and `seed`.

    Models are fitted to the releases of `corpus`, and to none of the other sets.

    Raises LabelledError for a file that cannot be used.
    """
    sets = []
    if (path := labelled / "releases.jsonl").exists():
        sets.append(load_releases(path))
    if (path := labelled.parent / "sample_labels.jsonl").exists():
        sets.append(load_listing(path, PROJECT / "samples" / "press_releases.txt", "sample"))
    if shared is None:
        return sets
    if (path := labelled / "corpus.jsonl").exists() and (shared / "corpus").is_dir():
        sets += split_held_out(load_corpus(path, shared / "corpus"))
    if (path := shared / "gold" / "seed_articles.jsonl").exists():
        sets.append(load_listing(path, shared / "seeds" / "kz_mfa_listing.txt", "seed"))
    return sets


def split_held_out(corpus: LabelledSet) -> list[LabelledSet]:
    """Return the releases of a corpus to which models are fitted, and those (`blind`) with which they are judged."""
    return [
        corpus.where(lambda label: not label["id"].startswith(HELD_OUT)),
        corpus.where(lambda label: label["id"].startswith(HELD_OUT), "blind"),
    ]


def load_labels(path: Path) -> list[Label]:
    """Return the labels of a JSON Lines file. Raises LabelledError."""
    labels = []
    for number, line in _lines(path):
        try:
            label: Label = json.loads(line)
        except json.JSONDecodeError as error:
            raise LabelledError(f"{path}, line {number}: {error}") from error
        if not isinstance(label, dict) or "id" not in label:
            raise LabelledError(f"{path}, line {number}: a label is an object with an id")
        labels.append(label)
    return labels


def load_releases(path: Path) -> LabelledSet:
    """Return a set whose labels hold `title`, `body` and `home_country` of their releases. Raises LabelledError."""
    labels = load_labels(path)
    return LabelledSet("own", tuple(_text(label, label, path) for label in labels), tuple(labels))


def load_corpus(path: Path, corpus: Path) -> LabelledSet:
    """Return a set whose labels name releases of a folder of `*.jsonl.gz` by their `url`. Raises LabelledError."""
    labels = load_labels(path)
    wanted = {label.get("url"): label for label in labels}
    found: dict[str, Text] = {}
    for file in sorted(corpus.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if label := wanted.get(row["url"]):
                    found[row["url"]] = _text(row, label, path)
    if missing := [label["id"] for label in labels if label.get("url") not in found]:
        raise LabelledError(f"{path}: {corpus} has no release with the url of {', '.join(missing)}")
    return LabelledSet("corpus", tuple(found[label["url"]] for label in labels), tuple(labels))


def load_listing(path: Path, listing: Path, name: str) -> LabelledSet:
    """Return a set whose labels stand in the order of a Kazakh listing. Raises LabelledError."""
    labels = load_labels(path)
    releases = parse_document(listing.read_bytes(), _DEFAULT_ZONE).releases
    if [label.get("title") for label in labels] != [release.title for release in releases]:
        raise LabelledError(f"{path}: the titles are not those of {listing}, in its order")
    texts = tuple(Text(release.title, release.body, _DEFAULT_HOME) for release in releases)
    return LabelledSet(name, texts, tuple(labels))


def load_traps(path: Path = LABELLED / "traps.csv") -> list[Trap]:
    """Return the traps of a CSV file with kind, sentence, expected and note; none if there is no file.

    The id of a trap is its line. Home is KAZ, unless the note says `home=XXX`. Raises LabelledError.
    """
    if not path.exists():
        return []
    lines = (line for _, line in _lines(path) if not line.startswith("#"))
    rows = csv.DictReader(lines)
    if missing := {"kind", "sentence", "expected", "note"}.difference(rows.fieldnames or ()):
        raise LabelledError(f"{path}: there is no column {', '.join(sorted(missing))}")
    return [_trap(row, number, path) for number, row in enumerate(rows, start=1)]


def _trap(row: dict[str, str], number: int, path: Path) -> Trap:
    home = _HOME.search(row["note"] or "")
    try:
        expected = parse_expected(row["kind"], row["expected"] or "")
    except ValueError as error:
        raise LabelledError(f"{path}, row {number}: {error}") from error
    return Trap(f"traps-{number}", row["kind"], row["sentence"], expected, home[1] if home else _DEFAULT_HOME)


def load_borderline(path: Path = LABELLED / "borderline.toml") -> Borderline:
    """Return the names that count neither for nor against. Raises LabelledError."""
    table = _toml(path)
    by_release = {release: frozenset(map(fold, names)) for release, names in table.get("organizations_in", {}).items()}
    return Borderline(frozenset(map(fold, table.get("organizations", ()))), by_release)


def load_goals(path: Path = LABELLED / "goals.toml") -> Goals:
    """Return goals and floors by kind. Raises LabelledError."""
    table = _toml(path)
    return Goals(
        {kind: float(bounds["goal"]) for kind, bounds in table.items() if "goal" in bounds},
        {kind: float(bounds["floor"]) for kind, bounds in table.items() if "floor" in bounds},
    )


def _text(row: dict[str, Any], label: Label, path: Path) -> Text:
    try:
        return Text(row["title"], row["body"], label["home_country"])
    except KeyError as error:
        raise LabelledError(f"{path}: {label['id']} has no {error.args[0]}") from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a file that hold something, with their numbers. Raises LabelledError."""
    try:
        lines: Sequence[str] = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise LabelledError(f"{path}: {error}") from error
    yield from ((number, line) for number, line in enumerate(lines, start=1) if line.strip())


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LabelledError(f"{path}: {error}") from error
