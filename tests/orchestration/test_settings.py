"""Where the state is, as the environment says."""

from __future__ import annotations

from pathlib import Path

from orchestration.settings import PROJECT, Settings


def test_without_a_word_everything_is_under_data() -> None:
    settings = Settings.from_environment({})
    assert settings.home == PROJECT / "data"
    assert settings.warehouse == PROJECT / "data" / "chancery.duckdb"
    assert settings.workspace.name == "chancery"


def test_the_environment_moves_home_and_warehouse_and_an_option_wins(tmp_path: Path) -> None:
    environment = {"CHANCERY_HOME": str(tmp_path / "h"), "CHANCERY_WAREHOUSE": str(tmp_path / "w.duckdb")}
    settings = Settings.from_environment(environment)
    assert settings.workspace.work_path.is_relative_to(tmp_path / "h")
    assert settings.warehouse == tmp_path / "w.duckdb"
    assert settings.workspace.name.startswith("w-")
    assert Settings.from_environment(environment, tmp_path / "x.duckdb").warehouse == tmp_path / "x.duckdb"


def test_the_same_file_has_the_same_name_however_it_is_spelt(tmp_path: Path) -> None:
    one = Settings.from_environment({"CHANCERY_HOME": str(tmp_path)}, tmp_path / "a" / ".." / "w.duckdb")
    other = Settings.from_environment({"CHANCERY_HOME": str(tmp_path)}, tmp_path / "w.duckdb")
    assert one.workspace.name == other.workspace.name
