"""Raw assets: what the sources gave."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import dagster as dg
from pydantic import Field

from assets.capture import Captured, capture, has_news
from assets.describe import asset_spec, code_reference, rows_metadata
from assets.understand import text_version
from assets.workspace import Workspace
from sources.config import SAMPLE, FilesSource, SourceError, files_source
from warehouse.changes import forget_staging
from warehouse.contracts.base import Table
from warehouse.contracts.raw import RawDocument, RawFetch
from warehouse.engine import load_arrow
from warehouse.publish import build_key, published_key
from warehouse.raw_store import documents_table, fetches_table


class RefreshConfig(dg.Config):
    """What to read. With no path: the sources of `sources.toml` and the inbox; if they give nothing, the sample."""

    paths: list[str] = Field(
        default_factory=list, description="Files or folders to read instead of the configured sources"
    )
    source_name: str | None = Field(
        default=None, description="Name of the source these paths are; files-<country> if none"
    )
    home_country: str | None = Field(default="KAZ", description="The publisher's own country, ISO 3166-1 alpha-3")
    time_zone: str | None = Field(
        default=None,
        description="Zone of times without an offset, IANA name; that of the home country's capital if none",
    )
    observed_at: str | None = Field(
        default=None,
        description="When the view counts were shown, ISO 8601 with offset; leave it out if it is not known",
    )
    publisher: str | None = Field(default=None, description="Publisher, where a record does not state its own")
    language: str | None = Field(default=None, description="Language, where a record does not state its own: BCP 47")

    def sources(self) -> tuple[FilesSource, ...]:
        """Return the sources the paths name. Raises SourceError."""
        name = self.source_name or "-".join(filter(None, ("files", (self.home_country or "").lower())))
        if name == SAMPLE:
            raise SourceError(f"source_name: {SAMPLE!r} is the sample's own name; choose another")
        stated = {
            "name": name,
            "home_country": self.home_country,
            "time_zone": self.time_zone,
            "observed_at": self.observed_at,
            "publisher": self.publisher,
            "language": self.language,
        }
        return tuple(files_source(stated | {"path": path}) for path in self.paths)

    def finds_news(self, workspace: Workspace) -> bool:
        """Tell whether a refresh has more to do than to note that it found nothing. Raises SourceError."""
        is_current = published_key(workspace.published_path) == build_key(workspace.entries(), text_version())
        return not is_current or has_news(workspace, self.sources(), _now())


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


#: Every refresh looks at the sources, also one that finds nothing; that is how a schedule that stands still shows.
_FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(days=7), warn_window=timedelta(days=1))

RAW: tuple[type[Table], ...] = (RawDocument, RawFetch)
RAW_KEYS = [dg.AssetKey(contract.table_name()) for contract in RAW]


@dg.multi_asset(
    name="raw",
    specs=[
        asset_spec(contract, kinds={"python", "duckdb"}, deps=(), code_version="1")
        .merge_attributes(metadata=code_reference(__file__, "assets/raw.py"))
        .replace_attributes(freshness_policy=_FRESH)
        for contract in RAW
    ],
    description="Reads the sources; keeps new bytes and each new reading in the raw store.",
)
def raw(
    context: dg.AssetExecutionContext, config: RefreshConfig, workspace: dg.ResourceParam[Workspace]
) -> Iterator[dg.MaterializeResult[None]]:
    """Capture the sources and load the ledger of readings."""
    try:
        sources = config.sources()
    except SourceError as error:
        raise dg.Failure(description=f"The run's configuration: {error}", allow_retries=False) from error
    captured = capture(workspace, sources, _now())
    for entry in captured.failed:
        context.log.error(f"{entry.uri}: {entry.detail} (source {entry.source_name})")
    entries = workspace.entries()
    with workspace.open_work() as connection:
        forget_staging(connection)
        for contract, rows in ((RawDocument, documents_table(entries)), (RawFetch, fetches_table(entries))):
            load_arrow(connection, contract, rows)
            metadata = rows_metadata(connection, contract.table_name()) | _summary(captured)
            yield dg.MaterializeResult(asset_key=contract.table_name(), metadata=metadata)


def _summary(captured: Captured) -> dict[str, int]:
    return {"n_files": captured.n_files, "n_new_fetches": len(captured.new), "n_failed_fetches": len(captured.failed)}
