"""Macros that drill down: the releases behind a number, and those that have some words in them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.warehouse.tables import document, put, rows_of
from warehouse import engine, text_index
from warehouse.contracts.meta import MetaRun
from warehouse.engine import WarehouseError, create_macros, has_text_index, open_published, open_work
from warehouse.extensions import load_extension
from warehouse.publish import publish
from warehouse.text_index import index_text

Connection = duckdb.DuckDBPyConnection
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)


def put_release(connection: Connection, name: str, title: str = "Title", body: str = "Body", **stated: Any) -> None:
    """Add a release of a document of its own."""
    found = {"document_id": document(name), "line_from": 7, "line_to": 9}
    put(connection, "stg_article", found | {"article_id": name, "version_id": name, "title": title, "body": body})
    put(connection, "fct_article", found | {"article_id": name, "version_id": name, "title": title} | stated)


class TestExplainEngagement:
    ASKED = "SELECT {} FROM explain_engagement('KEN', DATE '2026-02-01')"

    @pytest.fixture
    def asked(self, connection: Connection) -> Connection:
        """Two releases of February that mean Kenya, one of March, and one that Kenya publishes itself."""
        for name, month, role, weight, n_views in (
            ("a", FEBRUARY, "partner", 0.25, 100),
            ("b", FEBRUARY, "mentioned", 1.0, 7),
            ("c", MARCH, "partner", 1.0, 50),
            ("d", FEBRUARY, "home", None, 9),
        ):
            put_release(connection, name, engagement_month=month, n_views=n_views)
            bridge = {"article_id": name, "country_code": "KEN", "role_code": role, "weight": weight}
            put(connection, "bridge_article_country", bridge)
        create_macros(connection)
        return connection

    def test_it_lists_the_releases_of_the_row_and_no_other(self, asked: Connection) -> None:
        found = rows_of(asked, self.ASKED.format("article_id, role_code, weight, n_views, n_views_weighted"))
        assert sorted(found) == [("a", "partner", 0.25, 100, 25.0), ("b", "mentioned", 1.0, 7, 7.0)]

    def test_it_shows_the_words_and_where_they_stand(self, asked: Connection) -> None:
        spans = {"article_id": "a", "entity_id": "KEN", "field": "body"}
        put(asked, "fct_mention", spans | {"start_char": 40, "end_char": 45, "surface": "Kenya", "rule_id": "form"})
        put(asked, "fct_mention", spans | {"start_char": 3, "end_char": 10, "surface": "Nairobi", "rule_id": "city"})
        put(asked, "fct_mention", spans | {"entity_id": "NOR"}, spans | {"kind": "topic"})
        ((shown, line_from, line_to),) = rows_of(
            asked, self.ASKED.format("spans, line_from, line_to") + " WHERE article_id = 'a'"
        )
        assert [(one["surface"], one["start_char"], one["end_char"], one["rule_id"]) for one in shown] == [
            ("Nairobi", 3, 10, "city"),
            ("Kenya", 40, 45, "form"),
        ]
        assert (line_from, line_to) == (7, 9)

    def test_it_names_where_the_document_was_read_last(self, asked: Connection) -> None:
        for number, uri in enumerate(("/in/old.txt", "/in/new.txt")):
            stated = {"document_id": document("a"), "read_at": datetime(2026, 3, 1 + number), "uri": uri}
            put(asked, "raw_fetch", stated | {"fetch_id": str(number) * 32})
        found = rows_of(asked, self.ASKED.format("article_id, uri"))
        assert sorted(found) == [("a", "/in/new.txt"), ("b", None)]

    def test_any_day_of_the_month_asks_for_the_month(self, asked: Connection) -> None:
        found = rows_of(asked, "SELECT article_id FROM explain_engagement('KEN', DATE '2026-02-17') ORDER BY ALL")
        assert found == [("a",), ("b",)]


RUN = MetaRun(
    run_id="r", published_at=datetime(2026, 4, 1), build_key="k", reading_version="v", n_documents=0, n_articles=0
)


@pytest.fixture
def published(work: Path, tmp_path: Path) -> Path:
    """Four releases, of which three speak of a corridor."""
    with open_work(work) as connection:
        put_release(connection, "once", "Trade", "A corridor is planned, in the middle of nowhere.")
        put_release(connection, "title", "The Middle Corridor", "Talks were held.")
        put_release(connection, "often", "Routes", "The middle corridor. " * 2 + "Corridors, all of them middle ones.")
        put_release(connection, "other", "Middle ages", "Nothing of that kind: «Ночь» at the café.")
    target = tmp_path / "chancery.duckdb"
    publish(work, target, RUN)
    return target


def found(path: Path, words: str, column: str = "article_id") -> list[Any]:
    with open_published(path) as connection:
        return [row[0] for row in connection.execute(f"SELECT {column} FROM search(?)", [words]).fetchall()]


class TestSearch:
    @pytest.mark.parametrize(
        ("words", "releases"),
        [
            ("middle corridor", ["often", "title", "once"]),
            ("CORRIDOR, middle!", ["often", "title", "once"]),
            ("corridor", ["often", "title", "once"]),
            ("corridors", ["often"]),
            ("ночь café", ["other"]),
            ("corridor nothing", []),
            ("100%", []),
            ("_", []),
            ("", []),
            (" ?!", []),
            ("'; DROP TABLE fct_article; --", []),
        ],
    )
    def test_all_words_must_be_there_and_the_title_counts_more(
        self, words: str, releases: list[str], published: Path
    ) -> None:
        assert found(published, words) == releases

    def test_an_excerpt_shows_the_first_of_the_words(self, published: Path) -> None:
        assert found(published, "nowhere planned", "excerpt") == ["A corridor is planned, in the middle of nowhere."]


@pytest.fixture
def fts() -> None:
    with duckdb.connect() as connection:
        if not load_extension(connection, "fts"):
            pytest.skip("the extra `search` is not installed")


@pytest.mark.usefixtures("fts")
class TestTextIndex:
    @pytest.fixture
    def indexed(self, published: Path) -> Path:
        index_text(published)
        return published

    @pytest.mark.parametrize(
        ("words", "releases"),
        [
            ("middle corridor", {"often", "title", "once"}),
            ("Corridors", {"often", "title", "once"}),
            ("plan", {"once"}),
            ("corridor nothing", set()),
            ("cafe", {"other"}),
            ("", set()),
        ],
    )
    def test_words_are_found_by_their_stems(self, words: str, releases: set[str], indexed: Path) -> None:
        assert set(found(indexed, words)) == releases

    def test_the_best_match_is_first(self, indexed: Path) -> None:
        scores = found(indexed, "middle corridor", "score")
        assert scores == sorted(scores, reverse=True)
        assert found(indexed, "middle corridor")[0] == "often"

    def test_the_file_with_an_index_is_shut_off_as_any_other(self, indexed: Path, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("secret", encoding="utf-8")
        with open_published(indexed) as connection:
            for statement in (f"SELECT * FROM read_text('{secret}')", "LOAD httpfs", "SET memory_limit = '9GB'"):
                with pytest.raises(duckdb.Error, match=r"disabled|locked"):
                    connection.execute(statement).fetchall()

    def test_it_is_made_whole_each_time(self, indexed: Path) -> None:
        first, second = index_text(indexed), index_text(indexed)
        assert first.n_articles == second.n_articles == 4
        assert first.n_terms == second.n_terms
        assert found(indexed, "corridors plan") == ["once"]

    def test_a_file_published_later_is_without_it_and_answers_all_the_same(self, indexed: Path, work: Path) -> None:
        publish(work, indexed, RUN.model_copy(update={"run_id": "later"}))
        with open_published(indexed) as connection:
            assert not has_text_index(connection)
        assert found(indexed, "middle corridor") == ["often", "title", "once"]

    def test_no_table_of_the_warehouse_is_changed(self, published: Path) -> None:
        tables = "SELECT table_name, estimated_size FROM duckdb_tables() WHERE schema_name = 'main' ORDER BY ALL"
        with open_published(published) as connection:
            before = rows_of(connection, tables)
        index_text(published)
        with open_published(published) as connection:
            assert rows_of(connection, tables) == before

    def test_a_reader_without_the_extension_finds_them_in_the_texts(
        self, indexed: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engine, "load_extension", lambda *_: False)
        with open_published(indexed) as other:
            assert rows_of(other, "SELECT article_id FROM search('middle corridor')")[0] == ("often",)
            assert found(indexed, "corridors") == ["often"]


def test_without_the_extension_the_file_stays_as_it_is_and_the_error_says_what_to_do(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_index, "load_extension", lambda *_: False)
    before = published.read_bytes()
    with pytest.raises(WarehouseError, match=r"pip install 'chancery\[search\]'"):
        index_text(published)
    assert published.read_bytes() == before
    assert [path.name for path in published.parent.iterdir() if path.suffix in (".tmp", ".wal")] == []


def test_without_a_warehouse_there_is_nothing_to_index(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="run `chancery refresh` to make one"):
        index_text(tmp_path / "none.duckdb")
