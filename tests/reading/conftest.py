"""A labelled listing, read once for the module that names it in its fixture `labelled`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from reading.model import Reading, Text
from reading.release import read_releases
from tests.reading.score import Label, load_labels, load_listing


class Labelled(NamedTuple):
    """A listing of Kazakh releases and its labels, in the same order."""

    labels: Path
    listing: Path


@pytest.fixture(scope="module")
def labels(labelled: Labelled) -> list[Label]:
    """Labels in file order."""
    return load_labels(labelled.labels)


@pytest.fixture(scope="module")
def texts(labelled: Labelled) -> list[Text]:
    """Releases in file order."""
    return load_listing(labelled.listing, "KAZ", "Asia/Almaty")


@pytest.fixture(scope="module")
def readings(texts: list[Text]) -> list[Reading]:
    """What is read from the releases."""
    return read_releases(texts)
