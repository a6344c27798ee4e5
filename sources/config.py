"""What a person says about a source: its name, where it is, and the circumstances of its releases."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import pycountry
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

#: The source that ships with Chancery; it steps aside when a person brings another.
SAMPLE = "sample"

SHIPPED = Path(__file__).with_name("sources.toml")


class SourceError(ValueError):
    """A source is not described as it must be; the message names the file, the key and the reason."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f"there is no time zone {name!r}; use an IANA name such as Asia/Almaty") from error
    return name


def _country(code: str) -> str:
    if code != "XKX" and pycountry.countries.get(alpha_3=code) is None:
        raise ValueError(f"{code!r} is no ISO 3166-1 alpha-3 code; use one such as KAZ or NOR")
    return code


CountryCode = Annotated[str, AfterValidator(_country)]
TimeZone = Annotated[str, AfterValidator(_zone)]
SourceName = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]


class Circumstances(BaseModel):
    """What holds for all releases of a source, unless a record says otherwise.

    Without a time zone, times are those of the home country's capital.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    home_country: CountryCode | None = None
    time_zone: TimeZone | None = None
    language: str | None = None
    publisher: str | None = None


class FilesSource(Circumstances):
    """A file, or a folder. `observed_at` says when the view counts in it were shown, if that is known.

    `complete` declares that each file is the whole list of releases: what the latest has no more, the source took away.
    """

    name: SourceName
    path: Path
    is_recursive: bool = True
    observed_at: AwareDatetime | None = None
    complete: bool = False


class Sources(BaseModel):
    """A `sources.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    inbox: Circumstances = Circumstances()
    source: Annotated[tuple[FilesSource, ...], Field(default=())]

    @model_validator(mode="after")
    def _is_said_once(self) -> Sources:
        said = [(source.name, source.path) for source in self.source]
        for one in said:
            if said.count(one) > 1:
                raise ValueError(f"source {one[0]!r} names {one[1]} more than once")
        return self


def load_sources(path: Path) -> Sources:
    """Read a `sources.toml`; relative paths become relative to its folder. Raises SourceError."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = Sources.model_validate(values)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError(f"{path}: {error}") from error
    except ValidationError as error:
        raise SourceError(f"{path}: {explain(error)}") from error
    placed = tuple(one.model_copy(update={"path": (path.parent / one.path).resolve()}) for one in sources.source)
    return sources.model_copy(update={"source": placed})


def files_source(values: Mapping[str, object]) -> FilesSource:
    """Return the source that a person names in a command or a run's configuration. Raises SourceError."""
    try:
        return FilesSource.model_validate(values)
    except ValidationError as error:
        raise SourceError(explain(error)) from error


def inbox_sources(inbox: Path, circumstances: Circumstances) -> tuple[FilesSource, ...]:
    """Return the sources of the inbox: its visible folders by their names, and what lies beside them as `inbox`.

    Raises SourceError for a folder whose name no source can have.
    """
    if not inbox.is_dir():
        return ()
    folders = [path for path in sorted(inbox.iterdir()) if path.is_dir() and not path.name.startswith(".")]
    stated = circumstances.model_dump()
    return (
        *(_inbox_folder(folder, stated) for folder in folders),
        files_source({**stated, "name": "inbox", "path": inbox, "is_recursive": False}),
    )


def _inbox_folder(folder: Path, stated: Mapping[str, object]) -> FilesSource:
    if folder.name == SAMPLE:
        raise SourceError(
            f"{folder}: {SAMPLE!r} is the name of the releases that ship with Chancery; rename the folder"
        )
    try:
        return files_source({**stated, "name": folder.name, "path": folder})
    except SourceError as error:
        raise SourceError(f"{folder}: {error}; rename the folder") from error


def explain(error: ValidationError) -> str:
    """Return a validation error as one line that names each key and what is wrong with it."""
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'source'}: {one['msg']}" for one in error.errors())
