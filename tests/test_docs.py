"""What the documentation says is so: its examples run, its outputs are real, and what it names is there."""

from __future__ import annotations

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest
from filelock import FileLock
from typer.main import get_command

from orchestration.cli import app
from reading.jsonl import Record
from reading.parse import parse_document
from sources.config import load_sources
from tests.conftest import PROJECT
from tests.orchestration.conftest import Home
from warehouse.engine import open_published, read_query
from warehouse.schema import contracts

QUERIES = sorted(PROJECT.glob("sql/queries/*.sql"))
EXAMPLES = [path for path in QUERIES if not path.stem.startswith("status_")]
QUERYING = PROJECT / "docs" / "querying.md"
READING = PROJECT / "docs" / "reading.md"
GENERATED = PROJECT / "docs" / "data-dictionary.md"
PAGES = [
    *(PROJECT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted(path for path in PROJECT.glob("docs/**/*.md") if path != GENERATED),
]
PACKAGES = ("assets", "orchestration", "reading", "sources", "sql", "warehouse")

#: Example paths of CONTRIBUTING that a reader makes by following it.
MADE = {
    "sql/marts/mart_event_by_type_month.sql",
    "sql/checks/mart_event_by_type_month__one_row_a_release.sql",
}


def page_id(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@cache
def blocks(path: Path) -> tuple[tuple[str, str], ...]:
    """Return (language, text) of each fenced block, without the indentation of the list it stands in."""
    found = re.findall(r"^( *)```(\w*)\n(.*?)^ *```$", path.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return tuple((language, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE)) for indent, language, text in found)


def block(path: Path, language: str, beginning: str = "") -> str:
    """Return the one block of a language that begins like this."""
    (text,) = [text for name, text in blocks(path) if name == language and text.startswith(beginning)]
    return text


@cache
def prose(path: Path) -> str:
    """Return a page without its fenced blocks."""
    return re.sub(r"^ *```.*?^ *```$", "", path.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


def inline_code(path: Path) -> list[str]:
    return re.findall(r"`([^`\n]+)`", prose(path))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of the sample's warehouse, made once for all processes of a test run; nobody may change it."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    home = Home(folder / "docs" / "data")
    home.path.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "docs.lock"):
        if not home.warehouse.exists():
            home.run("refresh")
    return home


def answers(home: Home, name: str) -> list[dict[str, Any]]:
    """Ask a question of sql/queries/ as `chancery sql` does."""
    with open_published(home.warehouse) as connection:
        result = connection.sql((PROJECT / "sql" / "queries" / f"{name}.sql").read_text(encoding="utf-8"))
        return [dict(zip(result.columns, row, strict=True)) for row in result.fetchall()]


class TestFirstQuery:
    README = PROJECT / "README.md"

    def test_its_output_is_what_the_readme_shows(self, sample: Home) -> None:
        command, _, *arguments = shlex.split(block(self.README, "sh", ".venv/bin/chancery sql"))
        assert command == ".venv/bin/chancery"
        printed = [line.rstrip() for line in sample.run("sql", *arguments).splitlines()]
        assert printed == block(self.README, "text", "country_name").splitlines()

    def test_the_commands_are_targets_and_options(self) -> None:
        targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
        commands = get_command(app).commands  # type: ignore[attr-defined]
        options = {option for command in commands.values() for one in command.params for option in one.opts}
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets, page
            assert set(re.findall(r"`chancery ([a-z]+)", text)) <= commands.keys(), page
            assert set(re.findall(r"[` ](--[a-z-]+)", text)) <= options | {"--strict", "--constraint"}, page

    def test_it_lists_every_environment_variable(self) -> None:
        settings = (PROJECT / "orchestration" / "settings.py").read_text(encoding="utf-8")
        read = set(re.findall(r'environment\.get\("(CHANCERY_\w+)"\)', settings))
        assert set(re.findall(r"^\| `(CHANCERY_\w+)`", prose(self.README), re.MULTILINE)) == read

    def test_it_lists_every_key_of_a_record(self) -> None:
        rows = re.findall(r"^\| (.+?) \| (required|optional) \|", prose(self.README), re.MULTILINE)
        listed = {(key, kind == "required") for keys, kind in rows for key in re.findall(r"`(\w+)`", keys)}
        assert listed == {(name, field.is_required()) for name, field in Record.model_fields.items()}

    @pytest.mark.parametrize(("language", "beginning"), [("jsonl", ""), ("text", "03.02.2026")])
    def test_its_formats_are_read(self, language: str, beginning: str) -> None:
        document = parse_document(block(self.README, language, beginning).encode(), "Europe/Oslo")
        assert not document.rejections and not document.warnings
        (release,) = document.releases
        assert (str(release.published_at), release.n_views) == ("2026-02-03 09:15:00", 412)

    def test_its_sources_are_read(self, tmp_path: Path) -> None:
        path = tmp_path / "sources.toml"
        path.write_text(block(self.README, "toml"), encoding="utf-8")
        (source,) = load_sources(path).source
        assert (source.path, source.home_country) == (tmp_path / "releases", "NOR")

    def test_it_maps_every_package(self) -> None:
        mapped = set(re.findall(r"^\| `(\w+)/`", prose(self.README), re.MULTILINE))
        assert mapped >= {path.parent.name for path in PROJECT.glob("*/__init__.py")} | {"sql", "docs", "samples"}


class TestQueries:
    @pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
    def test_it_is_one_select_that_begins_with_its_question(self, path: Path) -> None:
        assert re.match(r"-- .*\?", read_query(path).text)

    @pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
    def test_it_runs_on_the_sample(self, path: Path, sample: Home) -> None:
        assert answers(sample, path.stem) or "rejection" in path.stem, "no rows"

    def test_views_reconcile(self, sample: Home) -> None:
        rows = answers(sample, "view_reconciliation")
        assert {row["n_views_lost"] for row in rows} == {0}
        assert any(row["n_views_full"] > row["n_views_weighted"] for row in rows)

    def test_a_mention_stands_where_the_evidence_says(self, sample: Home) -> None:
        for row in answers(sample, "mention_of_country_month"):
            lines = Path(row["uri"]).read_text(encoding="utf-8").splitlines()[row["line_from"] :]
            assert lines[0] == row["title"]
            field = lines[0] if row["field"] == "title" else "\n".join(lines[1:])
            assert field[row["start_char"] : row["end_char"]] == row["surface"]

    def test_rejections_are_counted_by_reason(self, sample: Home, tmp_path: Path) -> None:
        query = (PROJECT / "sql" / "queries" / "rejection_by_reason.sql").read_text(encoding="utf-8")
        with duckdb.connect(str(shutil.copyfile(sample.warehouse, tmp_path / "copy.duckdb"))) as connection:
            connection.execute(
                "INSERT INTO raw_rejection SELECT document_id, line, line, 'x', 'no_title', 'none at ' || line"
                " FROM raw_document, (VALUES (7), (3)) AS bad (line)"
            )
            assert connection.execute(query).fetchall() == [("no_title", 2, 1, "none at 3", 3, "x")]

    def test_the_page_has_each_query_word_for_word(self) -> None:
        shown = [text for language, text in blocks(QUERYING) if language == "sql"]
        assert sorted(shown) == sorted(path.read_text(encoding="utf-8") for path in EXAMPLES)

    @pytest.mark.parametrize("code", [text for language, text in blocks(QUERYING) if language == "python"])
    def test_python_examples_run(self, code: str, sample: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(sample.path.parent)
        names: dict[str, object] = {}
        exec(code, names)
        frame = names.get("by_country")
        assert frame is None or len(frame) > 5  # type: ignore[arg-type]

    @pytest.mark.parametrize("line", block(QUERYING, "sh", ".venv/bin/chancery").splitlines())
    def test_commands_on_the_page_run(self, line: str, sample: Home) -> None:
        redirected, _, file = line.partition(" < ")
        _, *arguments = shlex.split(redirected.partition(" > ")[0])
        query = (PROJECT / file).read_text(encoding="utf-8") if file else None
        result = subprocess.run(
            sample.command(*arguments),
            env=sample.environment,
            cwd=PROJECT,
            input=query,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (result.returncode, result.stderr) == (0, "")
        assert len(result.stdout.splitlines()) > 3


class TestNames:
    @pytest.mark.parametrize("page", [*PAGES, GENERATED], ids=page_id)
    def test_links_lead_somewhere(self, page: Path) -> None:
        for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
            if not target.startswith(("http:", "https:")):
                file, _, anchor = target.partition("#")
                found = page.parent / file if file else page
                assert found.exists(), target
                assert not anchor or anchor in anchors(found), target

    @pytest.mark.parametrize("page", PAGES, ids=page_id)
    def test_paths_exist(self, page: Path) -> None:
        for code in inline_code(page):
            if code.startswith("data/") or code in MADE or re.search(r"[<\s]", code):
                continue  # state, what a recipe makes, and patterns
            if re.fullmatch(r"\.?\w[\w.-]*(/[\w.-]*)+", code):
                assert (PROJECT / code).exists(), code
            elif re.fullmatch(r"[\w-]+\.(py|toml|txt|md|sql|csv)", code):
                assert any(path.name == code for name in (".", *PACKAGES) for path in (PROJECT / name).glob("*")), code

    @pytest.mark.parametrize("page", PAGES, ids=page_id)
    def test_tables_exist(self, page: Path) -> None:
        named = {code for code in inline_code(page) if re.fullmatch(r"(raw|stg|dim|fct|bridge|mart)_\w+", code)}
        assert named <= contracts().keys()

    def test_the_changelog_has_the_version(self) -> None:
        project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert f"\n## [{project['version']}] - " in (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")

    def test_decisions_are_numbered_and_have_their_parts(self) -> None:
        decisions = sorted(PROJECT.glob("docs/decisions/*.md"))
        for number, path in enumerate(decisions, start=1):
            assert path.name.startswith(f"{number:04}-")
            headings = re.findall(r"^#+ .*$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert headings[0].startswith(f"# {number}. ")
            assert headings[1:] == ["## Context", "## Decision", "## Consequences"], path


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


class TestRecipes:
    """The recipes of CONTRIBUTING, followed in a copy of the code."""

    PAGE = PROJECT / "CONTRIBUTING.md"
    MART = "mart_event_by_type_month"

    @pytest.fixture
    def copy(self, tmp_path: Path) -> Path:
        for name in PACKAGES:
            shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        return tmp_path

    def answer(self, copy: Path, code: str, *arguments: object) -> dict[str, object]:
        """Run code in the copy, where it finds the changed packages first; return the JSON it prints."""
        result = subprocess.run(
            [sys.executable, "-c", code, *map(str, arguments)], cwd=copy, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)  # type: ignore[no-any-return]

    def test_a_mart_and_a_check_are_two_files_and_a_class(self, copy: Path, sample: Home) -> None:
        sql, check = sorted(MADE, reverse=True)
        (copy / sql).write_text(block(self.PAGE, "sql", "WITH"), encoding="utf-8")
        (copy / check).write_text(block(self.PAGE, "sql", "--"), encoding="utf-8")
        marts = copy / "warehouse" / "contracts" / "marts.py"
        start = "from warehouse.contracts.columns import (\n"
        before, contracts_of_marts = marts.read_text(encoding="utf-8").split(start, 1)
        source = f"{before}{start}    EventTypeCode,\n    MonthStart,\n{contracts_of_marts}"
        marts.write_text(f"{source}\n\n{block(self.PAGE, 'python')}", encoding="utf-8")
        work = shutil.copyfile(sample.warehouse, copy / "work.duckdb")
        assert self.answer(copy, _FOLLOW_MART, self.MART, work) == {
            "group": "marts",
            "upstream": ["dim_event_type", "fct_article", "fct_event"],
            "checks": ["key_is_unique", "one_row_a_release", "values_hold"],
            "failing": [],
            "is_loaded": True,
            "is_in_dictionary": True,
        }

    def test_a_form_is_a_row(self, copy: Path) -> None:
        row = block(self.PAGE, "csv")
        (values,) = csv.reader([row])
        sentence = block(self.PAGE, "text", "The envoy")
        assert values[0] in sentence
        before = self.answer(copy, _FOLLOW_FORM, sentence)
        lexicon = copy / "reading" / "knowledge" / "country_form.csv"
        *comments, header = lexicon.read_text(encoding="utf-8").splitlines(keepends=True)[:4]
        assert all(comment.startswith("#") for comment in comments)
        assert re.findall(r"^\| `(\w+)` \|", prose(self.PAGE), re.MULTILINE) == header.strip().split(",")
        with lexicon.open("a", encoding="utf-8") as file:
            file.write(row)
        after = self.answer(copy, _FOLLOW_FORM, sentence)
        assert (before["found"], after["found"]) == ([], [values[1]])
        assert before["version"] != after["version"]

    def test_a_word_of_another_kind_is_a_row_too(self, copy: Path) -> None:
        """The recipes of docs/reading.md: each row, and the sentence in which it makes the difference."""
        recipes = re.findall(
            r"goes to `(reading/knowledge/\w+\.csv)`:.*?```csv\n(.*?)```.*?```text\n(.*?)```",
            READING.read_text(encoding="utf-8").partition("[CONTRIBUTING.md]")[2],
            re.DOTALL,
        )
        named = {"title.csv": 0, "topic_term.csv": 0, "organization.csv": 1, "event_cue.csv": 0}  # column with the find
        assert [Path(path).name for path, _, _ in recipes] == list(named)
        sentences = [sentence.strip() for _, _, sentence in recipes]
        before = self.answer(copy, _FOLLOW_ROWS, *sentences)
        wanted = []
        for path, row, _ in recipes:
            with (copy / path).open("a", encoding="utf-8") as file:
                file.write(row)
            wanted.append(next(csv.reader([row]))[named[Path(path).name]])
        after = self.answer(copy, _FOLLOW_ROWS, *sentences)
        for sentence, one in zip(sentences, wanted, strict=True):
            assert (one in before[sentence], one in after[sentence]) == (False, True), sentence  # type: ignore[operator]


_FOLLOW_MART = """
import json, sys
from pathlib import Path
from orchestration.definitions import build_definitions
from orchestration.settings import Settings
from warehouse.checks import checks_of, run_check
from warehouse.dictionary import data_dictionary
from warehouse.engine import load_query, open_work, table_queries
from warehouse.schema import contracts

mart, work = sys.argv[1], Path(sys.argv[2])
settings = Settings.from_environment({"CHANCERY_HOME": str(work.parent / "home")})
specs = {spec.key.to_user_string(): spec for spec in build_definitions(settings).resolve_all_asset_specs()}
(query,) = [query for query in table_queries() if query.name == mart]
checks = checks_of(contracts()[mart])
with open_work(work) as connection:
    n_rows = load_query(connection, query)
    failing = [check.name for check in checks if not run_check(connection, check).passed]
print(json.dumps({
    "group": specs[mart].group_name,
    "upstream": sorted(dep.asset_key.to_user_string() for dep in specs[mart].deps),
    "checks": sorted(check.name for check in checks),
    "failing": failing,
    "is_loaded": n_rows > 0,
    "is_in_dictionary": f"### {mart}" in data_dictionary(),
}))
"""

_FOLLOW_FORM = """
import json, sys
from reading.model import Text
from reading.release import read_release
from reading.version import reading_version

text = Text("", sys.argv[1], None)
found = read_release(text).countries
print(json.dumps({"found": [one.country_code for one in found], "version": reading_version()}))
"""

_FOLLOW_ROWS = """
import json, sys
from reading.model import Text
from reading.release import read_releases

sentences, found = sys.argv[1:], {}
for sentence, reading in zip(sentences, read_releases([Text("", sentence, "NOR") for sentence in sentences])):
    main = [event.event_type_code for event in reading.events if event.is_main]
    titles = [official.title for official in reading.officials]
    bodies = [body.name for body in reading.organizations]
    found[sentence] = [*titles, *bodies, *main, *(topic.topic_code for topic in reading.topics)]
print(json.dumps(found))
"""
