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
from typing import Any, ParamSpec, TypeVar

import numba
from numba.core import config
from numpy.typing import NDArray

# Columns by the type of their elements (uint32, int64, int32, int16, float64, uint64, uint8). To mypy an element is
# Any: kernels mix them as machine numbers.
Codes = NDArray[Any]
Ints = NDArray[Any]
Numbers = NDArray[Any]
Shorts = NDArray[Any]
Floats = NDArray[Any]
Hashes = NDArray[Any]
Octets = NDArray[Any]

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
    config.CACHE_DIR = str(folder)  # type: ignore[attr-defined]


# Kernels make no arrays, so nothing in them needs to be counted: without Numba's runtime they are three times as fast.
_OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True}
_CALLED: dict[str, Any] = _OPTIONS | {"cache": True}
_INNER: dict[str, Any] = _OPTIONS | {"no_cpython_wrapper": True, "forceinline": True}


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function at its first call from Python. It may take and return numbers and tuples of arrays."""
    return _of_few_types(numba.njit(**_CALLED)(function))


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that only kernels call, as a part of the first that does."""
    return _of_few_types(numba.njit(**_INNER)(function))


def _of_few_types(compiled: Any) -> Any:
    """Let kernels call a function with integers of 64 bits only.

    To Numba a constant and an integer of each width are types of their own, for each of which it would be compiled.
    """
    template = compiled.get_call_template
    compiled.get_call_template = lambda args, kws: template(
        tuple(map(_widen, args)), {name: _widen(kind) for name, kind in kws.items()}
    )
    return compiled


def _widen(kind: Any) -> Any:
    types: Any = numba.types
    plain = types.unliteral(kind)
    is_narrow = isinstance(plain, types.Integer) and plain.bitwidth < types.int64.bitwidth
    return types.int64 if is_narrow else plain


def are_compiled() -> bool:
    """Return whether the kernels of this version were compiled before, on this machine."""
    folder = Path(os.environ.get("NUMBA_CACHE_DIR") or config.CACHE_DIR)  # type: ignore[attr-defined]
    return any(folder.rglob("officials*.nbi"))
