"""Files are read with the facts of reading them; what cannot be read is a fact, not an exception."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sources.config import FilesSource
from sources.files import MAX_FILE_BYTES, Capture, find_files, read_files


def source(path: Path | str, **stated: Any) -> FilesSource:
    return FilesSource.model_validate({"name": "ministry", "path": path} | stated)


def read(path: Path | str, **stated: Any) -> list[Capture]:
    return list(read_files(source(path, **stated)))


def test_a_file_is_given_with_its_bytes_and_circumstances(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xff\r\n\x00")
    one = source(path, home_country="KAZ")
    assert list(read_files(one)) == [
        Capture("ministry", str(path), b"\xff\r\n\x00", None, "text/plain", None, False, one)
    ]


@pytest.mark.parametrize(
    ("is_recursive", "expected"),
    [(True, ["B.txt", "a.txt", "deep/er/c.jsonl", "empty"]), (False, ["B.txt", "a.txt", "empty"])],
)
def test_finished_visible_files_are_found_in_order_of_names(
    is_recursive: bool, expected: list[str], tmp_path: Path
) -> None:
    passed_over = ["x.tmp", "x.part", "x.crdownload", "x.txt~", ".hidden", ".git/config", "deep/.cache/x.txt"]
    for name in [*passed_over, "deep/er/c.jsonl", "a.txt", "B.txt", "empty"]:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "broken link").symlink_to(tmp_path / "nowhere")
    found = find_files(tmp_path, is_recursive=is_recursive)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == expected
    assert [one.uri for one in read(tmp_path, is_recursive=is_recursive)] == [str(path) for path in found]


def test_a_file_that_is_named_itself_is_read_whatever_its_name(tmp_path: Path) -> None:
    (path := tmp_path / ".hidden.tmp").write_bytes(b"x")
    assert find_files(path) == [path]
    assert [one.data for one in read(path)] == [b"x"]


def test_a_hidden_folder_that_is_named_itself_is_read(tmp_path: Path) -> None:
    (folder := tmp_path / ".in").mkdir()
    (folder / "a.txt").write_bytes(b"x")
    assert [one.data for one in read(folder)] == [b"x"]


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert read(tmp_path) == []
    assert find_files(tmp_path) == find_files(tmp_path / "missing") == []


@pytest.mark.parametrize("name", ["missing", "missing/a.txt", "a.txt/below", "x" * 300, "pipe"])
def test_a_path_that_leads_to_no_file_or_folder_is_a_failure(name: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    os.mkfifo(tmp_path / "pipe")
    (failure,) = read(tmp_path / name)
    assert (failure.data, failure.media_type, failure.uri) == (None, None, str(tmp_path / name))
    assert failure.detail


def test_a_file_that_cannot_be_read_is_a_failure_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x")
    with (tmp_path / "b.txt").open("wb") as huge:
        huge.truncate(MAX_FILE_BYTES + 1)
    # Its first byte is nobody's memory, so that every system call but the reading succeeds.
    (tmp_path / "c.txt").symlink_to("/proc/self/mem")
    (tmp_path / "d.txt").write_bytes(b"y")
    captures = {Path(one.uri).name: one for one in read(tmp_path)}
    assert {name: one.data for name, one in captures.items()} == {
        "a.txt": b"x",
        "b.txt": None,
        "c.txt": None,
        "d.txt": b"y",
    }
    assert captures["b.txt"].detail == "4,000,000,001 bytes are more than the limit of 4,000,000,000"
    assert captures["c.txt"].detail == os.strerror(5)


def test_a_name_that_is_no_utf8_is_escaped(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xe9sum\xe9.txt")).write_bytes(b"x")
    (one,) = read(tmp_path)
    assert (one.uri, one.data) == (f"{tmp_path}/r\\xe9sum\\xe9.txt", b"x")
    (failure,) = read(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    assert (failure.uri, failure.data) == (f"{tmp_path}/\\xff", None)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        (None, None),
        ("2026-04-01T09:00:00Z", datetime(2026, 4, 1, 9)),
        ("2026-04-01T02:30:00+05:00", datetime(2026, 3, 31, 21, 30)),
        ("2026-04-01T23:00:00.5-04:00", datetime(2026, 4, 2, 3, 0, 0, 500_000)),
    ],
)
def test_the_time_of_observation_is_utc_without_zone(
    stated: str | None, expected: datetime | None, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").touch()
    assert [one.observed_at for one in read(tmp_path, observed_at=stated)] == [expected]


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a.JSONL", "application/jsonl"),
        ("a.ndjson", "application/jsonl"),
        ("a.html", "text/html"),
        ("a", "application/octet-stream"),
    ],
)
def test_the_kind_of_content_is_told_by_the_name(name: str, media_type: str, tmp_path: Path) -> None:
    (tmp_path / name).touch()
    assert [one.media_type for one in read(tmp_path)] == [media_type]
