"""Files: one, or all in a folder. Gives each file's bytes and the facts of reading it; a failure is a fact too."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import ENOENT
from pathlib import Path

from sources.config import Circumstances, FilesSource

#: A listing of a million releases is about 2.5 GB; files beyond this are an accident.
MAX_FILE_BYTES = 4_000_000_000

#: Names of files that something is still writing.
_UNFINISHED = (".tmp", ".part", ".crdownload", "~")


@dataclass(frozen=True, slots=True)
class Capture:
    """One reading of a source: bytes, or the reason why there are none. `observed_at` is UTC without zone."""

    source_name: str
    uri: str
    data: bytes | None
    detail: str | None
    media_type: str | None
    observed_at: datetime | None
    is_complete: bool
    circumstances: Circumstances


def read_files(source: FilesSource) -> Iterator[Capture]:
    """Yield a capture for each file of the source, in order of names. A file that cannot be read yields its failure."""
    try:
        if not source.path.is_file() and not source.path.is_dir():
            raise FileNotFoundError(ENOENT, "no such file or folder")
        paths = find_files(source.path, is_recursive=source.is_recursive)
    except OSError as error:
        yield _capture(source, source.path, None, error.strerror or str(error))
        return
    for path in paths:
        try:
            if (size := path.stat().st_size) > MAX_FILE_BYTES:
                yield _capture(source, path, None, f"{size:,} bytes are more than the limit of {MAX_FILE_BYTES:,}")
            else:
                yield _capture(source, path, path.read_bytes(), None)
        except OSError as error:
            yield _capture(source, path, None, error.strerror or str(error))


def find_files(path: Path, *, is_recursive: bool = True) -> list[Path]:
    """Return the file itself, or the finished, visible files of a folder in order of names."""
    if path.is_file():
        return [path]
    found = path.rglob("*") if is_recursive else path.glob("*")
    return sorted(one for one in found if one.is_file() and not _is_passed_over(one.relative_to(path)))


def _is_passed_over(path: Path) -> bool:
    return path.name.endswith(_UNFINISHED) or any(part.startswith(".") for part in path.parts)


def _capture(source: FilesSource, path: Path, data: bytes | None, detail: str | None) -> Capture:
    observed_at = source.observed_at.astimezone(UTC).replace(tzinfo=None) if source.observed_at else None
    return Capture(
        source_name=source.name,
        # A name need not be UTF-8 on disk; in the ledger it must be.
        uri=os.fsencode(path).decode(errors="backslashreplace"),
        data=data,
        detail=detail,
        media_type=_media_type(path) if data is not None else None,
        observed_at=observed_at,
        is_complete=source.complete,
        circumstances=source,
    )


def _media_type(path: Path) -> str:
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        return "application/jsonl"
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
