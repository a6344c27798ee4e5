"""The version of reading changes with whatever decides what a text means, and with nothing else."""

from __future__ import annotations

import importlib.metadata
import re
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import reading
from reading.version import reading_version

PACKAGE = Path(reading.__file__).parent


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package, in which files may be changed."""
    return Path(shutil.copytree(PACKAGE, tmp_path / "reading", ignore=shutil.ignore_patterns("__pycache__")))


def version_of(package: Path) -> str:
    found = runpy.run_path(str(package / "version.py"))["reading_version"]()
    assert isinstance(found, str)
    return found


def append(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("\n")


def test_a_copy_has_the_same_version(copy: Path) -> None:
    assert re.fullmatch("[0-9a-f]{32}", reading_version())
    assert version_of(copy) == version_of(PACKAGE)


@pytest.mark.parametrize(
    "change",
    [
        lambda package: append(package / "topics.py"),
        lambda package: append(package / "knowledge" / "topic.csv"),
        lambda package: append(package / "knowledge" / "country_role.toml"),
        lambda package: (package / "knowledge" / "new.csv").write_text("form\n"),
        lambda package: (package / "knowledge" / "topic_term.csv").rename(package / "knowledge" / "topic_terms.csv"),
        lambda package: (package / "tables.py").unlink(),
    ],
    ids=["code", "csv", "toml", "new file", "renamed", "gone"],
)
def test_a_change_of_code_or_knowledge_is_a_new_version(copy: Path, change: Callable[[Path], object]) -> None:
    before = version_of(copy)
    change(copy)
    assert version_of(copy) != before


def test_compiled_files_and_notes_are_no_part_of_it(copy: Path) -> None:
    before = version_of(copy)
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__" / "topics.cpython-311.pyc").write_bytes(b"compiled")
    (copy / "notes.txt").write_text("no code")
    assert version_of(copy) == before


@pytest.mark.parametrize("library", ["babel", "pycountry"])
def test_another_library_of_facts_is_a_new_version(copy: Path, monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    before = version_of(copy)
    known = importlib.metadata.version
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "0.0" if name == library else known(name))
    assert version_of(copy) != before
