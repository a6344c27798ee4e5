"""`chancery read`: the releases of a file with what was understood of them, in colour, in brackets, or as JSON.

Text of sources is shown, never obeyed: whatever could act on the terminal is replaced, character by character, so that
the spans still fit. Not here: formats (`reading/parse.py`) and meaning (the readers).
"""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.rule import Rule
from rich.text import Text as Styled

from orchestration.printing import grid, plain
from reading.countries import Country, country_table
from reading.document import Document, Release
from reading.model import Reading, Span, Text
from reading.parse import parse_document
from reading.release import read_releases

#: Releases read at a time, so that the first is shown at once.
_BATCH = 100
_GZIP = b"\x1f\x8b"
_MAX_WORDS = 8
_MAX_REJECTIONS = 5


class _Mark(NamedTuple):
    """How a kind of span is shown: its style in a terminal, and its letter where there is no colour (none: not)."""

    letter: str
    style: str


#: In the order in which they are laid over each other: foreground, background and underline can be seen together.
_MARKS = {
    "topic": _Mark("", "underline"),
    "event": _Mark("E", "on grey30"),
    "organization": _Mark("O", "bright_blue"),
    "title": _Mark("T", "magenta"),
    "home": _Mark("H", "cyan"),
    "mentioned": _Mark("M", "yellow"),
    "partner": _Mark("P", "bold green"),
    "official": _Mark("N", "bold bright_magenta"),
}


class ShowingError(ValueError):
    """A file holds nothing that can be shown; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which releases of a file to show: at most `limit`, or the one with a number (from 1)."""

    limit: int | None = None
    number: int | None = None

    def choose(self, releases: Sequence[Release]) -> list[tuple[int, Release]]:
        """Return the releases with their numbers. Raises ShowingError if there is none of that number."""
        numbered = list(enumerate(releases, start=1))
        if self.number is None:
            return numbered[: self.limit]
        if not 0 < self.number <= len(numbered):
            raise ShowingError(f"there is no release {self.number}: the file has {len(numbered):,}")
        return [numbered[self.number - 1]]


def show_file(path: Path, home: str, wanted: Wanted, as_json: bool, out: Console, err: Console) -> None:
    """Read the releases of a file (`-`: of standard input) and print them with what was understood.

    `home` is the country of releases that state none. Raises ShowingError if nothing can be shown.
    """
    zone = _country(home).capital_time_zone or "UTC"
    document = parse_document(_bytes_of(path), zone)
    _warn(document, err)
    if not document.releases:
        raise ShowingError(
            f"{_name(path)} holds no release; it should be JSON Lines with published_at, title and body, or a listing"
            " in which a line DD.MM.YYYY, HH:MM stands before each title"
        )
    chosen = wanted.choose(document.releases)
    if not as_json:
        out.print(_legend(out))
    for number, release, text, reading in _read(chosen, home):
        if as_json:
            out.file.write(json.dumps(_record(number, release, text, reading)) + "\n")
        else:
            _print_release(number, release, text, reading, out)
    if not as_json and len(chosen) < len(document.releases):
        out.print(f"{len(chosen):,} of {len(document.releases):,} releases")


def _bytes_of(path: Path) -> bytes:
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
    except OSError as error:
        raise ShowingError(f"{_name(path)} cannot be read: {error.strerror or error}") from error
    except (EOFError, zlib.error) as error:
        raise ShowingError(f"{_name(path)} begins like gzip, but is damaged: {error}") from error


def _name(path: Path) -> str:
    return "standard input" if str(path) == "-" else str(path)


@cache
def _countries() -> dict[str, Country]:
    return {country.country_code: country for country in country_table()}


def _country(code: str) -> Country:
    if code not in _countries():
        raise ShowingError(f"{code!r} is no ISO 3166-1 alpha-3 code; use one such as KAZ or NOR")
    return _countries()[code]


def _warn(document: Document, err: Console) -> None:
    """Print what is wrong with the document, and the first records that could not be read."""
    for warning in document.warnings:
        err.print(f"[yellow]warning:[/yellow] {escape(plain(warning))}", soft_wrap=True)
    for rejection in document.rejections[:_MAX_REJECTIONS]:
        told = f"line {rejection.line_from}: {rejection.reason_code}: {rejection.detail}"
        err.print(f"[yellow]rejected:[/yellow] {escape(plain(told))}", soft_wrap=True)
    if (n_more := len(document.rejections) - _MAX_REJECTIONS) > 0:
        err.print(f"[yellow]rejected:[/yellow] {n_more:,} more")


def _read(chosen: Sequence[tuple[int, Release]], home: str) -> Iterator[tuple[int, Release, Text, Reading]]:
    for start in range(0, len(chosen), _BATCH):
        batch = chosen[start : start + _BATCH]
        texts = [Text(release.title, release.body, release.home_country_code or home) for _, release in batch]
        for (number, release), text, reading in zip(batch, texts, read_releases(texts), strict=True):
            yield number, release, text, reading


def _record(number: int, release: Release, text: Text, reading: Reading) -> dict[str, Any]:
    """Return a release as JSON would have it: each span with its field, its surface, its rule and confidence."""
    return {
        "number": number,
        "line_from": release.line_from,
        "published_on": release.published_on.isoformat(),
        "title": release.title,
        "home_country_code": text.home_country_code,
        **_jsonable(reading, text),
    }


def _jsonable(value: Any, text: Text) -> Any:
    if isinstance(value, Span):
        field, start, end = text.locate(value.start, value.end)
        place = {"field": field, "start": start, "end": end, "surface": text.full[value.start : value.end]}
        return {**place, "rule_id": value.rule_id, "confidence": value.confidence}
    if is_dataclass(value):
        return {field.name: _jsonable(getattr(value, field.name), text) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [_jsonable(one, text) for one in value]
    return value


def _print_release(number: int, release: Release, text: Text, reading: Reading, out: Console) -> None:
    head = f"{number:,}   {release.published_on}   home {text.home_country_code}   line {release.line_from:,}"
    out.print("", Rule(Styled(plain(head)), align="left") if out.is_terminal else Styled(plain(head)), sep="\n")
    out.print(_marked(text, reading, out), soft_wrap=not out.is_terminal)
    out.print("", grid(("", "understood", "as", "words"), list(_facts(text, reading))), sep="\n")


def _spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Yield every span with the name of its mark."""
    for topic in reading.topics:
        yield from (("topic", span) for span in topic.spans)
    for event in reading.events:
        yield from (("event", span) for span in event.spans)
    for body in reading.organizations:
        yield from (("organization", span) for span in body.spans)
    for official in reading.officials:
        yield from (("official", span) for span in official.spans)
        if official.title_span:
            yield "title", official.title_span
    for country in reading.countries:
        yield reading.role_of.get(country.country_code, "mentioned"), country.span


def _is_colourful(out: Console) -> bool:
    return out.color_system is not None and not out.no_color


def _marked(text: Text, reading: Reading, out: Console) -> Styled:
    """Return the text with its mentions marked: by styles in a terminal, else by brackets with a letter."""
    shown = _printable(text.full)
    spans = sorted({(mark, span.start, span.end) for mark, span in _spans(reading)}, key=lambda one: one[1:])
    if not _is_colourful(out):
        return Styled(_bracketed(shown, spans))
    styled = Styled(shown)
    styled.stylize("bold", 0, len(text.title))
    for layer, mark in _MARKS.items():
        for name, start, end in spans:
            if name == layer:
                styled.stylize(mark.style, start, end)
    return styled


def _printable(text: str) -> str:
    """Return the text with a sign in the place of each character that could act on the terminal; as long as before."""
    return "".join(char if char.isprintable() or char == "\n" else " " if char == "\t" else "�" for char in text)


def _bracketed(shown: str, spans: Iterable[tuple[str, int, int]]) -> str:
    """Return the text with `[P Kenya]` for a partner, and so on; what encloses opens first and closes last."""
    opened: dict[int, list[tuple[int, str]]] = defaultdict(list)
    closed: dict[int, int] = defaultdict(int)
    for name, start, end in spans:
        if letter := _MARKS[name].letter:
            opened[start].append((-end, letter))
            closed[end] += 1
    pieces, last = [], 0
    for place in sorted({*opened, *closed}):
        pieces += [shown[last:place], "]" * closed[place], *(f"[{letter} " for _, letter in sorted(opened[place]))]
        last = place
    return "".join([*pieces, shown[last:]])


def _legend(out: Console) -> RenderableType:
    words = {"official": "named person", "home": "home country", "topic": "topic word", "event": "event cue"}
    legend = Styled()
    for name, mark in _MARKS.items():
        word = words.get(name, name)
        if _is_colourful(out):
            legend.append(word, mark.style).append("  ")
        elif mark.letter:
            legend.append(f"[{mark.letter} {word}]  ")
    return legend


def _facts(text: Text, reading: Reading) -> Iterator[tuple[str, str, str, str]]:
    """Yield (kind, what, as what, in which words) of all that was understood."""
    for role in reading.country_roles:
        of_country = [mention.span for mention in reading.countries if mention.country_code == role.country_code]
        name = _countries()[role.country_code].country_name
        salience = None if role.role_code == "home" else f"salience {role.salience:.2f}"
        told = _joined(role.role_code, salience, f"{role.n_mentions} mention{'' if role.n_mentions == 1 else 's'}")
        yield "country", f"{role.country_code} {name}", told, _words(text, of_country)
    names = {body.organization_key: body.name for body in reading.organizations}
    for official in reading.officials:
        told = _joined(
            official.title,
            official.represented_country_code and f"for {official.represented_country_code}",
            official.posted_country_code and f"in {official.posted_country_code}",
            official.organization_key and f"of {names.get(official.organization_key, official.organization_key)}",
        )
        yield "official", official.name, told, _words(text, official.spans)
    for body in reading.organizations:
        yield (
            "organization",
            body.name,
            _joined(body.acronym, body.type_code, body.country_code),
            _words(text, body.spans),
        )
    for topic in reading.topics:
        told = _joined("main" if topic.is_main else None, f"score {topic.score:.2f}")
        yield "topic", topic.topic_code, told, _words(text, topic.spans)
    for event in reading.events:
        place = event.place_country_code and f"place {event.place_country_code}"
        told = _joined("main" if event.is_main else None, place, event.event_on and f"on {event.event_on}")
        yield "event", event.event_type_code, told, _words(text, event.spans)


def _joined(*parts: str | None) -> str:
    return ", ".join(filter(None, parts))


def _words(text: Text, spans: Sequence[Span]) -> str:
    """Return the distinct surfaces of spans, the first few."""
    words = list(dict.fromkeys(text.full[span.start : span.end] for span in spans))
    return " | ".join(words[:_MAX_WORDS]) + (f" | {len(words) - _MAX_WORDS} more" if len(words) > _MAX_WORDS else "")
