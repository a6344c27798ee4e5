"""A labelled set, read once for the module that names it in its fixture `labelled`."""

from __future__ import annotations

import pytest

from reading.accuracy import Label
from reading.labelled import LabelledSet
from reading.model import Reading, Text
from reading.release import read_releases


@pytest.fixture(scope="module")
def labels(labelled: LabelledSet) -> tuple[Label, ...]:
    """Labels in file order."""
    return labelled.labels


@pytest.fixture(scope="module")
def texts(labelled: LabelledSet) -> tuple[Text, ...]:
    """Releases in file order."""
    return labelled.texts


@pytest.fixture(scope="module")
def readings(texts: tuple[Text, ...]) -> list[Reading]:
    """What is read from the releases."""
    return read_releases(texts)
