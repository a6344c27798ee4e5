"""A home for tests: a workspace, files in it, and sources that name them."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assets.workspace import Workspace
from sources.config import FilesSource

READ_AT = datetime(2026, 4, 1, 12)

#: Releases in two formats, in the order of reading: what is found, rejected, seen again and changed.
MARCH = """30.03.2026, 10:00 120
Foreign Ministers of Kazakhstan and Norway Talk in Oslo
Foreign Minister Arman Testbayev met in Oslo with his Norwegian counterpart Ingrid Prøvedal.
They spoke about trade, hydrogen and direct flights.
30.03.2026, 10:00 80
Ambassador of Peru Presents Credentials
Ambassador of Peru Lucía Ejemplo presented her credentials in Astana.
The United Nations (UN) was mentioned, too.
31.02.2026, 10:00 7
A Day That Is in No Calendar
Nothing of it can be true.
28.03.2026, 23:30 15
Consultations with Japan Held
Kazakhstan and Japan held political consultations on water and energy.
"""
#: The first release with other views and a corrected body, the second left out, a third of that minute added.
APRIL = """30.03.2026, 10:00 190
Foreign Ministers of Kazakhstan and Norway Talk in Oslo
Foreign Minister Arman Testbayev met in Oslo with his Norwegian counterpart Ingrid Prøvedal.
They spoke about trade, hydrogen, fisheries and direct flights.
30.03.2026, 10:00
Statement on the Floods in Mozambique
Kazakhstan stands with the people of Mozambique after the floods.
28.03.2026, 23:30 15
Consultations with Japan Held
Kazakhstan and Japan held political consultations on water and energy.
"""
LINES = "\n".join(
    json.dumps(record, ensure_ascii=False)
    for record in [
        {
            "published_at": "2026-03-30T10:00",
            "title": "Ambassador of Peru Presents Her Credentials",
            "body": "Ambassador of Peru Lucía Ejemplo presented her credentials in Astana.\n"
            "The United Nations (UN) was mentioned, too.",
            "n_views": 95,
        },
        {
            "published_at": "2026-04-02T08:00:00Z",
            "title": "Visit to Colombo",
            "body": "The delegation of Sri Lanka received its guests from India and Nepal.",
            "url": "https://example.org/visit?utm_source=x",
            "home_country": "LKA",
        },
        {"published_at": "2026-04-02", "title": "No body"},
    ]
)
TEXTS = {"march.txt": MARCH, "april.txt": APRIL, "lines.jsonl": LINES}


def workspace_in(home: Path, published: str = "chancery.duckdb") -> Workspace:
    """Return a workspace whose own configuration names no source, so that nothing is read but what a test names."""
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "sources.toml").exists():
        (home / "sources.toml").touch()
    return Workspace(home, home / published)


def write(path: Path, text: str) -> Path:
    """Write a file, and the folders it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def source(path: Path, name: str = "ministry", **stated: Any) -> FilesSource:
    """Return a source of files."""
    return FilesSource.model_validate({"name": name, "path": path, "time_zone": "UTC"} | stated)


def day(number: int) -> datetime:
    """Return the time of the refresh on a day, counted from 0."""
    return READ_AT + timedelta(days=number)
