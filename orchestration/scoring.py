"""`chancery score`: how well the readers read, by labelled set and kind, and where they depart from the labels.

Not here: how a reading is compared with its labels (`reading/accuracy.py`), where labels lie (`reading/labelled.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from orchestration.printing import grid, plain
from reading.accuracy import Borderline, Score, Verdict, differences, judge, score, score_spans, score_traps
from reading.labelled import LABELLED, LabelledError, LabelledSet, load_borderline, load_goals, load_sets, load_traps
from reading.model import Reading
from reading.release import read_releases

_COLUMNS = ("set", "kind", "precision", "recall", "f1", "goal", "", "n_right", "n_extra", "n_missing")
_TITLE_CHARS = 100

Row = tuple[object, ...]


def print_scores(shared: Path | None, prefix: str, with_differences: bool, out: Console) -> None:
    """Measure reading on all labels whose id begins with a prefix, and print a table by set and kind.

    Raises LabelledError if there are no such labels, or a file cannot be used.
    """
    sets = [each for each in (one.only(prefix) for one in load_sets(shared)) if each.labels]
    verdicts = judge([trap for trap in load_traps() if trap.trap_id.startswith(prefix)])
    if not (sets or verdicts):
        wanted = f" with an id that begins with {prefix!r}" if prefix else ""
        raise LabelledError(f"there are no labels{wanted} in {LABELLED}; they come with the repository")
    borderline, goals = load_borderline(), load_goals().goals
    rows: list[Row] = []
    for each in sets:
        readings = read_releases(each.texts)
        if with_differences:
            _print_differences(each, readings, borderline, out)
        scores = score(readings, each.labels, borderline)
        rows += _rows(each.name, scores | {"spans": score_spans(each.texts, readings)}, goals)
    if with_differences:
        _print_verdicts(verdicts, out)
    rows += _rows("traps", score_traps(verdicts), goals)
    out.print(grid(_COLUMNS, rows))
    out.print(
        "\n" + ", ".join([*(f"{each.name} {len(each.labels)} releases" for each in sets), f"{len(verdicts)} traps"])
    )


def _rows(name: str, scores: dict[str, Score], goals: dict[str, float]) -> Iterable[Row]:
    for kind, counts in scores.items():
        goal = goals.get(kind)
        mark = "under" if goal is not None and counts.f1 < goal else ""
        measures = (counts.precision, counts.recall, counts.f1)
        yield (name, kind, *measures, goal, mark, counts.n_right, counts.n_extra, counts.n_missing)


def _print_differences(
    labelled: LabelledSet, readings: Sequence[Reading], borderline: Borderline, out: Console
) -> None:
    """Print, for each release that departs from its label, what is extra and what is missing."""
    for text, label, reading in zip(labelled.texts, labelled.labels, readings, strict=True):
        if found := differences(reading, label, borderline):
            _say(f"{label['id']}: {text.title[:_TITLE_CHARS]}", out)
        for kind, (extra, missing) in found.items():
            _say(f"  {kind}: " + "; ".join(_told("extra", extra) + _told("missing", missing)), out)


def _print_verdicts(verdicts: Iterable[Verdict], out: Console) -> None:
    """Print the traps that were not exact, with what was found and what was expected."""
    for trap, found, is_exact in verdicts:
        if not is_exact:
            _say(f"{trap.trap_id} ({trap.kind}): {trap.sentence}", out)
            told = _told("found", found) + _told("expected", trap.expected)
            _say("  " + "; ".join(told), out)


def _told(word: str, values: Iterable[Any]) -> list[str]:
    """Return `word value, value`, or nothing if there are no values; the parts of a value are joined by a stroke."""
    shown = sorted(
        " | ".join(map(str, value)).rstrip(" |") if isinstance(value, tuple) else str(value) for value in values
    )
    return [f"{word} {', '.join(shown)}"] if shown else []


def _say(line: str, out: Console) -> None:
    out.print(escape(plain(line)), soft_wrap=True)
