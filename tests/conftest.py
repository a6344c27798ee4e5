"""Fixtures that several folders of tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

#: For a search that is longer than a push allows: `pytest --hypothesis-profile thorough`.
settings.register_profile("thorough", max_examples=2500)

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The labelled material that is kept beside the repository; a user's machine has none."""
    folder = Path(os.environ.get("CHANCERY_SHARED", PROJECT.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no ../shared: the labelled releases are not on this machine (CHANCERY_SHARED may name them)")
    return folder
