"""The synthetic releases are the same for a seed, of the promised size, made one at a time; contenders find states."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from benchmarks import generate as generator
from benchmarks.generate import Release, generate, read_corpus, shared_corpus
from benchmarks.peers import CONTENDERS, Contender, count_found, text_of
from reading.countries import country_table

PEERS = [contender for name, contender in CONTENDERS.items() if name != "chancery"]

#: Three releases of one sentence, and where the name of a state stands in each.
SENTENCES = [
    Release("Talks in spring", "An envoy of Kenya came to the harbour.", "NOR"),
    Release("A school is opened", "Pupils from Germany sang, and no Romanian was late.", "NOR"),
    Release("Grain for Ethiopia", "The ship is on its way.", "NOR"),
]
STATES = ["Kenya", "Germany", "Ethiopia"]


@pytest.fixture(scope="module")
def releases() -> list[Release]:
    return list(generate(1000, seed=5))


class TestGenerate:
    def test_a_seed_decides_the_texts(self, releases: list[Release]) -> None:
        assert list(generate(50, seed=5)) == releases[:50]
        assert list(generate(50, seed=6)) != releases[:50]

    def test_the_texts_of_a_seed_do_not_change_unnoticed(self) -> None:
        (release,) = generate(1, seed=0)
        assert release.title == "Sorónimo Escabeiro Named Ambassador"

    def test_it_makes_one_at_a_time(self, monkeypatch: pytest.MonkeyPatch) -> None:
        made = 0
        write = generator._write

        def count_and_write(random: Any) -> Release:
            nonlocal made
            made += 1
            return write(random)

        monkeypatch.setattr(generator, "_write", count_and_write)
        stream: Iterator[Release] = generate(100_000)
        assert made == 0
        assert (len(list(islice(stream, 3))), made) == (3, 3)

    def test_sizes_are_about_two_and_a_half_kilobytes(self, releases: list[Release]) -> None:
        sizes = [len(text_of(release).encode()) for release in releases]
        assert 2400 < mean(sizes) < 2600
        assert min(sizes) > 800
        assert max(sizes) < 5000

    def test_texts_are_diverse(self, releases: list[Release]) -> None:
        assert len({release.body.split("\n")[0] for release in releases}) == len(releases)
        assert len({release.home_country for release in releases}) > 100
        assert len({word for release in releases for word in release.body.split()}) > 10_000
        together = "\n".join(map(text_of, releases))
        assert all(mark in together for mark in ("’", "'", "“", "é", "š", "ø", "\n"))

    def test_no_slot_is_left_open(self, releases: list[Release]) -> None:
        assert not [release for release in releases if "{" in text_of(release) or "}" in text_of(release)]

    def test_home_countries_are_codes(self, releases: list[Release]) -> None:
        assert {release.home_country for release in releases} <= {country.country_code for country in country_table()}


class TestCorpus:
    def test_real_releases_are_spread_over_the_files(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("CHANCERY_SHARED", str(tmp_path))
        assert shared_corpus() is None
        folder = tmp_path / "corpus"
        folder.mkdir()
        for name in "ab":
            records = [{"title": f"{name}{number}", "body": "Text.", "home_country": "NOR"} for number in range(4)]
            with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
                file.writelines(json.dumps(record) + "\n" for record in records)
        assert shared_corpus() == folder
        assert [release.title for release in read_corpus(folder, 4)] == ["a0", "a2", "b0", "b2"]
        assert len(list(read_corpus(folder, 99))) == 8


class TestContenders:
    @pytest.mark.parametrize("contender", PEERS, ids=lambda contender: contender.name)
    def test_a_peer_finds_the_states(self, contender: Contender) -> None:
        if contender.installed() is None:
            pytest.skip(f"{contender.library} is not installed: it comes with the extra 'bench' (make bench)")
        found = contender.load()(SENTENCES)
        assert isinstance(found, list)
        surfaces = [
            [text_of(release)[start:end] for start, end, _ in matches]
            for release, matches in zip(SENTENCES, found, strict=True)
        ]
        assert all(state in found_here for state, found_here in zip(STATES, surfaces, strict=True)), surfaces
        assert "Oman" not in surfaces[1]
        assert count_found(found) >= len(STATES)

    def test_chancery_finds_the_states(self) -> None:
        found = CONTENDERS["chancery"].load()(SENTENCES)
        assert isinstance(found, dict)
        mentions = found["stg_mention"].to_pylist()
        states = [(row["version_id"], row["surface"]) for row in mentions if row["kind"] == "country"]
        assert {(str(number), state) for number, state in enumerate(STATES)} <= set(states)
        assert count_found(found) == len(mentions)
