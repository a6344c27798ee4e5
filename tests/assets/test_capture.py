"""What a refresh keeps of its sources, and when a reading says nothing new."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assets.capture import Captured, capture, has_news
from assets.workspace import MAIN, Workspace
from sources.config import SAMPLE, FilesSource, SourceError
from tests.assets.home import READ_AT, day, source, workspace_in, write

SAMPLE_TOML = f'[[source]]\nname = "{SAMPLE}"\npath = "sample.txt"\ntime_zone = "UTC"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path / "home")


def take(workspace: Workspace, *sources: FilesSource, on: int = 0) -> Captured:
    """Capture, and see to it that `has_news` foretells it."""
    foretold = has_news(workspace, sources, day(on))
    captured = capture(workspace, sources, day(on))
    assert foretold == bool(captured.new)
    return captured


def ledger(workspace: Workspace) -> list[tuple[str, str | None]]:
    return [(entry.source_name, entry.document_id) for entry in workspace.store.entries()]


def documents(workspace: Workspace) -> int:
    return len(list((workspace.home / "raw" / "documents").rglob("*.zst")))


def configure(workspace: Workspace, text: str) -> None:
    write(workspace.home / "sources.toml", text)


def test_a_reading_is_noted_with_its_circumstances(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "abc")
    stated = {"home_country": "LKA", "time_zone": "Asia/Colombo", "language": "en", "publisher": "Office"}
    captured = take(workspace, source(path, observed_at="2026-03-31T10:00:00+05:00", **stated))
    (entry,) = captured.new
    assert workspace.store.entries() == [entry]
    assert workspace.store.get(str(entry.document_id)) == b"abc"
    assert entry.model_dump(exclude={"fetch_id", "document_id"}) == {
        "source_name": "ministry",
        "uri": str(path),
        "status": "ok",
        "detail": None,
        "observed_at": datetime(2026, 3, 31, 5),
        "read_at": READ_AT,
        "home_country_code": "LKA",
        "time_zone": "Asia/Colombo",
        "language_code": "en",
        "publisher_name": "Office",
        "media_type": "text/plain",
        "n_bytes": 3,
        "is_complete": False,
    }


@pytest.mark.parametrize(
    ("home_country", "zone"), [("LKA", "Asia/Colombo"), ("FRA", "Europe/Paris"), (None, "Asia/Almaty")]
)
def test_without_a_zone_times_are_those_of_the_capital(
    home_country: str | None, zone: str, workspace: Workspace, tmp_path: Path
) -> None:
    one = source(write(tmp_path / "a.txt", "abc"), home_country=home_country, time_zone=None)
    assert [entry.time_zone for entry in take(workspace, one).new] == [zone]


def test_the_same_bytes_again_add_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "a.txt", "abc")
    take(workspace, source(path))
    before = workspace.store.ledger_path.read_bytes()
    write(tmp_path / "in" / "renamed copy.txt", "abc")
    again = take(workspace, source(tmp_path / "in"), on=1)
    assert (again.n_files, again.new, again.failed) == (2, [], [])
    assert workspace.store.ledger_path.read_bytes() == before
    assert documents(workspace) == 1


@pytest.mark.parametrize(
    ("changed", "adds_a_fetch"),
    [
        ({"observed_at": "2026-04-01T09:00:00Z"}, True),
        ({"home_country": "LKA"}, True),
        ({"time_zone": "Asia/Colombo"}, True),
        ({"language": "en"}, True),
        ({"publisher": "Office"}, True),
        ({"complete": True}, True),
        ({"name": "other"}, True),
        ({"is_recursive": False}, False),
        ({}, False),
    ],
)
def test_what_is_newly_stated_adds_a_fetch_but_no_document(
    changed: dict[str, Any], adds_a_fetch: bool, workspace: Workspace, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.txt", "abc")
    take(workspace, source(path))
    assert len(take(workspace, source(path, **changed), on=1).new) == adds_a_fetch
    assert len({entry.fetch_id for entry in workspace.store.entries()}) == 1 + adds_a_fetch
    assert len({document_id for _, document_id in ledger(workspace)}) == documents(workspace) == 1
    assert take(workspace, source(path, **changed), on=2).new == []


def test_a_known_observation_is_noted_once_and_its_absence_says_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "abc")
    times = ["2026-04-01T09:00:00Z", None, "2026-04-01T14:00:00+05:00", "2026-04-02T09:00:00Z", "2026-04-01T09:00:00Z"]
    n_new = [len(take(workspace, source(path, observed_at=at), on=n).new) for n, at in enumerate(times)]
    assert n_new == [1, 0, 0, 1, 0]


def test_circumstances_that_return_are_new_again(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "abc")
    for number, publisher in enumerate(["A", "B", "A"]):
        assert len(take(workspace, source(path, publisher=publisher), on=number).new) == 1
    assert [entry.publisher_name for entry in workspace.store.entries()] == ["A", "B", "A"]


def test_two_configured_sources_with_one_file_do_not_contradict_each_other_for_ever(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.txt", "abc")
    configure(workspace, "".join(f'[[source]]\nname = "{name}"\npath = "{path}"\n' for name in "ab"))
    assert [len(take(workspace, on=number).new) for number in range(3)] == [2, 0, 0]
    assert [name for name, _ in ledger(workspace)] == ["a", "b"]


def test_named_by_hand_a_document_moves_from_source_to_source(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "abc")
    for number, name in enumerate(["a", "b", "a"]):
        assert len(take(workspace, source(path, name), on=number).new) == 1
    assert [name for name, _ in ledger(workspace)] == ["a", "b", "a"]


def test_a_failed_reading_is_noted_and_the_others_go_on(workspace: Workspace, tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "abc")
    captured = take(workspace, source(tmp_path / "missing.txt"), source(path))
    assert (captured.n_files, len(captured.new), len(captured.failed)) == (2, 1, 1)
    (failed,) = captured.failed
    assert (failed.status, failed.document_id, failed.media_type, failed.n_bytes) == ("failed", None, None, None)
    assert failed.detail == "no such file or folder"
    assert workspace.store.entries() == [failed, *captured.new]


def test_what_was_read_before_a_crash_stays_read(workspace: Workspace, tmp_path: Path) -> None:
    sources = [source(write(tmp_path / f"{name}.txt", name), name) for name in "abc"]
    # The folder in which the second document belongs is a file: no wish of the store, but it cannot write there.
    document_id = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"
    write(workspace.home / "raw" / "documents" / document_id[:2], "in the way")
    with pytest.raises(OSError, match="exists"):
        capture(workspace, tuple(sources), READ_AT)
    assert [name for name, _ in ledger(workspace)] == ["a"]
    (workspace.home / "raw" / "documents" / document_id[:2]).unlink()
    assert [entry.source_name for entry in take(workspace, *sources, on=1).new] == ["b", "c"]
    assert ledger(workspace)[1] == ("b", document_id)


def test_configured_sources_and_the_inbox_are_read_if_none_is_named(workspace: Workspace, tmp_path: Path) -> None:
    configure(workspace, f'{SAMPLE_TOML}[[source]]\nname = "configured"\npath = "in.txt"\n[inbox]\nlanguage = "fr"')
    write(workspace.home / "in.txt", "configured")
    write(workspace.home / "inbox" / "loose.txt", "loose")
    write(workspace.home / "inbox" / "folder" / "deep" / "a.txt", "in a folder")
    write(workspace.home / "sample.txt", "sample")
    by_hand = source(write(tmp_path / "by-hand.txt", "by hand"))
    assert [entry.source_name for entry in take(workspace, by_hand).new] == ["ministry"]
    found = [(entry.source_name, entry.language_code) for entry in take(workspace, on=1).new]
    assert found == [("configured", None), ("folder", "fr"), ("inbox", "fr")]


def test_the_sample_is_read_and_counted_only_while_it_is_alone(workspace: Workspace) -> None:
    configure(workspace, SAMPLE_TOML)
    sample = write(workspace.home / "sample.txt", "sample")
    assert [entry.source_name for entry in take(workspace).new] == [SAMPLE]
    assert [entry.source_name for entry in workspace.entries()] == [SAMPLE]
    assert take(workspace, on=1).new == []
    write(workspace.home / "inbox" / "own.txt", "own")
    assert [entry.source_name for entry in take(workspace, on=2).new] == ["inbox"]
    assert [entry.source_name for entry in workspace.entries()] == ["inbox"]
    write(sample, "changed")
    assert take(workspace, on=3).n_files == 1
    assert [name for name, _ in ledger(workspace)] == [SAMPLE, "inbox"]


def test_a_source_that_only_fails_does_not_chase_the_sample_away(workspace: Workspace) -> None:
    configure(workspace, f'{SAMPLE_TOML}[[source]]\nname = "gone"\npath = "gone.txt"\n')
    write(workspace.home / "sample.txt", "sample")
    captured = take(workspace)
    assert [entry.source_name for entry in captured.new] == [SAMPLE]
    assert [entry.source_name for entry in workspace.entries()] == ["gone", SAMPLE]


def test_a_new_warehouse_begins_with_the_main_ledger_if_no_source_is_named(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, source(write(tmp_path / "a.txt", "abc")))
    other = workspace_in(workspace.home, "other.duckdb")
    assert take(other, on=1).new == []
    assert other.store.entries() == workspace.store.entries()
    by_hand = workspace_in(workspace.home, "by-hand.duckdb")
    take(by_hand, source(write(tmp_path / "b.txt", "b"), "other"), on=2)
    assert [name for name, _ in ledger(by_hand)] == ["other"]
    take(by_hand, on=3)
    assert [name for name, _ in ledger(by_hand)] == ["other"]
    assert [name for name, _ in ledger(workspace)] == ["ministry"]


def test_a_warehouse_is_named_after_its_path(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert Workspace(home, home / "x" / ".." / "chancery.duckdb").name == MAIN
    names = {Workspace(home, tmp_path / folder / "press.duckdb").name for folder in ("a", "b", "a/../a")}
    assert len(names) == 2
    assert all(name.startswith("press-") for name in names)
    assert Workspace(home, tmp_path / "chancery.duckdb").name != MAIN


def test_a_wrong_configuration_stops_the_refresh_before_anything_is_read(workspace: Workspace) -> None:
    configure(workspace, '[[source]]\nname = "a"\npath = "a.txt"\ntime_zone = "Mars"')
    with pytest.raises(SourceError, match=r"sources\.toml: source\.0\.time_zone"):
        capture(workspace, (), READ_AT)
    assert ledger(workspace) == []


def test_a_complete_source_that_shows_an_earlier_list_again_is_read_anew(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    n_new = []
    for number, text in enumerate(["a b", "a", "a", "a b", "a b"]):
        write(path, text)
        n_new.append(len(take(workspace, source(path, complete=True), on=number).new))
    assert n_new == [1, 1, 0, 1, 0]
    assert {entry.is_complete for entry in workspace.store.entries()} == {True}


def test_two_lists_of_a_complete_source_do_not_contradict_each_other_for_ever(
    workspace: Workspace, tmp_path: Path
) -> None:
    for name in "ab":
        write(tmp_path / "lists" / f"{name}.txt", name)
    one = source(tmp_path / "lists", complete=True)
    assert [len(take(workspace, one, on=number).new) for number in range(3)] == [2, 0, 0]


class TestKnownOn:
    """A warehouse as known on a day: the readings of the main one that were made by its end, and no source."""

    @pytest.fixture
    def home(self, workspace: Workspace, tmp_path: Path) -> Workspace:
        for number, text in enumerate("abc"):
            take(workspace, source(write(tmp_path / f"{text}.txt", text)), on=number)
        return workspace

    def known_on(self, home: Workspace, day_number: int) -> Workspace:
        return Workspace(home.home, home.home / "then.duckdb", day(day_number).date())

    @pytest.mark.parametrize(("number", "n_entries"), [(-1, 0), (0, 1), (1, 2), (9, 3)])
    def test_it_has_what_was_read_by_then(self, number: int, n_entries: int, home: Workspace) -> None:
        assert self.known_on(home, number).entries() == home.entries()[:n_entries]

    def test_the_end_of_a_day_is_midnight_utc(self, workspace: Workspace, tmp_path: Path) -> None:
        one = source(write(tmp_path / "a.txt", "a"))
        capture(workspace, (one,), datetime(2026, 4, 2))
        for number, known in ((0, 0), (1, 1)):
            assert len(self.known_on(workspace, number).entries()) == known

    def test_it_reads_no_source_and_writes_no_ledger(self, home: Workspace, tmp_path: Path) -> None:
        then = self.known_on(home, 0)
        taken = take(then, source(write(tmp_path / "d.txt", "d")), on=5)
        assert (taken.n_files, taken.new) == (0, [])
        assert not then.store.ledger_path.exists()
