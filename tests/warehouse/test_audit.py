"""The audit tables: runs are kept, descriptions follow the code, and what a check found can be asked for."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import document, put, rows_of
from warehouse import audit
from warehouse.audit import documents_hash, forget_checks, note_run, record_checks, sources_of
from warehouse.checks import checks_of, run_check
from warehouse.contracts.meta import MetaRun
from warehouse.engine import open_published, open_work, schema_version, table_queries
from warehouse.lineage import column_sources
from warehouse.publish import publish
from warehouse.schema import columns, contracts, references

Connection = duckdb.DuckDBPyConnection


def run(number: int = 1, **stated: Any) -> MetaRun:
    facts = {
        "run_id": f"run-{number}",
        "published_at": datetime(2026, 4, 1) + timedelta(hours=number),
        "build_key": "key",
        "code_version": schema_version(),
        "reading_version": "1",
        "documents_hash": None,
        "n_documents": 0,
        "n_articles": 0,
        "run_seconds": 1.5,
    }
    return MetaRun.model_validate(facts | stated)


class TestRuns:
    def test_a_run_is_kept_with_the_rows_of_every_table_but_meta(self, connection: Connection) -> None:
        put(connection, "dim_topic", {"topic_code": "a"}, {"topic_code": "b"})
        note_run(connection, run())
        noted = dict(rows_of(connection, "SELECT dataset_name, n_rows FROM meta_run_table WHERE run_id = 'run-1'"))
        assert noted == {
            name: 2 * (name == "dim_topic") for name, each in contracts().items() if each.layer() != "meta"
        }

    def test_documents_are_noted_when_they_come_and_when_they_leave(self, connection: Connection) -> None:
        changes = "SELECT document_id, is_added FROM meta_run_document WHERE run_id = ? ORDER BY ALL"
        one, two = sorted((document("one"), document("two")))
        put(connection, "raw_document", {"document_id": one})
        note_run(connection, run(1))
        connection.execute("DELETE FROM raw_document")
        put(connection, "raw_document", {"document_id": two})
        note_run(connection, run(2))
        note_run(connection, run(3))
        put(connection, "raw_document", {"document_id": one})
        note_run(connection, run(4))
        found = [connection.execute(changes, [f"run-{number}"]).fetchall() for number in (1, 2, 3, 4)]
        assert found == [[(one, True)], [(one, False), (two, True)], [], [(one, True)]]

    def test_the_hash_of_documents_depends_on_which_there_are_alone(self, connection: Connection) -> None:
        none = documents_hash(connection)
        put(connection, "raw_document", {"document_id": document("a")}, {"document_id": document("b")})
        both = documents_hash(connection)
        connection.execute("DELETE FROM raw_document")
        put(connection, "raw_document", {"document_id": document("b")}, {"document_id": document("a")})
        assert documents_hash(connection) == both != none

    def test_a_new_work_file_goes_on_with_the_published_history(self, work: Path, tmp_path: Path) -> None:
        target = tmp_path / "chancery.duckdb"
        with open_work(work) as connection:
            put(connection, "raw_document", {"document_id": document("a")})
        publish(work, target, run(1))
        anew = tmp_path / "anew.duckdb"
        with open_work(anew) as connection:
            for table in contracts():
                connection.execute(f"ATTACH IF NOT EXISTS '{work}' AS old (READ_ONLY)")
                connection.execute(f"CREATE TABLE {table} AS FROM old.{table}")
            for table in ("meta_run", "meta_run_table", "meta_run_document"):
                connection.execute(f"DROP TABLE {table}")
        publish(anew, target, run(2))
        with open_published(target) as connection:
            assert rows_of(connection, "SELECT run_id FROM meta_run ORDER BY ALL") == [("run-1",), ("run-2",)]
            assert rows_of(connection, "SELECT DISTINCT run_id FROM meta_run_document") == [("run-1",)]

    def test_runs_noted_before_a_column_was_there_stay_with_it_unknown(self, connection: Connection) -> None:
        put(connection, "meta_run", {"run_id": "old"})
        connection.execute("ALTER TABLE meta_run DROP COLUMN code_version")
        connection.execute("ALTER TABLE meta_run DROP COLUMN run_seconds")
        note_run(connection, run())
        kept = rows_of(connection, "SELECT run_id, code_version IS NULL, run_seconds FROM meta_run ORDER BY run_id")
        assert kept == [("old", True, None), ("run-1", False, 1.5)]


class TestDescriptions:
    def test_every_column_of_every_table_is_described_as_promised(self, connection: Connection) -> None:
        note_run(connection, run())
        for name, contract in contracts().items():
            refers = references(contract)
            described = connection.execute(
                "SELECT column_name, column_type, is_nullable, description, unit_name, key_no, referenced_dataset_name"
                " FROM meta_contract WHERE dataset_name = ? ORDER BY column_no",
                [name],
            ).fetchall()
            assert described == [
                (
                    column.name,
                    column.sql_type,
                    column.is_nullable,
                    column.description,
                    column.unit,
                    contract.key.index(column.name) + 1 if column.name in contract.key else None,
                    refers[column.name].table if column.name in refers else None,
                )
                for column in columns(contract)
            ]

    def test_lineage_is_that_of_the_queries(self, connection: Connection) -> None:
        note_run(connection, run())
        (n_rows,) = rows_of(connection, "SELECT count(*) FROM meta_column_lineage")[0]
        assert n_rows == sum(len(column_sources(query)) for query in table_queries())

    def test_nothing_is_described_again_while_the_code_is_the_same(
        self, connection: Connection, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        note_run(connection, run(1))
        with monkeypatch.context() as patched:
            patched.setattr(audit, "column_sources", lambda _: pytest.fail("the queries were parsed again"))
            note_run(connection, run(2))
            assert [one.source_dataset_name for one in sources_of(connection, "fct_mention")]

    def test_other_code_is_described_anew(self, connection: Connection) -> None:
        note_run(connection, run(1, code_version="older"))
        connection.execute("DELETE FROM meta_column_lineage")
        connection.execute("DELETE FROM meta_contract")
        note_run(connection, run(2))
        assert rows_of(connection, "SELECT count(*) > 99 FROM meta_column_lineage") == [(True,)]
        assert rows_of(connection, "SELECT count(*) > 99 FROM meta_contract") == [(True,)]

    @pytest.mark.parametrize("is_noted", [False, True])
    def test_lineage_of_a_table_is_the_same_from_the_file_and_from_the_query(
        self, is_noted: bool, connection: Connection
    ) -> None:
        if is_noted:
            note_run(connection, run())
        for query in table_queries():
            assert sources_of(connection, query.name) == list(column_sources(query))


class TestChecks:
    def results(self, connection: Connection, table: str) -> list[Any]:
        return [run_check(connection, check) for check in checks_of(contracts()[table])]

    def test_what_a_check_found_is_kept_with_its_rows_and_the_query_finds_them_again(
        self, connection: Connection
    ) -> None:
        put(connection, "dim_topic", {"topic_code": "it's"}, {"topic_code": "it's"}, {"topic_code": "b"})
        record_checks(connection, self.results(connection, "dim_topic"))
        failing = "SELECT check_name, is_blocking, n_failing, query FROM meta_check WHERE n_failing > 0"
        ((name, is_blocking, n_failing, query),) = rows_of(connection, failing)
        assert (name, is_blocking, n_failing) == ("key_is_unique", True, 1)
        assert rows_of(connection, query) == [("it's", 2)]
        ((table, row_no, row),) = rows_of(connection, "SELECT dataset_name, row_no, failing_row FROM meta_failing_row")
        assert (table, row_no, json.loads(row)) == ("dim_topic", 1, {"topic_code": "it's", "n_rows": 2})

    def test_what_it_found_before_is_replaced(self, connection: Connection) -> None:
        put(connection, "dim_topic", {"topic_code": "a"}, {"topic_code": "a"})
        put(connection, "dim_date", {}, {})
        for table in ("dim_topic", "dim_date"):
            record_checks(connection, self.results(connection, table))
        connection.execute("DELETE FROM dim_topic")
        record_checks(connection, self.results(connection, "dim_topic"))
        assert rows_of(connection, "SELECT dataset_name FROM meta_failing_row") == [("dim_date",)]
        assert rows_of(connection, "SELECT dataset_name FROM meta_check WHERE n_failing > 0") == [("dim_date",)]

    def test_checks_that_are_there_no_more_are_forgotten(self, connection: Connection) -> None:
        record_checks(connection, self.results(connection, "dim_topic"))
        before = rows_of(connection, "FROM meta_check ORDER BY ALL")
        put(connection, "meta_check", {"dataset_name": "dim_topic", "check_name": "was_renamed"})
        put(connection, "meta_failing_row", {"dataset_name": "dim_topic", "check_name": "was_renamed"})
        forget_checks(connection)
        assert rows_of(connection, "FROM meta_check ORDER BY ALL") == before
        assert rows_of(connection, "FROM meta_failing_row") == []

    def test_a_surprise_in_rows_is_published_and_does_not_stop_publishing(self, work: Path, tmp_path: Path) -> None:
        target = tmp_path / "chancery.duckdb"
        with open_work(work) as connection:
            put(connection, "dim_topic", *({"topic_code": str(number)} for number in range(40)))
        assert [result.passed for result in publish(work, target, run(1)).audited] == [True]
        with open_work(work) as connection:
            connection.execute("DELETE FROM dim_topic WHERE topic_code > '3'")
        (result,) = publish(work, target, run(2)).audited
        assert (result.passed, result.check.is_blocking) == (False, False)
        assert [row[0] for row in result.rows] == ["dim_topic"]
        with open_published(target) as connection:
            assert rows_of(connection, "SELECT failing_row ->> 'n_rows_before' FROM meta_failing_row") == [("40",)]
