"""A home of its own for each test, and the command line as a user calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from tests.conftest import PROJECT

Rows = dict[str, list[tuple[object, ...]]]


@dataclass(frozen=True)
class Home:
    """A Chancery home in a temporary folder."""

    path: Path

    @property
    def warehouse(self) -> Path:
        return self.path / "chancery.duckdb"

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("CHANCERY_", "DAGSTER_"))}
        return kept | {"CHANCERY_HOME": str(self.path), "COLUMNS": "200"}

    def command(self, *arguments: object) -> Sequence[str]:
        return [sys.executable, "-c", "from orchestration.cli import main; main()", *map(str, arguments)]

    def run(self, *arguments: object, exit_code: int = 0) -> str:
        """Run `chancery`; return what it printed, on either stream."""
        result = subprocess.run(
            self.command(*arguments), env=self.environment, cwd=PROJECT, capture_output=True, text=True, check=False
        )
        assert result.returncode == exit_code, result.stdout + result.stderr
        return result.stdout + result.stderr

    @contextmanager
    def recorded(self) -> Iterator[dg.DagsterInstance]:
        """Give Dagster's records of this home."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("DAGSTER_HOME", str(self.path / "dagster"))
            with dg.DagsterInstance.get() as instance:
                yield instance

    def rows(self, warehouse: Path | None = None) -> Rows:
        """Return the rows of every table but meta_*, in an order of their own."""
        with duckdb.connect(str(warehouse or self.warehouse), read_only=True) as connection:
            tables = connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE table_name NOT LIKE 'meta%' ORDER BY table_name"
            ).fetchall()
            return {name: connection.execute(f'SELECT * FROM "{name}" ORDER BY ALL').fetchall() for (name,) in tables}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture
def listing(tmp_path: Path) -> Callable[..., Path]:
    """Write a listing of (header, title, body) triples to a file."""

    def write(*releases: tuple[str, str, str], name: str = "listing.txt") -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{header}\n{title}\n{body}\n" for header, title, body in releases), encoding="utf-8")
        return path

    return write
