"""What starts a refresh: a file that appears or changes in the inbox."""

from __future__ import annotations

import json
import time
from hashlib import blake2b, file_digest
from pathlib import Path

import dagster as dg

from orchestration.jobs import refresh
from orchestration.settings import Settings
from sources.files import find_files

#: A file that was written to within this time may still be growing; the next tick looks again.
SETTLE_SECONDS = 2

Seen = dict[str, tuple[int, int, str]]


def inbox_sensor(settings: Settings) -> dg.SensorDefinition:
    """Return the sensor of the inbox. It goes by content: a file that is only renamed or touched starts nothing."""

    def look(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        inbox = settings.workspace.inbox
        before: Seen = json.loads(context.cursor) if context.cursor else {}
        now = look_at(inbox, before, time.time())
        new = {digest for *_, digest in now.values()} - {digest for *_, digest in before.values()}
        if not new:
            return dg.SensorResult(skip_reason=f"Nothing new in {inbox}.", cursor=json.dumps(now))
        key = blake2b("".join(sorted(new)).encode(), digest_size=16).hexdigest()
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=key)], cursor=json.dumps(now))

    return dg.SensorDefinition(
        name="inbox_sensor",
        evaluation_fn=look,
        job=refresh,
        minimum_interval_seconds=30,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=f"Starts a refresh when a file appears or changes in {settings.workspace.inbox}.",
    )


def look_at(inbox: Path, before: Seen, now: float) -> Seen:
    """Return size, time of change (ns) and content hash of each settled file; hashes only those that changed since."""
    seen: Seen = {}
    for path in find_files(inbox):
        try:
            facts = path.stat()
            known = before.get(str(path))
            if known and tuple(known[:2]) == (facts.st_size, facts.st_mtime_ns):
                seen[str(path)] = known
            elif facts.st_mtime < now - SETTLE_SECONDS:
                with path.open("rb") as file:
                    digest = file_digest(file, "blake2b").hexdigest()[:32]
                seen[str(path)] = (facts.st_size, facts.st_mtime_ns, digest)
            elif known:
                seen[str(path)] = known
        except OSError:
            continue  # it went away while we looked; a file that cannot be read fails visibly in the refresh
    return seen
