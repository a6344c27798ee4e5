"""How well the readers read: what they found in labelled releases and trap sentences, held against the labels.

Here belongs what counts as the same: of names, titles, roles and events. Labels have the fields of
`docs/reading.md#labels`. Not here: where labels lie (`labelled.py`), what is good enough (`goals.toml` beside them).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reading.model import Reading, Span, Text
from reading.release import read_releases

Label = dict[str, Any]
#: What was read and what the label says, by kind, as values that can be compared.
Compared = dict[str, tuple[set[Any], set[Any]]]

_HONORIFIC = re.compile(
    r"^(?:h\s?e|his excellency|her excellency|mr|mrs|ms|miss|dr|prof|professor|sir|dame|lord|"
    r"ayatollah|sheikh|hon|honourable)\s+"
)
_ARTICLE = re.compile(r"^(?:the |newly appointed )+")
#: The parts of one expected item of a trap, by kind; all but the first may be left out.
_TRAP_PARTS = {"country": ("code",), "person": ("name", "title", "code"), "organization": ("name", "acronym")}
_EVENT_KINDS = {"type": "event type", "place_country": "event place", "date": "event date"}
_ACRONYM = re.compile(r"(.*\S)\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind of finding. A kind with one value a release is right, or extra and missing at once."""

    n_right: int = 0
    n_extra: int = 0
    n_missing: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.n_right + other.n_right, self.n_extra + other.n_extra, self.n_missing + other.n_missing)

    @property
    def precision(self) -> float:
        """Share of the findings that are right; 1 if nothing was found."""
        n_found = self.n_right + self.n_extra
        return self.n_right / n_found if n_found else 1.0

    @property
    def recall(self) -> float:
        """Share of the labels that were found; 1 if there are none."""
        n_labels = self.n_right + self.n_missing
        return self.n_right / n_labels if n_labels else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 if there is nothing to find and nothing found.

        For kinds with one value a release, and for traps, it is the share that is right.
        """
        total = 2 * self.n_right + self.n_extra + self.n_missing
        return 2 * self.n_right / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Borderline:
    """Folded names that count neither for nor against as organizations: in all releases, and in one by its id."""

    everywhere: frozenset[str] = frozenset()
    by_release: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def ignored(self, label: Label) -> frozenset[str]:
        """Return the names that do not count in a labelled release."""
        return self.everywhere | self.by_release.get(label["id"], frozenset())


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
    return _ARTICLE.sub("", fold(title or ""))


def compare(reading: Reading, label: Label, borderline: Borderline) -> Compared:
    """Return what was read and what the label says, by kind; a label need not have every field.

    `countries` are all, home included; `country roles` only of the other states that both name, so that the share of
    right ones is the accuracy of roles.
    """
    compared: Compared = {}
    if "countries" in label:
        compared |= _countries(reading, label["countries"])
    if "officials" in label:
        compared |= _officials(reading, label["officials"])
    if "organizations" in label:
        ignored = borderline.ignored(label)
        found, expected = (
            (body.name for body in reading.organizations),
            (body["name"] for body in label["organizations"]),
        )
        compared["organizations"] = (set(map(fold, found)) - ignored, set(map(fold, expected)) - ignored)
    if "topics" in label:
        compared["topics"] = ({topic.topic_code for topic in reading.topics}, set(label["topics"]))
    if "main_topics" in label:
        main = {topic.topic_code for topic in reading.topics if topic.is_main}
        compared["main topics"] = (main, set(label["main_topics"]))
    event = next(event for event in reading.events if event.is_main)
    values = {"type": event.event_type_code, "place_country": event.place_country_code, "date": event.event_on}
    for field_name, kind in _EVENT_KINDS.items():
        if field_name in label.get("event", ()):
            compared[kind] = ({values[field_name]}, {label["event"][field_name]})
    return compared


def _countries(reading: Reading, labels: Sequence[Label]) -> Compared:
    role_of = {country["iso3"]: country["role"] for country in labels}
    both = {code for code in role_of.keys() & reading.role_of.keys() if role_of[code] != "home"}
    return {
        "countries": (set(reading.role_of), set(role_of)),
        "country roles": ({(code, reading.role_of[code]) for code in both}, {(code, role_of[code]) for code in both}),
    }


def _officials(reading: Reading, labels: Sequence[Label]) -> Compared:
    found = [(fold(one.name), fold_title(one.title), one.represented_country_code) for one in reading.officials]
    expected = [(fold(one["name"]), fold_title(one["title"]), one["country"]) for one in labels]
    return {
        "officials": ({name for name, _, _ in found}, {name for name, _, _ in expected}),
        "official titles": (
            {(name, title) for name, title, _ in found},
            {(name, title) for name, title, _ in expected},
        ),
        "represented countries": (
            {(name, code) for name, _, code in found},
            {(name, code) for name, _, code in expected},
        ),
    }


def differences(reading: Reading, label: Label, borderline: Borderline) -> Compared:
    """Return (extra, missing) of each kind in which a reading departs from its label."""
    return {
        kind: (found - expected, expected - found)
        for kind, (found, expected) in compare(reading, label, borderline).items()
        if found != expected
    }


def score(readings: Sequence[Reading], labels: Sequence[Label], borderline: Borderline) -> dict[str, Score]:
    """Score readings against labels of the same order, by kind. Raises ValueError if their numbers differ."""
    total: dict[str, Score] = defaultdict(Score)
    for reading, label in zip(readings, labels, strict=True):
        for kind, (found, expected) in compare(reading, label, borderline).items():
            total[kind] += Score(len(found & expected), len(found - expected), len(expected - found))
    return dict(total)


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


def score_spans(texts: Sequence[Text], readings: Sequence[Reading]) -> Score:
    """Count the valid spans of readings as right, the others as extra."""
    n_all = sum(1 for reading in readings for _ in all_spans(reading))
    n_invalid = sum(len(invalid_spans(text, reading)) for text, reading in zip(texts, readings, strict=True))
    return Score(n_all - n_invalid, n_invalid)


class Trap(NamedTuple):
    """A sentence in which a reader is likely to err, with all that is to be found of one kind.

    `expected` holds tuples of (code,), (name, title, code) or (name, acronym), folded; an empty part is not compared.
    An organization may be expected by any of its names in the sentence.
    """

    trap_id: str
    kind: str
    sentence: str
    expected: frozenset[tuple[str, ...]]
    home_country_code: str


class Verdict(NamedTuple):
    """What was found in the sentence of a trap, in the form of what was expected, and whether it is just that."""

    trap: Trap
    found: frozenset[tuple[str, ...]]
    is_exact: bool


def parse_expected(kind: str, expected: str) -> frozenset[tuple[str, ...]]:
    """Return what a trap expects: country codes joined by spaces, or items joined by `;`.

    An item is `Name|title|code` of a person, `Name (ACRONYM)` of an organization; what follows the name may be left
    out. Raises ValueError for another kind and for an item with more parts.
    """
    if kind not in _TRAP_PARTS:
        raise ValueError(f"the kind {kind!r} is none of {', '.join(_TRAP_PARTS)}")
    if kind == "country":
        return frozenset((code,) for code in expected.split())
    items = [item.strip() for item in expected.split(";") if item.strip()]
    if kind == "organization":
        return frozenset(_organization_item(item) for item in items)
    return frozenset(_person_item(item) for item in items)


def _organization_item(item: str) -> tuple[str, ...]:
    parts = _ACRONYM.fullmatch(item)
    return (fold(parts[1]), fold(parts[2])) if parts else (fold(item), "")


def _person_item(item: str) -> tuple[str, ...]:
    parts = [part.strip() for part in item.split("|")]
    if len(parts) > len(_TRAP_PARTS["person"]):
        raise ValueError(f"{item!r} has more than name, title and code")
    name, title, code = (*parts, "", "")[:3]
    return (fold(name), fold_title(title), code)


def judge(traps: Sequence[Trap]) -> list[Verdict]:
    """Read the sentence of each trap as a release without a title, and compare what was found, in order."""
    texts = [Text("", trap.sentence, trap.home_country_code) for trap in traps]
    return [_judge(trap, text, reading) for trap, text, reading in zip(traps, texts, read_releases(texts), strict=True)]


def _judge(trap: Trap, text: Text, reading: Reading) -> Verdict:
    """Compare one kind of what was found; a state counts where it is mentioned, home like the others."""
    names: list[frozenset[str]] = []  # by which each item may be called
    items: list[tuple[str, ...]] = []
    match trap.kind:
        case "country":
            items = [(code,) for code in dict.fromkeys(mention.country_code for mention in reading.countries)]
        case "person":
            items = [(fold(o.name), fold_title(o.title), o.represented_country_code or "") for o in reading.officials]
        case _:
            items = [(fold(body.name), fold(body.acronym or "")) for body in reading.organizations]
            names = [
                frozenset({*item, *(fold(text.full[span.start : span.end]) for span in body.spans)})
                for item, body in zip(items, reading.organizations, strict=True)
            ]
    called = names or [frozenset(item[:1]) for item in items]
    return Verdict(trap, frozenset(items), _is_exact(items, called, trap.expected))


def _is_exact(
    items: Sequence[tuple[str, ...]], names: Sequence[frozenset[str]], expected: frozenset[tuple[str, ...]]
) -> bool:
    """Is there one item for each expected one, of that name, with the other parts where they are expected?"""
    left = list(zip(items, names, strict=True))
    for name, *rest in expected:
        same = next((one for one in left if name in one[1]), None)
        if same is None or any(wanted not in ("", given) for wanted, given in zip(rest, same[0][1:], strict=True)):
            return False
        left.remove(same)
    return not left


def score_traps(verdicts: Iterable[Verdict]) -> dict[str, Score]:
    """Count the exact sentences as right: of each kind as `traps: kind`, and of all as `traps`."""
    by_kind: dict[str, Score] = defaultdict(Score)
    for verdict in verdicts:
        by_kind[f"traps: {verdict.trap.kind}"] += Score(1) if verdict.is_exact else Score(0, 1, 1)
    return {**by_kind, "traps": sum(by_kind.values(), Score())} if by_kind else {}


def shortfalls(scores: Mapping[str, Score], bounds: Mapping[str, float]) -> list[str]:
    """Return a sentence for each kind whose F1 (or share) is under its bound; a kind without scores is passed over."""
    return [
        f"{kind} {scores[kind].f1:.3f} is under {bound:.3f}"
        for kind, bound in bounds.items()
        if kind in scores and scores[kind].f1 < bound
    ]
