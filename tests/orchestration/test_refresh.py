"""`chancery refresh` from end to end, as a user calls it, on a home of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import dagster as dg
import duckdb
import pytest

from assets.workspace import Workspace
from orchestration.refreshing import Outcome, note_check
from tests.orchestration.conftest import Home
from warehouse.extensions import load_extension
from warehouse.raw_store import LedgerEntry

KENYA = ("02.02.2026, 10:00 500", "Talks with Kenya", "Ambassador of Kenya Jane Wanjiru met the Minister in Astana.")
NORWAY = ("03.03.2026, 11:30 1 200", "Talks with Norway", "The Norwegian delegation came to Astana for talks on trade.")
Listing = Callable[..., Path]


def test_the_sample_becomes_a_warehouse_and_a_second_refresh_changes_nothing(home: Home) -> None:
    first = home.run("refresh")
    assert "24 found: 24 read, 0 unchanged, 0 rejected" in first
    rows, stamp = home.rows(), home.warehouse.stat().st_mtime_ns
    assert len(rows["fct_article"]) == 24

    second = home.run("refresh")
    assert "up to date: nothing new" in second
    assert home.rows() == rows
    assert home.warehouse.stat().st_mtime_ns == stamp


def test_a_rebuild_from_raw_gives_the_same_rows(home: Home) -> None:
    home.run("refresh")
    rows = home.rows()
    home.warehouse.write_bytes(b"this is no database" * 1000)
    (home.path / "work" / "chancery.duckdb").unlink()
    assert "24 read" in home.run("refresh")
    assert home.rows() == rows


def test_a_deleted_warehouse_is_published_again_without_reading_a_release_twice(home: Home) -> None:
    home.run("refresh")
    rows = home.rows()
    home.warehouse.unlink()
    assert "0 read, 24 unchanged" in home.run("refresh")
    assert home.rows() == rows


def test_own_files_take_the_place_of_the_sample_and_stay(home: Home, listing: Listing) -> None:
    home.run("refresh")
    home.run("refresh", "--source", listing(KENYA))
    assert [row[3] for row in home.rows()["fct_article"]] == ["files-kaz"]
    assert "nothing new" in home.run("refresh")
    home.run("refresh", "--source", listing(NORWAY, name="other.txt"))
    assert len(home.rows()["fct_article"]) == 2


def test_each_warehouse_holds_its_own_sources(home: Home, listing: Listing, tmp_path: Path) -> None:
    one, other = tmp_path / "one.duckdb", tmp_path / "other.duckdb"
    home.run("refresh", "--source", listing(KENYA), "--warehouse", one)
    home.run("refresh", "--source", listing(NORWAY, name="n.txt"), "--warehouse", other)
    for path, country in ((one, "KEN"), (other, "NOR")):
        with duckdb.connect(str(path), read_only=True) as connection:
            found = connection.execute("SELECT country_code FROM mart_engagement_by_country_month").fetchall()
        assert found == [(country,)]


def test_a_stated_observation_time_is_a_snapshot_and_the_same_file_again_is_none(home: Home, listing: Listing) -> None:
    path = listing(KENYA)
    home.run("refresh", "--source", path)
    home.run("refresh", "--source", path)
    assert len(home.rows()["raw_fetch"]) == len(home.rows()["fct_view_snapshot"]) == 1
    home.run("refresh", "--source", path, "--observed-at", "2026-02-12T10:00+05:00")
    rows = home.rows()
    assert (len(rows["raw_document"]), len(rows["raw_fetch"]), len(rows["fct_view_snapshot"])) == (1, 2, 2)
    shown = home.run(
        "sql", "select views_per_day, is_age_confounded from mart_engagement_by_country_month", "--format", "json"
    )
    assert json.loads(shown) == {"views_per_day": 50.0, "is_age_confounded": False}


def test_a_damaged_ledger_is_an_error_that_names_the_line_and_what_to_do(home: Home) -> None:
    ledger = home.path / "raw" / "fetches" / "chancery.jsonl"
    ledger.parent.mkdir(parents=True)
    ledger.write_text("this is no reading\n", encoding="utf-8")
    shown = home.run("refresh", exit_code=1)
    assert "chancery.jsonl:1: not a ledger line; restore" in shown
    assert "Traceback" not in shown
    assert not home.warehouse.exists()


def test_bad_records_are_quarantined_and_the_good_ones_go_on(home: Home, listing: Listing) -> None:
    path = listing(KENYA, ("41.02.2026, 10:00 5", "No such day", "Body."), NORWAY)
    shown = home.run("refresh", "--source", path)
    assert "3 found: 2 read, 0 unchanged, 1 rejected" in shown
    assert "impossible_date" in home.run("status")


def test_keys_that_nobody_knows_and_sources_without_a_file_are_warned_of(home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "the sources hold no file" in home.run("refresh", "--source", folder)
    record = {"published_at": "2026-02-02", "title": "T", "body": "B", "mood": "good"}
    source = tmp_path / "releases.jsonl"
    source.write_text(json.dumps(record), encoding="utf-8")
    assert "key 'mood' left out of 1 records" in home.run("refresh", "--source", source)


def test_a_missing_source_is_an_error_that_names_it(home: Home, tmp_path: Path) -> None:
    source = tmp_path / "releases.txt"
    assert "does not exist" in home.run("refresh", "--source", source, exit_code=2)
    assert "say --source" in home.run("refresh", "--home-country", "NOR", exit_code=1)
    source.touch()
    for option, value, reason in (
        ("--home-country", "XYZ", "ISO 3166-1"),
        ("--observed-at", "2026-03-01T10:00", "timezone"),
        ("--time-zone", "Mars/Base", "no time zone"),
        ("--source-name", "../x", "name"),
        ("--source-name", "sample", "choose another"),
    ):
        assert reason in home.run("refresh", "--source", source, option, value, exit_code=1)
    assert not home.warehouse.exists()


def test_a_source_that_cannot_be_read_fails_the_command_but_not_the_others(home: Home, listing: Listing) -> None:
    home.path.mkdir()
    (home.path / "sources.toml").write_text(
        f'[[source]]\nname = "good"\npath = "{listing(KENYA)}"\n[[source]]\nname = "gone"\npath = "nowhere"\n'
    )
    shown = home.run("refresh", exit_code=1)
    assert "no such file or folder" in shown
    assert len(home.rows()["fct_article"]) == 1
    assert ("gone", "failed") in {(row[2], row[4]) for row in home.rows()["raw_fetch"]}
    assert "nothing new" in home.run("refresh", exit_code=1)


def test_a_failing_blocking_check_leaves_the_published_file_and_says_why(home: Home, listing: Listing) -> None:
    home.run("refresh", "--source", listing(KENYA))
    before = home.warehouse.read_bytes()
    work = home.path / "work" / "chancery.duckdb"
    with duckdb.connect(str(work)) as connection:
        connection.execute("UPDATE stg_mention SET start_char = start_char + 1, end_char = end_char + 1")
    shown = home.run("refresh", "--source", listing(NORWAY, name="n.txt"), exit_code=1)
    assert "stg_mention.span_is_surface" in shown
    assert "is as it was before" in shown
    assert home.warehouse.read_bytes() == before


def test_the_published_file_tells_of_the_runs_and_their_checks(home: Home, listing: Listing) -> None:
    home.run("refresh", "--source", listing(KENYA))
    home.run("refresh", "--source", listing(NORWAY, name="n.txt"))
    with duckdb.connect(str(home.warehouse), read_only=True) as connection:
        runs = connection.execute(
            "SELECT n_articles, run_seconds > 0, length(documents_hash) FROM meta_run ORDER BY published_at"
        ).fetchall()
        assert runs == [(1, True, 32), (2, True, 32)]
        rows = connection.execute(
            "SELECT n_rows FROM meta_run_table JOIN meta_run USING (run_id)"
            " WHERE dataset_name = 'fct_article' ORDER BY published_at"
        ).fetchall()
        assert rows == [(1,), (2,)]
        checked = connection.execute("SELECT count(*), sum(n_failing) FILTER (WHERE is_blocking) FROM meta_check")
        n_checks, n_failing = checked.fetchone() or (0, 1)
        assert (n_checks > 60, n_failing) == (True, 0)


def test_a_warning_is_published_told_by_status_and_stops_nothing(home: Home, listing: Listing) -> None:
    shown = home.run("refresh", "--source", listing(KENYA))
    assert "is_not_silent" not in shown and home.warehouse.exists()
    assert "fct_article.sources_are_not_silent" in home.run("status")
    asked = "select failing_row from meta_failing_row where check_name = 'sources_are_not_silent'"
    failing_row = json.loads(home.run("sql", asked, "--format", "json"))["failing_row"]
    assert json.loads(failing_row)["source_name"] == "files-kaz"


def test_the_rows_that_keep_a_warehouse_from_being_published_can_be_asked_for(home: Home, listing: Listing) -> None:
    home.run("refresh", "--source", listing(KENYA))
    work = home.path / "work" / "chancery.duckdb"
    with duckdb.connect(str(work)) as connection:
        connection.execute("UPDATE stg_mention SET start_char = start_char + 1, end_char = end_char + 1")
    home.run("refresh", "--source", listing(NORWAY, name="n.txt"), exit_code=1)
    asked = "select count(*) as n from meta_failing_row where check_name = 'span_is_surface'"
    shown = json.loads(home.run("sql", asked, "--warehouse", work, "--format", "json"))
    assert shown["n"] > 0


def test_an_index_is_made_by_a_command_and_gone_with_the_next_publication(home: Home, listing: Listing) -> None:
    with duckdb.connect() as connection:
        if not load_extension(connection, "fts"):
            pytest.skip("the extra `search` is not installed")
    home.run("refresh", "--source", listing(KENYA))
    assert "indexed     1 releases" in home.run("index")
    indexed = "select count(*) as n from duckdb_schemas() where schema_name like 'fts%'"
    search = "select title from search('talk ambassadors')"  # by their stems
    assert json.loads(home.run("sql", indexed, "--format", "json")) == {"n": 1}
    assert json.loads(home.run("sql", search, "--format", "json")) == {"title": "Talks with Kenya"}
    assert "nothing new" in home.run("refresh")
    assert json.loads(home.run("sql", indexed, "--format", "json")) == {"n": 1}
    home.run("refresh", "--source", listing(NORWAY, name="n.txt"))
    assert json.loads(home.run("sql", indexed, "--format", "json")) == {"n": 0}


def test_without_a_warehouse_the_index_is_an_error_that_says_what_to_do(home: Home) -> None:
    assert "run `chancery refresh` to make one" in home.run("index", exit_code=1)


def test_the_run_is_recorded_in_dagster_with_materializations_and_checks(home: Home) -> None:
    home.run("refresh")
    with home.recorded() as instance:
        (run,) = instance.get_runs()
        assert (run.job_name, run.is_success) == ("refresh", True)
        materialization = instance.get_latest_materialization_event(dg.AssetKey("mart_engagement_by_country_month"))
        assert materialization is not None and materialization.asset_materialization is not None
        metadata = materialization.asset_materialization.metadata
        assert metadata["dagster/row_count"].value == len(home.rows()["mart_engagement_by_country_month"])
        assert "| Kazakhstan |" not in str(metadata["preview"].value)
        assert "| Afghanistan |" in str(metadata["preview"].value)
        lineage = metadata["dagster/column_lineage"].value
        deps = {(dep.asset_key.to_user_string(), dep.column_name) for dep in lineage.deps_by_column["n_views_weighted"]}
        assert {("mart_engagement_by_member_month", "n_views_weighted")} <= deps
        checks = instance.get_records_for_run(run.run_id, of_type=dg.DagsterEventType.ASSET_CHECK_EVALUATION).records
        assert len(checks) > 60
        found = {check.event_log_entry.asset_check_evaluation.check_name for check in checks}  # type: ignore[union-attr]
        assert "reading_is_accurate" in found


@pytest.mark.parametrize(
    ("severity", "told"),
    [(dg.AssetCheckSeverity.ERROR, ["stg_mention.reading_is_accurate: traps 0.5 is under 0.9"]),
     (dg.AssetCheckSeverity.WARN, [])],
)  # fmt: skip
def test_a_failed_check_that_blocks_nothing_is_a_warning(severity: dg.AssetCheckSeverity, told: list[str]) -> None:
    outcome = Outcome()
    check = dg.AssetCheckEvaluation(
        asset_key=dg.AssetKey("stg_mention"), check_name="reading_is_accurate", passed=False, metadata={},
        severity=severity, description="traps 0.5 is under 0.9", blocking=False,
    )  # fmt: skip
    note_check(check, outcome)
    assert (outcome.warnings, outcome.failed_checks, outcome.errors) == (told, [], [])


class TestAsOf:
    """`chancery refresh --as-of`: the main warehouse as it would have been on a day."""

    def read_on(self, home: Home, *days: str) -> None:
        """Date the readings of the main ledger."""
        ledger = home.path / "raw" / "fetches" / "chancery.jsonl"
        entries = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
        assert len(entries) == len(days)
        for entry, day in zip(entries, days, strict=True):
            entry["read_at"] = f"{day}T23:30:00"
        ledger.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")

    def test_it_is_rebuilt_from_what_had_been_read_by_then(self, home: Home, listing: Listing, tmp_path: Path) -> None:
        out, path = tmp_path / "then.duckdb", listing(KENYA)
        home.run("refresh", "--source", path)
        then = home.rows()
        for table in ("raw_fetch", "fct_view_snapshot", "fct_article_version"):
            del then[table]  # they have the time of reading, which the test moves
        listing(KENYA, NORWAY)
        home.run("refresh", "--source", path)
        self.read_on(home, "2026-03-01", "2026-03-02")
        path.unlink()
        shown = home.run("refresh", "--as-of", "2026-03-01", "--warehouse", out)
        assert "1 of 2 readings" in shown and "0 files looked at" in shown
        found = home.rows(out)
        assert {table: found[table] for table in then} == then
        assert len(home.rows()["fct_article"]) == 2
        assert "nothing new" in home.run("refresh", "--as-of", "2026-03-01", "--warehouse", out)
        assert len(home.rows(out)["fct_article"]) == 1

    def test_what_cannot_be_built_is_an_error_that_says_why(self, home: Home, tmp_path: Path) -> None:
        out, path = tmp_path / "then.duckdb", tmp_path / "source.txt"
        path.touch()
        as_of = ("refresh", "--as-of", "2026-03-01")
        assert "nothing had been read" in home.run(*as_of, "--warehouse", out, exit_code=1)
        entry = {"fetch_id": "f", "document_id": "d", "source_name": "ministry", "uri": "a.txt", "status": "ok"}
        stated = {"detail": None, "observed_at": None, "home_country_code": None, "time_zone": "UTC"}
        rest = {"language_code": None, "publisher_name": None, "media_type": "text/plain", "n_bytes": 1}
        main = Workspace(home.path, home.warehouse).store
        main.append([LedgerEntry.model_validate(entry | stated | rest | {"read_at": "2026-03-02T00:00:00"})])
        assert "first reading was on 2026-03-02" in home.run(*as_of, "--warehouse", out, exit_code=1)
        for named in ((), ("--warehouse", home.warehouse)):
            assert "beside the main one" in home.run(*as_of, *named, exit_code=1)
        assert "leave --source out" in home.run(*as_of, "--source", path, "--warehouse", out, exit_code=1)
        Workspace(home.path, out).store.append(main.entries())
        assert "readings of its own" in home.run(*as_of, "--warehouse", out, exit_code=1)
        assert "does not match" in home.run("refresh", "--as-of", "March", "--warehouse", out, exit_code=2)
        assert not out.exists()
