"""Publishing: at once or not at all, whoever is reading, whatever a crash has left beside the file."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import put, rows_of
from warehouse.contracts.meta import MetaRun
from warehouse.engine import macros, open_published, open_work, table_names, wal
from warehouse.publish import build_key, publish, published_key, remove_leftovers
from warehouse.raw_store import LedgerEntry
from warehouse.schema import contracts

PUBLISHED_AT = datetime(2026, 4, 1, 12)


def run(key: str = "key", number: int = 0) -> MetaRun:
    return MetaRun(
        run_id=f"run-{number}",
        published_at=PUBLISHED_AT + timedelta(hours=number),
        build_key=key,
        reading_version="1",
        n_documents=0,
        n_articles=0,
    )


def topics(path: Path) -> list[str]:
    with open_published(path) as connection:
        return [row[0] for row in rows_of(connection, "SELECT topic_code FROM dim_topic ORDER BY ALL")]


def add_topic(work: Path, code: str) -> None:
    with open_work(work) as connection:
        put(connection, "dim_topic", {"topic_code": code})


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "published" / "chancery.duckdb"


def test_a_copy_of_the_work_file_is_published_with_its_run(work: Path, target: Path) -> None:
    add_topic(work, "trade")
    published = publish(work, target, run("first"))
    assert topics(target) == ["trade"]
    assert published_key(target) == "first"
    assert (published.path, published.n_bytes) == (target, target.stat().st_size)
    n_rows = {name: n for name, n in published.n_rows.items() if not name.startswith("meta_")}
    assert n_rows == {name: int(name == "dim_topic") for name, each in contracts().items() if each.layer() != "meta"}
    assert (published.n_rows["meta_run"], published.n_rows.keys()) == (1, contracts().keys())
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_the_latest_run_tells_the_key(work: Path, target: Path) -> None:
    for number, key in enumerate(["first", "second"]):
        publish(work, target, run(key, number))
    assert published_key(target) == "second"
    with open_published(target) as connection:
        assert rows_of(connection, "SELECT run_id FROM meta_run ORDER BY ALL") == [("run-0",), ("run-1",)]


def test_a_reader_keeps_the_file_that_it_has_open(work: Path, target: Path, tmp_path: Path) -> None:
    add_topic(work, "trade")
    publish(work, target, run())
    with duckdb.connect(str(target), read_only=True) as reader:
        reader.execute("BEGIN")
        add_topic(work, "energy")
        publish(work, target, run("new", 1))
        # Another process would open the path itself; in this one DuckDB hands out what is open under the name.
        new = shutil.copyfile(target, tmp_path / "new.duckdb")
        assert topics(new) == ["energy", "trade"]
        assert rows_of(reader, "SELECT topic_code FROM dim_topic") == [("trade",)]
    assert topics(target) == ["energy", "trade"]


def test_a_log_beside_the_target_is_removed_and_not_replayed(work: Path, target: Path, tmp_path: Path) -> None:
    killed = shutil.copyfile(work, tmp_path / "killed.duckdb")
    with open_work(killed) as connection:
        put(connection, "dim_topic", {"topic_code": "stale"})
        log = wal(killed).read_bytes()
    target.parent.mkdir()
    shutil.copyfile(work, target)
    wal(target).write_bytes(log)
    add_topic(work, "trade")
    publish(work, target, run())
    assert not wal(target).exists()
    assert topics(target) == ["trade"]


def test_such_a_log_would_be_replayed(work: Path, tmp_path: Path) -> None:
    """The danger of the test above is real: the log alone brings its row into a file like it."""
    killed = shutil.copyfile(work, tmp_path / "killed.duckdb")
    with open_work(killed) as connection:
        put(connection, "dim_topic", {"topic_code": "stale"})
        log = wal(killed).read_bytes()
    wal(work).write_bytes(log)
    with open_work(work) as connection:
        assert rows_of(connection, "SELECT topic_code FROM dim_topic") == [("stale",)]


def test_a_publish_that_fails_leaves_the_old_file(work: Path, target: Path) -> None:
    add_topic(work, "trade")
    publish(work, target, run("old"))
    add_topic(work, "energy")
    with pytest.raises(duckdb.ConstraintException):
        publish(work, target, run("bad").model_copy(update={"n_articles": -1}))
    assert (topics(target), published_key(target)) == (["trade"], "old")
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_target_that_cannot_be_replaced_leaves_no_copy_behind(work: Path, target: Path) -> None:
    target.mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        publish(work, target, run())
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_leftovers_of_a_killed_publish_are_removed_and_nothing_else(target: Path) -> None:
    target.parent.mkdir()
    kept = {target.name, f"{target.name}.backup", ".other.duckdb.1.tmp"}
    for name in (*kept, f".{target.name}.1.tmp", f".{target.name}.22.tmp"):
        (target.parent / name).touch()
    remove_leftovers(target)
    assert {path.name for path in target.parent.iterdir()} == kept


def test_a_table_that_nothing_promises_any_more_is_not_published(work: Path, target: Path) -> None:
    with open_work(work) as connection:
        connection.execute("CREATE TABLE mart_renamed AS SELECT 1 AS i")
    assert "mart_renamed" not in publish(work, target, run()).n_rows
    with open_published(target) as connection:
        assert table_names(connection) == set(contracts())


def test_runs_noted_under_an_older_contract_do_not_stop_publishing(work: Path, target: Path) -> None:
    with open_work(work) as connection:
        connection.execute("CREATE OR REPLACE TABLE meta_run AS SELECT 'old' AS run_id, 1 AS n_forgotten")
    publish(work, target, run("new"))
    assert published_key(target) == "new"


def test_every_macro_is_published_and_no_other(work: Path, target: Path) -> None:
    with open_work(work) as connection:
        connection.execute("CREATE MACRO forgotten(i) AS TABLE SELECT i")
    publish(work, target, run())
    publish(work, target, run("second", 1))
    with open_published(target) as connection:
        made = rows_of(
            connection,
            "SELECT function_name FROM duckdb_functions() WHERE function_type = 'table_macro' AND NOT internal",
        )
        assert sorted(made) == sorted((macro.name,) for macro in macros())


def entry(number: int, **stated: Any) -> LedgerEntry:
    values: dict[str, Any] = {
        "fetch_id": f"{number:032x}",
        "document_id": "0" * 64,
        "source_name": "ministry",
        "uri": "/in/a.txt",
        "status": "ok",
        "detail": None,
        "observed_at": None,
        "read_at": PUBLISHED_AT,
        "home_country_code": None,
        "time_zone": "UTC",
        "language_code": None,
        "publisher_name": None,
        "media_type": None,
        "n_bytes": None,
    }
    return LedgerEntry(**values | stated)


def test_the_build_key_depends_on_readings_and_code_and_not_on_order() -> None:
    one, other, third = entry(1), entry(2), entry(3)
    key = build_key([one, other], "v1")
    assert key == build_key([other, one], "v1")
    different = [
        build_key([], "v1"),
        build_key([one], "v1"),
        build_key([one, third], "v1"),
        build_key([one, other], "v2"),
    ]
    assert len({key, *different}) == 5


@pytest.mark.parametrize("content", [None, b"", b"no database"])
def test_a_missing_or_damaged_file_has_no_key(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "chancery.duckdb"
    if content is not None:
        path.write_bytes(content)
    assert published_key(path) is None


@pytest.mark.parametrize(
    "statement", ["DROP TABLE meta_run", "DELETE FROM meta_run", "ALTER TABLE meta_run DROP build_key"]
)
def test_a_file_that_tells_of_no_run_has_no_key(statement: str, work: Path) -> None:
    with open_work(work) as connection:
        put(connection, "meta_run", {"run_id": "r"})
        connection.execute(statement)
    assert published_key(work) is None
