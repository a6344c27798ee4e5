"""The entity-relationship pictures say what the contracts say."""

from __future__ import annotations

import re
from pathlib import Path

from warehouse.diagram import entity_relationships
from warehouse.schema import contracts_of, references

PAGE = Path(__file__).resolve().parents[2] / "docs" / "entity-relationships.md"
RELATION = re.compile(r'^    (\w+) (\|\||\|o)--o\{ (\w+) : "([\w, ]+)"$')


def pictures() -> list[list[str]]:
    found = re.findall(r"```mermaid\nerDiagram\n(.*?)```", entity_relationships(), re.DOTALL)
    return [picture.splitlines() for picture in found]


def test_the_page_is_of_these_contracts() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == entity_relationships(), "docs/entity-relationships.md is not of these contracts: run `make docs`"


def test_the_first_picture_has_every_reference_of_core_once() -> None:
    drawn = [
        (match[3], column, match[1])
        for match in map(RELATION.match, pictures()[0])
        if match
        for column in match[4].split(", ")
    ]
    declared = [
        (name, column, to.table)
        for name, contract in contracts_of("core").items()
        for column, to in references(contract).items()
    ]
    assert sorted(drawn) == sorted(declared)


def test_every_line_is_mermaid() -> None:
    for picture in pictures():
        for line in picture:
            attribute = r"^        [A-Z]+(\[\])? \w+ (PK|FK|PK, FK)$"
            assert RELATION.match(line) or re.match(rf"^    \w+ \{{$|^    \}}$|{attribute}", line), line


def test_each_fact_has_a_picture_with_its_key_and_its_bridges() -> None:
    page = entity_relationships()
    for name, contract in contracts_of("core").items():
        if name.startswith("fct_"):
            section = page.partition(f"\n## {name}\n\n{contract.grain()}\n")[2].partition("\n## ")[0]
            assert all(re.search(rf"    {name} \{{[^}}]* {column} PK", section) for column in contract.key)
    articles = page.partition("\n## fct_article\n")[2].partition("\n## ")[0]
    assert "VARCHAR article_id PK, FK" in articles.partition("bridge_article_country {")[2]
