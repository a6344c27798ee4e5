"""`chancery read` and `chancery score`: marks that fit, facts that are listed, hostile text that stays text."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from orchestration.scoring import print_scores
from orchestration.showing import ShowingError, Wanted, show_file
from reading.labelled import LabelledError
from tests.conftest import PROJECT
from tests.orchestration.conftest import Home

SAMPLE = PROJECT / "samples" / "press_releases.txt"
BODY = "Minister of Trade of Kenya Joyce Achieng met the World Health Organization (WHO) in Bergen."
HOSTILE = "\x1b[31mred\x1b[0m \x9b2J [bold]Kenya[/bold] :smile: \u202egnp.exe\u202c \u200b [/red] \U0001f600\tNairobi"


def write(path: Path, *records: dict[str, object]) -> Path:
    stated = [{"published_at": "2026-02-03T10:00", "title": "Talks with Kenya", "body": BODY} | one for one in records]
    path.write_text("".join(json.dumps(one) + "\n" for one in stated), encoding="utf-8")
    return path


def show(
    path: Path,
    *,
    home: str = "NOR",
    wanted: Wanted | None = None,
    as_json: bool = False,
    terminal: bool = False,
    no_color: bool = False,
) -> str:
    """Return what is printed, on either stream."""
    screen = Console(
        file=StringIO(), width=200, force_terminal=terminal, color_system="truecolor" if terminal else None,
        no_color=no_color, highlight=False, emoji=False,
    )  # fmt: skip
    show_file(path, home, wanted or Wanted(), as_json, screen, screen)
    assert isinstance(screen.file, StringIO)
    return screen.file.getvalue()


class TestRead:
    def test_mentions_are_marked_where_they_stand(self, tmp_path: Path) -> None:
        shown = show(write(tmp_path / "r.jsonl", {}))
        assert "[E Talks with] [P Kenya]" in shown
        assert re.search(r"\[T Minister of Trade of \[P Kenya\]+ \[N Joyce Achieng\]", shown)
        assert "the [O World Health Organization] ([O WHO]) in [H Bergen]." in shown

    def test_what_was_understood_is_listed(self, tmp_path: Path) -> None:
        rows = [line.split() for line in show(write(tmp_path / "r.jsonl", {})).splitlines()]
        assert ["country", "KEN", "Kenya", "partner,", "salience", "1.00,", "2", "mentions", "Kenya"] in rows
        (official,) = [" ".join(row) for row in rows if row[:1] == ["official"]]
        assert official.startswith("official Joyce Achieng Minister of Trade of Kenya, for KEN")
        kinds = {row[0] for row in rows if row}
        assert kinds >= {"country", "official", "organization", "topic", "event"}

    def test_a_terminal_gets_colour_and_the_same_words(self, tmp_path: Path) -> None:
        path = write(tmp_path / "r.jsonl", {})
        coloured = show(path, terminal=True)
        assert "\x1b[1;32mKenya\x1b[0m" in coloured
        assert "[P Kenya]" not in coloured
        assert "[P Kenya]" in show(path, terminal=True, no_color=True)

    @pytest.mark.parametrize("terminal", [True, False])
    def test_hostile_text_is_shown_and_not_obeyed(self, terminal: bool, tmp_path: Path) -> None:
        path = write(tmp_path / "r.jsonl", {"title": HOSTILE, "body": f"{HOSTILE}\nIn {HOSTILE}"})
        shown = show(path, terminal=terminal, no_color=True)
        for evil in ("\x1b[31m", "\x9b", "\u202e", "\u200b", "\t"):
            assert evil not in shown
        assert "�[31mred�[0m" in shown
        assert ":smile:" in shown
        assert re.search(r"\[bold\]\[[PM] Kenya\]\[/bold\]", shown)  # markup is text, and the marks still fit
        assert re.search(r"\[[PM] Nairobi\]", shown)

    def test_json_holds_every_span(self, tmp_path: Path) -> None:
        path = write(tmp_path / "r.jsonl", {}, {"title": HOSTILE, "home_country": "KEN"})
        printed = show(path, as_json=True)
        assert printed.isascii() and "\x1b" not in printed
        first, second = map(json.loads, printed.splitlines())
        assert (first["number"], first["home_country_code"], second["home_country_code"]) == (1, "NOR", "KEN")
        spans = [one["span"] for one in first["countries"]]
        spans += [span for one in (*first["officials"], *first["organizations"]) for span in one["spans"]]
        fields = {"title": "Talks with Kenya", "body": BODY}
        assert len(spans) > 4
        assert all(fields[span["field"]][span["start"] : span["end"]] == span["surface"] for span in spans)

    def test_some_releases_are_chosen(self) -> None:
        assert "3 of 24 releases" in show(SAMPLE, home="KAZ", wanted=Wanted(limit=3))
        only = show(SAMPLE, home="KAZ", wanted=Wanted(number=3))
        assert "Political Consultations" in only and "1 of 24 releases" in only
        with pytest.raises(ShowingError, match="no release 25: the file has 24"):
            show(SAMPLE, home="KAZ", wanted=Wanted(number=25))

    def test_a_file_may_be_gzipped(self, tmp_path: Path) -> None:
        packed = tmp_path / "r.jsonl.gz"
        packed.write_bytes(gzip.compress(write(tmp_path / "r.jsonl", {}).read_bytes()))
        assert "[P Kenya]" in show(packed)
        packed.write_bytes(packed.read_bytes()[:-9])
        with pytest.raises(ShowingError, match="is damaged"):
            show(packed)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [("Only words.", "JSON Lines with published_at.*DD.MM.YYYY"), ("", "holds no release"), (None, "No such file")],
    )
    def test_a_file_without_releases_says_what_it_should_be(
        self, text: str | None, reason: str, tmp_path: Path
    ) -> None:
        path = tmp_path / "words.txt"
        if text is not None:
            path.write_text(text, encoding="utf-8")
        with pytest.raises(ShowingError, match=reason):
            show(path)

    def test_an_unknown_home_country_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ShowingError, match="'XYZ' is no ISO 3166-1"):
            show(write(tmp_path / "r.jsonl", {}), home="XYZ")

    def test_rejected_records_are_told(self, tmp_path: Path) -> None:
        path = write(tmp_path / "r.jsonl", {}, *({"published_at": f"\x1b{number}"} for number in range(7)))
        shown = show(path)
        assert "rejected: line 2: invalid_published_at" in shown and "rejected: 2 more" in shown
        assert "\x1b" not in shown


class TestCommands:
    def test_standard_input_is_read(self, tmp_path: Path) -> None:
        home = Home(tmp_path)
        result = subprocess.run(
            home.command("read", "-", "--home-country", "nor", "--json"),
            env=home.environment, cwd=PROJECT, input=write(tmp_path / "r.jsonl", {}).read_text(encoding="utf-8"),
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert json.loads(result.stdout)["countries"][0]["country_code"] == "KEN"

    def test_errors_come_without_traceback(self, tmp_path: Path) -> None:
        shown = Home(tmp_path).run("read", tmp_path / "none.txt", exit_code=1)
        assert shown.startswith("error: ") and "No such file" in shown and "Traceback" not in shown
        shown = Home(tmp_path).run("score", "--only", "no-such-id", exit_code=1)
        assert shown.startswith("error: there are no labels with an id that begins with 'no-such-id'")

    def test_scores_are_a_table_by_set_and_kind(self, tmp_path: Path) -> None:
        shown = Home(tmp_path).run("score", "--only", "own")
        assert shown.split()[:4] == ["set", "kind", "precision", "recall"]
        assert {line.split()[1] for line in shown.splitlines() if line.startswith("own ")} >= {"countries", "officials"}


def printed_scores(prefix: str, *, with_differences: bool = False) -> str:
    screen = Console(width=10_000)
    with screen.capture() as shown:
        print_scores(None, prefix, with_differences, screen)
    return shown.get()


class TestScore:
    def test_only_the_labels_that_were_asked_for_are_measured(self) -> None:
        assert printed_scores("press_releases-3").rstrip().endswith("sample 1 releases, 0 traps")
        assert printed_scores("traps-1").splitlines()[1].startswith("traps")

    def test_differences_stand_before_the_table(self) -> None:
        shown = printed_scores("press_releases-", with_differences=True)
        assert "missing" in shown[: shown.index("set ")]
        assert "missing" not in printed_scores("press_releases-").replace("n_missing", "")

    def test_no_labels_is_an_error(self) -> None:
        with pytest.raises(LabelledError, match="begins with 'none'"):
            printed_scores("none")
