"""What a person says about sources, and what is said to a person who says it wrongly."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sources.config import SAMPLE, SHIPPED, Circumstances, SourceError, files_source, inbox_sources, load_sources


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_stated_holds_and_the_rest_has_its_default(tmp_path: Path) -> None:
    text = """
        [inbox]
        home_country = "LKA"
        time_zone = "Asia/Colombo"

        [[source]]
        name = "ministry"
        path = "in"
        home_country = "USA"
        time_zone = "America/New_York"
        language = "en"
        publisher = "Department"
        is_recursive = false
        observed_at = 2026-04-01T09:00:00+05:00
        complete = true

        [[source]]
        name = "other"
        path = "/somewhere/else.txt"
    """
    sources = load_sources(write(tmp_path, text))
    assert sources.inbox == Circumstances(home_country="LKA", time_zone="Asia/Colombo")
    one, other = sources.source
    assert one.model_dump() == {
        "name": "ministry",
        "path": tmp_path / "in",
        "home_country": "USA",
        "time_zone": "America/New_York",
        "language": "en",
        "publisher": "Department",
        "is_recursive": False,
        "observed_at": datetime(2026, 4, 1, 4, tzinfo=UTC),
        "complete": True,
    }
    assert (other.path, other.home_country, other.is_recursive, other.observed_at) == (
        Path("/somewhere/else.txt"),
        None,
        True,
        None,
    )


@pytest.mark.parametrize(
    ("stated", "placed"), [("a.txt", "home/a.txt"), ("../a.txt", "a.txt"), ("./in/../b", "home/b"), (".", "home")]
)
def test_a_relative_path_is_relative_to_the_file_that_states_it(
    stated: str, placed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    write(tmp_path / "home", f'[[source]]\nname = "a"\npath = "{stated}"')
    monkeypatch.chdir(tmp_path)
    for path in (Path("home/sources.toml"), tmp_path / "home" / "sources.toml"):
        assert load_sources(path).source[0].path == tmp_path / placed


def test_an_empty_file_states_nothing(tmp_path: Path) -> None:
    sources = load_sources(write(tmp_path, ""))
    assert (sources.inbox, sources.source) == (Circumstances(), ())


SOURCE = '[[source]]\nname = "ministry"\npath = "in"\n'


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[[source]\nname =", ["line 1"]),
        ('[[source]]\npath = "in"', ["source.0.name", "Field required"]),
        ('[[source]]\nname = "ministry"', ["source.0.path", "Field required"]),
        (SOURCE + SOURCE.replace("ministry", "no spaces"), ["source.1.name", "match pattern"]),
        (SOURCE + 'time_zone = "Asia/Almata"', ["source.0.time_zone", "no time zone 'Asia/Almata'", "Asia/Almaty"]),
        (SOURCE + 'time_zone = ""', ["source.0.time_zone", "no time zone ''"]),
        (SOURCE + 'time_zone = "../../etc/passwd"', ["source.0.time_zone", "no time zone"]),
        (SOURCE + 'time_zone = "Asia"', ["source.0.time_zone", "no time zone 'Asia'"]),
        (SOURCE + 'home_country = "KZ"', ["source.0.home_country", "'KZ' is no ISO 3166-1 alpha-3 code"]),
        (SOURCE + "observed_at = 2026-04-01T09:00:00", ["source.0.observed_at", "timezone"]),
        (SOURCE + 'observed = "2026-04-01T09:00:00Z"', ["source.0.observed", "not permitted"]),
        ('[inbox]\nhome = "KAZ"', ["inbox.home", "not permitted"]),
        ('[sources]\nname = "a"', ["sources", "not permitted"]),
        (SOURCE + 'home_country = "kz"\ntime_zone = "Mars"', ["source.0.home_country", "; ", "source.0.time_zone"]),
    ],
)
def test_an_error_names_file_key_and_reason(text: str, parts: list[str], tmp_path: Path) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as raised:
        load_sources(path)
    message = str(raised.value)
    assert message.startswith(f"{path}: ")
    assert all(part in message for part in parts), message
    assert "\n" not in message


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(SourceError, match=str(path)):
            load_sources(path)
    latin = tmp_path / "latin.toml"
    latin.write_bytes('[inbox]\npublisher = "Ministère"'.encode("latin-1"))
    with pytest.raises(SourceError, match=f"{latin}: .*utf-8"):
        load_sources(latin)


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"name": "a", "path": "in", "time_zone": "Mars"}, "time_zone: "),
        ({"name": "-a", "path": "in"}, "name: "),
        ({"name": "a" * 65, "path": "in"}, "name: "),
        ({"name": "a", "path": None}, "path: "),
        ({"name": "a", "path": "in", "observed_at": datetime(2026, 4, 1)}, "observed_at: "),
    ],
)
def test_a_source_named_in_a_command_is_checked_too(values: dict[str, Any], key: str) -> None:
    with pytest.raises(SourceError, match=f"^{key}"):
        files_source(values)


def test_what_ships_is_the_sample_and_it_is_there() -> None:
    (sample,) = load_sources(SHIPPED).source
    assert sample.name == SAMPLE
    assert sample.path.is_file()
    assert sample.observed_at is None


def test_folders_of_the_inbox_are_sources_and_what_lies_beside_them_is_inbox(tmp_path: Path) -> None:
    for folder in ("state-dept", "archive", ".git", ".stfolder"):
        (tmp_path / folder).mkdir()
    (tmp_path / "loose.txt").touch()
    stated = Circumstances(home_country="KAZ", time_zone="UTC", language="en", publisher="Ministry")
    found = inbox_sources(tmp_path, stated)
    assert [(one.name, one.path, one.is_recursive) for one in found] == [
        ("archive", tmp_path / "archive", True),
        ("state-dept", tmp_path / "state-dept", True),
        ("inbox", tmp_path, False),
    ]
    assert all(one.home_country == "KAZ" and one.publisher == "Ministry" for one in found)
    assert all(one.observed_at is None for one in found)


@pytest.mark.parametrize("name", ["no inbox", "a file"])
def test_no_inbox_is_no_source(name: str, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    assert inbox_sources(tmp_path / name, Circumstances()) == ()


@pytest.mark.parametrize("name", ["press releases", "Әдіс", SAMPLE])
def test_a_folder_whose_name_cannot_be_a_source_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(SourceError, match=f"{name}: .*rename"):
        inbox_sources(tmp_path, Circumstances())


def test_one_file_of_one_source_is_named_once(tmp_path: Path) -> None:
    config = tmp_path / "sources.toml"
    config.write_text('[[source]]\nname = "a"\npath = "x"\n' * 2)
    with pytest.raises(SourceError, match="'a' names x more than once"):
        load_sources(config)
    config.write_text('[[source]]\nname = "a"\npath = "x"\n[[source]]\nname = "a"\npath = "y"\n')
    assert len(load_sources(config).source) == 2
