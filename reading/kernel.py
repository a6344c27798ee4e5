"""Functions compiled to machine code by Numba: loops over columns of numbers, where a Python object a row would cost.

A kernel takes arrays and numbers, and named tuples of them. What it was compiled to is kept in a folder of its own for
each version of the package's code: Numba looks at the time of the file of a kernel only, not at what it calls.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import ParamSpec, TypeVar

import numba
from numba.core import config

P = ParamSpec("P")
R = TypeVar("R")


def _cache_folder() -> Path:
    """Return the folder for what this version of the code compiles to, in the user's cache folder."""
    digest = blake2b(numba.__version__.encode(), digest_size=8)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "chancery" / "kernels" / digest.hexdigest()


if "NUMBA_CACHE_DIR" not in os.environ:
    try:
        (folder := _cache_folder()).mkdir(parents=True, exist_ok=True)
    except OSError:  # no home to write to
        folder = Path(tempfile.gettempdir()) / "chancery-kernels"
    config.CACHE_DIR = str(folder)


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function at its first call; integer division is that of machine integers, as is overflow."""
    return numba.njit(cache=True, boundscheck=False, error_model="numpy", _nrt=False)(function)  # type: ignore[no-any-return]
