"""A warehouse in which every promised table is, without rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from warehouse.engine import open_work
from warehouse.schema import contracts, ddl


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "work.duckdb"
    with open_work(path) as connection:
        for contract in contracts().values():
            for statement in ddl(contract):
                connection.execute(statement)
    return path


@pytest.fixture
def work(empty_file: Path, tmp_path: Path) -> Path:
    """A file of its own for the test."""
    return shutil.copyfile(empty_file, tmp_path / "work.duckdb")


@pytest.fixture
def connection(work: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_work(work) as opened:
        yield opened


@pytest.fixture(scope="session")
def _common(empty_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_work(shutil.copyfile(empty_file, tmp_path_factory.mktemp("common") / "work.duckdb")) as opened:
        yield opened


@pytest.fixture
def scratch(_common: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose changes are undone after the test, which begins no transaction; much the quicker one."""
    _common.begin()
    yield _common
    _common.rollback()
