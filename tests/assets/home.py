"""A home for tests: a workspace, files in it, and sources that name them."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assets.workspace import Workspace
from sources.config import FilesSource

READ_AT = datetime(2026, 4, 1, 12)


def workspace_in(home: Path, published: str = "chancery.duckdb") -> Workspace:
    """Return a workspace whose own configuration names no source, so that nothing is read but what a test names."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "sources.toml").exists():
        (home / "sources.toml").touch()
    return Workspace(home, home / published)


def write(path: Path, text: str) -> Path:
    """Write a file, and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def source(path: Path, name: str = "ministry", **stated: Any) -> FilesSource:
    """Return a source of files."""
    return FilesSource.model_validate({"name": name, "path": path, "time_zone": "UTC"} | stated)


def day(number: int) -> datetime:
    """Return the time of the refresh on a day, counted from 0."""
    return READ_AT + timedelta(days=number)
