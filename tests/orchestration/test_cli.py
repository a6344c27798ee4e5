"""`chancery sql` and `chancery status`, on one small warehouse; the shell sees only what is safe to see."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PROJECT
from tests.orchestration.conftest import Home


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("cli")
    source = folder / "releases.jsonl"
    records = [
        {
            "published_at": "2026-02-02T10:00:00+05:00",
            "title": "Talks with Kenya",
            "body": "The Kenyan side came.",
            "n_views": 7,
        },
        {
            "published_at": "2026-02-03",
            "title": "\x1b[31mred\x1b[0m [bold]",
            "body": "Talks with Norway.",
            "n_views": None,
        },
        {"published_at": "never", "title": "T", "body": "B"},
    ]
    source.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    home = Home(folder / "home")
    home.run("refresh", "--source", source)
    return home


QUERY = "select title, n_views from fct_article order by published_at"


def test_rows_as_json(home: Home) -> None:
    rows = [json.loads(line) for line in home.run("sql", QUERY, "--format", "json").splitlines()]
    assert rows[0] == {"title": "Talks with Kenya", "n_views": 7}
    assert rows[1]["n_views"] is None


def test_rows_as_csv(home: Home) -> None:
    rows = list(csv.DictReader(io.StringIO(home.run("sql", QUERY, "--format", "csv"))))
    assert rows[0] == {"title": "Talks with Kenya", "n_views": "7"}


def test_a_table_shows_hostile_text_without_obeying_it(home: Home) -> None:
    shown = home.run("sql", QUERY)
    assert "\x1b" not in shown
    assert "[bold]" in shown
    assert "2 rows" in shown


@pytest.mark.parametrize(
    "query",
    [
        "create table t as select 1",
        "delete from fct_article",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('pyproject.toml')",
        "copy fct_article to '/tmp/chancery-stolen.csv'",
        "attach '/tmp/chancery-other.duckdb'",
        "set enable_external_access = true",
        "install httpfs",
        "select no_such_column from fct_article",
        "selec",
    ],
)
def test_what_a_query_may_not_do_is_an_error_without_traceback(home: Home, query: str) -> None:
    shown = home.run("sql", query, exit_code=1)
    assert shown.startswith("error:")
    assert "Traceback" not in shown
    assert not Path("/tmp/chancery-stolen.csv").exists()


def test_a_query_may_begin_with_a_comment(home: Home) -> None:
    assert "answer" in home.run("sql", "-- why not\nselect 1 as answer")


def test_a_query_may_come_from_standard_input(home: Home) -> None:
    result = subprocess.run(
        home.command("sql", "-", "--format", "csv"),
        env=home.environment,
        cwd=PROJECT,
        input="select 6 * 7 as answer",
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "answer\n42\n"


def test_status_tells_what_is_there_and_what_was_rejected(home: Home) -> None:
    shown = home.run("status")
    assert "2 releases of 1 documents" in shown
    assert "files-kaz" in shown
    assert "mart_engagement_by_country_month" in shown
    assert "1 rejected" in shown and "invalid_published_at" in shown and "releases.jsonl" in shown


def test_without_a_warehouse_the_error_says_what_to_do(home: Home, tmp_path: Path) -> None:
    for command in (("sql", "select 1"), ("status",)):
        shown = home.run(*command, "--warehouse", tmp_path / "none.duckdb", exit_code=1)
        assert "there is no warehouse" in shown and "chancery refresh" in shown


def test_a_damaged_warehouse_is_an_error_that_says_what_to_do(home: Home, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"x" * 5000)
    assert "run `chancery refresh`" in home.run("status", "--warehouse", damaged, exit_code=1)


@pytest.mark.parametrize("command", ["refresh", "sql", "status", "read", "score", "dev"])
def test_every_command_has_help(home: Home, command: str) -> None:
    assert "Usage" in home.run(command, "--help")
