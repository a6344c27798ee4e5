"""The version of reading: what was read under one version need not be read again."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

from reading.kernel_cache import MEASURES

#: Libraries whose data decide what a text means.
_DATA_LIBRARIES = ("babel", "pycountry")


@cache
def reading_version() -> str:
    """Return a hash of this package's code and knowledge files, and of the libraries that bring knowledge."""
    digest = blake2b(digest_size=16)
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".csv", ".toml") and path.name not in MEASURES:
            digest.update(f"{path.relative_to(folder).as_posix()}\x1f".encode())
            digest.update(path.read_bytes())
    for library in _DATA_LIBRARIES:
        digest.update(f"{library}\x1f{version(library)}\x1f".encode())
    return digest.hexdigest()
