"""What each table promises: one Pydantic class a table.

The docstring is the grain, the fields are the columns with type, unit, meaning, range and reference. DDL, comments,
checks, Dagster's column docs and the data dictionary are derived from here by `warehouse.schema`; how a table is
computed is in `sql/`. Not here: queries, loading, anything that runs.
"""
