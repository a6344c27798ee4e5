"""Where the machine code of kernels is kept: a folder for each content of the package's code.

Numba by itself looks at the path and time of the one file a kernel stands in, so it would compile again for each copy
of the package, and not at all after a change in a file from which a kernel is called.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numba
from numba.core import caching, config

_PACKAGE = Path(__file__).parent
#: Modules that measure or fit reading, have no kernels, and no part in what is read.
MEASURES = frozenset({"accuracy.py", "fitting.py", "labelled.py", "meaning_fitting.py", "views.py"})
#: Stands in every folder that holds all kernels.
_LAST_COMPILED = "topics"


@cache
def cache_folder() -> Path:
    """Return the folder for what this version of the code compiles to; it exists."""
    digest = blake2b(numba.__version__.encode(), digest_size=8)
    for path in sorted(_PACKAGE.glob("*.py")):
        if path.name not in MEASURES:
            digest.update(path.read_bytes())
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for parent in (base / "chancery", Path(tempfile.gettempdir()) / "chancery"):
        folder = parent / "kernels" / digest.hexdigest()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:  # no home to write to
            continue
        return folder
    return Path(tempfile.mkdtemp())


def are_compiled() -> bool:
    """Return whether the kernels of this version were compiled before, on this machine."""
    return any(cache_folder().glob(f"{_LAST_COMPILED}*.nbi"))


class ContentLocator(caching._CacheLocator):
    """Tells Numba the folder of this version; what lies in it is always fresh."""

    def __init__(self, line: int) -> None:
        self._line = line

    @classmethod
    def from_function(cls, py_func: Callable[..., Any], py_file: str) -> ContentLocator | None:
        """Return a locator for kernels of this package, None for functions of others."""
        if Path(py_file).resolve().parent != _PACKAGE.resolve():
            return None
        return cls(py_func.__code__.co_firstlineno)

    def get_cache_path(self) -> str:
        """Return the folder."""
        return str(cache_folder())

    def get_source_stamp(self) -> str:
        """Return the same for all: the folder is that of the content."""
        return ""

    def get_disambiguator(self) -> str:
        """Return what tells two kernels of one name apart."""
        return str(self._line)


def keep_compiled_code() -> None:
    """Have Numba keep the machine code of kernels in the folder of their content. To be called before they are made."""
    config.CACHE_LOCATOR_CLASSES = f"{__name__}.{ContentLocator.__name__},UserWideCacheLocator"  # type: ignore[attr-defined]
