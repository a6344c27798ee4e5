"""`python -m reading`: compile the kernels ahead of their first use."""

from time import monotonic

from reading.kernel_cache import are_compiled, cache_folder
from reading.tables import Version, read_versions


def main() -> None:
    """Read one text, which compiles what is not compiled yet."""
    if are_compiled():
        print(f"The readers are compiled: {cache_folder()}")
        return
    print("Compiling the readers for this machine, about two minutes ...", flush=True)
    began = monotonic()
    read_versions([Version("version", "Title", "Body.", None)])
    print(f"Compiled in {monotonic() - began:.0f} s: {cache_folder()}")


if __name__ == "__main__":
    main()
