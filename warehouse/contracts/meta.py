"""Meta: what the warehouse says of itself. Written while it is built, checked and published, not by a query.

A table that is spoken of is a dataset, as in OpenLineage: `Table.table_name` is the name of the table that speaks.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from warehouse.contracts.base import Table, Unit
from warehouse.contracts.columns import DocumentId

RunId = Annotated[str, Field(description="Run in Dagster")]
DatasetName = Annotated[str, Field(description="Table of this warehouse")]
ColumnName = Annotated[str, Field(description="Column of the dataset")]
CheckName = Annotated[str, Field(description="Check of the table, as Dagster names it")]
NRows = Annotated[int, Field(description="Rows of the table", ge=0), Unit("rows")]


class MetaRun(Table):
    """One row per refresh that published this warehouse."""

    key: ClassVar[tuple[str, ...]] = ("run_id",)

    run_id: RunId
    published_at: Annotated[datetime, Field(description="When the run published"), Unit("UTC")]
    build_key: Annotated[str, Field(description="Hash of all that decides the rows: the readings kept and the code")]
    code_version: Annotated[
        str | None, Field(description="Hash of what the tables promise and of the SQL; NULL for a run that noted none")
    ] = None
    reading_version: Annotated[str, Field(description="Hash of the code and knowledge that read the text")]
    documents_hash: Annotated[
        str | None, Field(description="Hash of all document ids; NULL for a run that noted none")
    ] = None
    n_documents: Annotated[int, Field(description="Documents in the warehouse", ge=0), Unit("documents")]
    n_articles: Annotated[int, Field(description="Releases in the warehouse", ge=0), Unit("releases")]
    run_seconds: Annotated[
        float | None,
        Field(description="From the start of the run to its publishing; NULL for a run that noted none", ge=0),
        Unit("seconds"),
    ] = None


class MetaRunTable(Table):
    """One row per run and table that it published, meta tables left out."""

    key: ClassVar[tuple[str, ...]] = ("run_id", "dataset_name")

    run_id: RunId
    dataset_name: DatasetName
    n_rows: NRows


class MetaRunDocument(Table):
    """One row per run and document that came into the warehouse with it, or left it."""

    key: ClassVar[tuple[str, ...]] = ("run_id", "document_id")

    run_id: RunId
    document_id: DocumentId
    is_added: Annotated[bool, Field(description="True if it came, False if it left, as the sample does")]


class MetaContract(Table):
    """One row per column of a table, as its contract promises it."""

    key: ClassVar[tuple[str, ...]] = ("dataset_name", "column_name")

    dataset_name: DatasetName
    column_name: ColumnName
    column_no: Annotated[int, Field(description="Place in the table, from 1", ge=1)]
    layer_name: Annotated[str, Field(description="Layer of the table: raw, staging, core, marts or meta")]
    column_type: Annotated[str, Field(description="Type in SQL")]
    is_nullable: Annotated[bool, Field(description="NULL is allowed")]
    description: Annotated[str, Field(description="Meaning of the column")]
    unit_name: Annotated[str | None, Field(description="Unit of a number")]
    key_no: Annotated[int | None, Field(description="Place in the key of the table, from 1; NULL if not in it", ge=1)]
    referenced_dataset_name: Annotated[str | None, Field(description="Table in which every value must occur")]
    referenced_column_name: Annotated[str | None, Field(description="Column in which every value must occur")]


class MetaColumnLineage(Table):
    """One row per column of a core or mart table and column that its query makes it of."""

    key: ClassVar[tuple[str, ...]] = ("dataset_name", "column_name", "source_dataset_name", "source_column_name")

    dataset_name: DatasetName
    column_name: ColumnName
    source_dataset_name: Annotated[str, Field(description="Table that the query of the dataset reads")]
    source_column_name: Annotated[
        str, Field(description="Column of it whose values flow into the column; * if its rows are counted")
    ]


class MetaCheck(Table):
    """One row per check of a table, with what it found when it ran last."""

    key: ClassVar[tuple[str, ...]] = ("dataset_name", "check_name")

    dataset_name: DatasetName
    check_name: CheckName
    description: Annotated[str, Field(description="The promise, in words")]
    is_blocking: Annotated[bool, Field(description="While it fails, nothing is published; False if it only warns")]
    n_failing: Annotated[int, Field(description="Rows that break the promise", ge=0), Unit("rows")]
    query: Annotated[str, Field(description="SELECT that finds all of them")]


class MetaFailingRow(Table):
    """One row per row that breaks a promise, up to 1000 for each check."""

    key: ClassVar[tuple[str, ...]] = ("dataset_name", "check_name", "row_no")

    dataset_name: DatasetName
    check_name: CheckName
    row_no: Annotated[int, Field(description="Place in the order of the row's values, from 1", ge=1)]
    failing_row: Annotated[str, Field(description="The row as the check's query gives it: a JSON object")]


class MetaReading(Table):
    """One row: the version of reading under which the staging tables were made."""

    key: ClassVar[tuple[str, ...]] = ("reading_version",)

    reading_version: Annotated[str, Field(description="Hash of the code and knowledge that read the text")]
    staging_version: Annotated[str, Field(description="Hash of what the staging tables promise")]
