"""A person materializes single assets, as the UI does: a part of the graph on the recorded instance."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import duckdb
import pytest

from orchestration.definitions import build_definitions
from orchestration.settings import Settings
from tests.orchestration.conftest import Home
from warehouse.schema import contracts

#: The marts that share out the views of releases.
ENGAGEMENT = [name for name in contracts() if name.startswith("mart_engagement_by_")]
MART = "mart_engagement_by_country_month"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("materialize") / "home")
    home.run("refresh")
    return home


@pytest.fixture
def instance(home: Home) -> Iterator[dg.DagsterInstance]:
    with home.recorded() as instance:
        yield instance


def materialize(home: Home, instance: dg.DagsterInstance, *names: str) -> dg.ExecuteInProcessResult:
    job = build_definitions(Settings.from_environment(home.environment)).resolve_implicit_global_asset_job_def()
    return job.execute_in_process(
        instance=instance, asset_selection=[dg.AssetKey(name) for name in names], raise_on_error=False
    )


def test_one_mart_is_built_in_the_work_file_and_says_when_it_is_published(
    home: Home, instance: dg.DagsterInstance
) -> None:
    stamp = home.warehouse.stat().st_mtime_ns
    result = materialize(home, instance, MART)
    assert result.success
    (materialization,) = result.asset_materializations_for_node(MART)
    assert "each refresh" in str(materialization.metadata["published"].value)
    assert materialization.metadata["dagster/row_count"].value == len(home.rows()[MART])
    assert home.warehouse.stat().st_mtime_ns == stamp


def test_publishing_by_hand_is_checked_and_the_next_refresh_builds_anew(
    home: Home, instance: dg.DagsterInstance
) -> None:
    before = home.rows()
    work = home.path / "work" / "chancery.duckdb"
    with duckdb.connect(str(work)) as connection:
        connection.execute(f"INSERT INTO {MART} SELECT * FROM {MART} LIMIT 1")
    failed = materialize(home, instance, "published_warehouse")
    assert not failed.success
    assert home.rows() == before

    with duckdb.connect(str(work)) as connection:
        for table in ENGAGEMENT:
            connection.execute(f"DELETE FROM {table}")
        for table in ("fct_article", "mart_article_engagement"):
            connection.execute(f"UPDATE {table} SET n_views = NULL")
    assert materialize(home, instance, "published_warehouse").success
    assert home.rows()[MART] == []
    assert "0 read, 24 unchanged" in home.run("refresh")
    assert home.rows() == before


def test_a_table_whose_check_fails_is_built_anew_the_next_time(home: Home, instance: dg.DagsterInstance) -> None:
    with duckdb.connect(str(home.path / "work" / "chancery.duckdb")) as connection:
        connection.execute("UPDATE bridge_article_country SET weight = 0.01 WHERE weight IS NOT NULL")
    assert not materialize(home, instance, "bridge_article_country").success
    assert materialize(home, instance, "bridge_article_country").success


def test_the_whole_job_from_the_ui_skips_what_has_nothing_new(home: Home, instance: dg.DagsterInstance) -> None:
    home.run("refresh")
    stamp = home.warehouse.stat().st_mtime_ns
    job = build_definitions(Settings.from_environment(home.environment)).resolve_job_def("refresh")
    result = job.execute_in_process(instance=instance, raise_on_error=False)
    assert result.success
    built = {event.asset_key.to_user_string() for event in result.get_asset_materialization_events() if event.asset_key}
    assert built == {"raw_document", "raw_fetch"}
    assert "reading_is_accurate" not in {check.check_name for check in result.get_asset_check_evaluations()}
    assert home.warehouse.stat().st_mtime_ns == stamp


def test_a_mart_before_any_refresh_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = Home(tmp_path_factory.mktemp("empty"))
    with dg.DagsterInstance.ephemeral() as instance:
        result = materialize(empty, instance, MART)
    (failure,) = [event for event in result.all_events if event.is_step_failure]
    assert "run the job `refresh` once" in str(failure.step_failure_data.user_failure_data)
