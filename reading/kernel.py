"""Functions compiled to machine code by Numba: loops over columns of numbers, where a Python object a row would cost.

A kernel takes arrays and numbers, and named tuples of them. What it was compiled to is kept (`kernel_cache`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba
from numpy.typing import NDArray

from reading.kernel_cache import keep_compiled_code

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

keep_compiled_code()

# Kernels make no arrays, so nothing in them needs to be counted: without Numba's runtime they are three times as fast.
# They touch no object of Python, so that other threads can go on meanwhile.
_OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False, "no_cfunc_wrapper": True}
_CALLED: dict[str, Any] = _OPTIONS | {"cache": True, "nogil": True}
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
