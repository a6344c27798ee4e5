"""What assets work with: the workspace, handed out for the time of one run, under the refresh lock."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from assets.workspace import Workspace
from orchestration.lock import refresh_lock
from orchestration.settings import Settings


def workspace_resource(settings: Settings) -> dg.ResourceDefinition:
    """Return the resource `workspace`; runs of one home wait for each other."""

    def hold(context: dg.InitResourceContext) -> Iterator[Workspace]:
        run, instance = context.run, context.instance
        if run is None or instance is None:
            raise dg.DagsterInvariantViolationError("the workspace is handed out to runs only")
        say = context.log.info if context.log else print
        workspace = settings.workspace
        # The work file stays open for the run, so that a step need not open and close it by itself.
        with refresh_lock(settings.home, run.run_id, lambda: instance, say), workspace.open_work():
            yield workspace

    return dg.ResourceDefinition(
        hold, description="Raw store, work file and published file of one home, under its lock."
    )
