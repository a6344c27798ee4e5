"""DuckDB as Chancery uses it: queries read and loaded, the work file, the published file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from tests.warehouse.tables import put, rows_of
from warehouse.contracts.raw import RawDocument
from warehouse.engine import (
    Query,
    WarehouseError,
    check_queries,
    count,
    load_arrow,
    load_query,
    open_published,
    open_work,
    read_query,
    table_names,
    table_queries,
    transaction,
    wal,
)
from warehouse.schema import arrow_schema, columns, contracts

Connection = duckdb.DuckDBPyConnection


def query_file(folder: Path, text: str, name: str = "dim_topic") -> Path:
    path = folder / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("query", table_queries(), ids=lambda query: query.name)
def test_a_query_gives_what_its_contract_promises(query: Query, scratch: Connection) -> None:
    described = rows_of(scratch, f"DESCRIBE {query.text}")
    promised = columns(contracts()[query.name])
    assert [(row[0], row[1]) for row in described] == [(column.name, column.sql_type) for column in promised]


@pytest.mark.parametrize("query", check_queries(), ids=lambda query: query.name)
def test_a_check_finds_nothing_in_empty_tables(query: Query, scratch: Connection) -> None:
    assert rows_of(scratch, query.text) == []
    assert query.text.startswith("-- ")
    assert query.name.partition("__")[0] in contracts()


def test_every_query_runs_on_empty_tables_and_keeps_the_unknown_members(connection: Connection) -> None:
    for query in table_queries():
        load_query(connection, query)
    filled = {query.name for query in table_queries() if count(connection, query.name)}
    assert filled == {name for name in contracts() if name.startswith("dim_")}
    assert all(count(connection, name) == 1 for name in filled)


def test_a_query_knows_the_tables_it_reads(tmp_path: Path) -> None:
    text = "WITH topic AS (SELECT * FROM stg_topic), t AS (SELECT * FROM topic) SELECT * FROM t JOIN dim_date ON true;"
    query = read_query(query_file(tmp_path, text))
    assert (query.name, query.tables) == ("dim_topic", {"stg_topic", "dim_date"})
    other = read_query(query_file(tmp_path / "other", "-- changed\n" + text))
    assert query.code_version != other.code_version


def test_a_common_table_named_as_a_table_does_not_hide_it(tmp_path: Path) -> None:
    text = "WITH stg_topic AS (SELECT * FROM main.stg_topic) SELECT * FROM stg_topic"
    assert read_query(query_file(tmp_path, text)).tables == {"stg_topic"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * FROM fct_articel", "no contract for fct_articel"),
        ("SELECT * FROM 'somewhere.csv'", "no contract for somewhere.csv"),
        ("SELECT 1; SELECT 2", "one SELECT"),
        ("DELETE FROM fct_article", "one SELECT"),
        ("", "one SELECT"),
        ("-- nothing but a comment", "one SELECT"),
        ("SELECT FROM WHERE (", ""),
        ("SELECT 'no end", ""),
    ],
)
def test_a_query_file_that_is_not_one_select_over_known_tables_is_named(
    text: str, message: str, tmp_path: Path
) -> None:
    path = query_file(tmp_path, text)
    with pytest.raises(WarehouseError) as raised:
        read_query(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert message in str(raised.value)


@pytest.mark.parametrize("end", [";  \n", " -- the end\n"])
def test_a_semicolon_or_comment_at_the_end_does_no_harm(end: str, tmp_path: Path, connection: Connection) -> None:
    put(connection, "stg_topic", {"topic_code": "trade"})
    query = read_query(query_file(tmp_path, f"SELECT * FROM stg_topic{end}"))
    assert load_query(connection, query) == 1


def test_a_query_without_contract_is_missed(tmp_path: Path) -> None:
    query_file(tmp_path / "core", "SELECT * FROM stg_topic", "dim_subject")
    with pytest.raises(WarehouseError, match=r"no contract for dim_subject; add a class in warehouse/contracts/"):
        table_queries(tmp_path)


def test_a_contract_without_query_is_missed(tmp_path: Path) -> None:
    for query in table_queries():
        if query.name not in ("fct_event", "mart_official_activity"):
            query_file(tmp_path / query.path.parent.name, query.text, query.name)
    with pytest.raises(WarehouseError, match="no query for fct_event, mart_official_activity; add a file"):
        table_queries(tmp_path)


def test_loading_replaces_the_rows_by_name(tmp_path: Path, connection: Connection) -> None:
    put(connection, "dim_topic", {"topic_code": "old"})
    text = "SELECT 'Trade' AS topic_name, 'trade' AS topic_code"
    assert load_query(connection, read_query(query_file(tmp_path, text))) == 1
    assert rows_of(connection, "FROM dim_topic") == [("trade", "Trade", None, None, None, None)]
    assert rows_of(connection, "SELECT comment FROM duckdb_tables() WHERE table_name = 'dim_topic'") == [
        (contracts()["dim_topic"].grain(),)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT 'a' AS topic_code, NULL AS topic_name",
        "SELECT 'a' AS topic_code, 'A' AS topic_name, 'no digits' AS iptc_code",
        "SELECT 'a' AS topic_code, 'A' AS topic_name, 1 AS no_such_column",
        "SELECT topic_code, error('in the middle') AS topic_name FROM stg_topic",
    ],
)
def test_a_query_that_fails_leaves_the_old_rows(text: str, tmp_path: Path, connection: Connection) -> None:
    put(connection, "stg_topic", {"topic_code": "trade"})
    put(connection, "dim_topic", {"topic_code": "old"})
    with pytest.raises(duckdb.Error):
        load_query(connection, read_query(query_file(tmp_path, text)))
    assert rows_of(connection, "SELECT topic_code FROM dim_topic") == [("old",)]


def test_rows_made_in_python_replace_a_table_or_leave_it(connection: Connection) -> None:
    def documents(*ids: str) -> pa.Table:
        rows = [{"document_id": one, "media_type": "text/plain", "n_bytes": 1} for one in ids]
        return pa.Table.from_pylist(rows, schema=arrow_schema(RawDocument))

    assert load_arrow(connection, RawDocument, documents("0" * 64, "1" * 64)) == 2
    assert load_arrow(connection, RawDocument, documents("2" * 64)) == 1
    with pytest.raises(duckdb.ConstraintException):
        load_arrow(connection, RawDocument, documents("3" * 64, "no hash"))
    assert rows_of(connection, "SELECT document_id FROM raw_document") == [("2" * 64,)]


def test_a_transaction_is_undone_by_any_exception(connection: Connection) -> None:
    with pytest.raises(KeyboardInterrupt), transaction(connection):
        put(connection, "stg_topic", {"topic_code": "trade"})
        raise KeyboardInterrupt
    assert count(connection, "stg_topic") == 0
    with transaction(connection):
        put(connection, "stg_topic", {"topic_code": "trade"})
    assert count(connection, "stg_topic") == 1


def test_the_work_file_is_kept_and_its_clock_is_utc(tmp_path: Path) -> None:
    path = tmp_path / "new" / "work.duckdb"
    with open_work(path) as connection:
        connection.execute("CREATE TABLE kept (i INTEGER)")
    with open_work(path) as connection:
        assert table_names(connection) == {"kept"}
        assert rows_of(connection, "SELECT current_setting('TimeZone')") == [("UTC",)]


def damaged(path: Path, how: str) -> None:
    with open_work(path) as connection:
        connection.execute("CREATE TABLE t AS SELECT range AS i, md5(range::VARCHAR) AS s FROM range(100000)")
    whole = path.read_bytes()
    match how:
        case "no database":
            path.write_bytes(b"hello, this is some text")
        case "empty":
            path.write_bytes(b"")
        case "cut off in the header":
            path.write_bytes(whole[:5000])
        case "header blanked out":
            path.write_bytes(whole[:4096] + bytes(8192) + whole[12288:])
        case "log damaged":
            log = made_log(path.with_name("log.duckdb"))
            path.write_bytes(path.with_name("log.duckdb").read_bytes())
            wal(path).write_bytes(log[:60] + bytes([log[60] ^ 255]) + log[61:])


def made_log(path: Path) -> bytes:
    with open_work(path) as connection:
        connection.execute("CREATE TABLE t AS SELECT 1 AS i")
        connection.execute("CHECKPOINT")
        connection.execute("INSERT INTO t SELECT range FROM range(1000)")
        return wal(path).read_bytes()


@pytest.mark.parametrize("how", ["no database", "empty", "cut off in the header", "header blanked out", "log damaged"])
def test_a_damaged_work_file_is_thrown_away_and_made_anew(how: str, tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    damaged(path, how)
    with open_work(path) as connection:
        assert table_names(connection) == set()
        connection.execute("CREATE TABLE anew (i INTEGER)")
    with open_work(path) as connection:
        assert table_names(connection) == {"anew"}


def test_damage_that_shows_only_in_use_is_told_and_gone_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "work.duckdb"
    damaged(path, "not at all")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(WarehouseError, match=r"work.duckdb cannot be read .* refresh"), open_work(path) as connection:
        rows_of(connection, "SELECT max(s) FROM t")
    with open_work(path) as connection:
        assert table_names(connection) == set()


def test_a_work_file_that_another_process_holds_is_left_alone(work: Path) -> None:
    before = work.read_bytes()
    hold = f"import duckdb, sys; held = duckdb.connect({str(work)!r}); print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        with pytest.raises(WarehouseError, match=r"another process .* close it"), open_work(work):
            pass
    finally:
        holder.communicate()
    assert work.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE t (i INTEGER)",
        "INSERT INTO stg_topic (topic_code) VALUES ('x')",
        "DELETE FROM stg_topic",
        "DROP TABLE stg_topic",
        "COPY stg_topic TO '{folder}/out.csv'",
        "COPY (SELECT 1) TO '{folder}/out.parquet' (FORMAT parquet)",
        "EXPORT DATABASE '{folder}/out'",
        "SELECT * FROM read_csv('{folder}/secret.csv')",
        "SELECT * FROM read_text('{folder}/secret.csv')",
        "SELECT * FROM '{folder}/secret.csv'",
        "SELECT * FROM glob('{folder}/*')",
        "ATTACH '{folder}/other.duckdb'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '64GB'",
        "SET lock_configuration = false",
        "RESET lock_configuration",
    ],
)
def test_the_published_file_is_for_reading_only(statement: str, work: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    with open_published(work) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement.format(folder=tmp_path)).fetchall()
    assert {path.name for path in tmp_path.iterdir()} == before


def test_the_published_file_can_be_read_by_several_at_once(work: Path) -> None:
    with open_work(work) as connection:
        put(connection, "stg_topic", {"topic_code": "trade"})
    with open_published(work) as one, open_published(work) as other:
        for each in (one, other):
            assert rows_of(each, "SELECT topic_code FROM stg_topic") == [("trade",)]
            assert rows_of(each, "SELECT current_setting('TimeZone')") == [("UTC",)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "there is no warehouse at {path}; run `chancery refresh` to make one"),
        (b"no database", "run `chancery refresh` to rebuild it from raw"),
        (b"", "run `chancery refresh` to rebuild it from raw"),
    ],
)
def test_a_missing_or_damaged_published_file_says_what_to_do(
    content: bytes | None, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "chancery.duckdb"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(WarehouseError) as raised, open_published(path):
        pass
    assert str(path) in str(raised.value)
    assert message.format(path=path) in str(raised.value)
    assert path.exists() == (content is not None)
