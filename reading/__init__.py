"""Understanding of text: documents into releases, releases into countries, people, bodies, topics and events.

Pure functions: no Dagster, no DuckDB, no network, no clock, no file but `reading/knowledge/` and the labelled sets with
which reading is measured. Not here: where bytes come from (`sources/`), what a table promises (`warehouse/contracts/`).
"""
