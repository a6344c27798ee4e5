"""Where the warehouse is kept and what is promised of it: contracts, schema, DuckDB, the raw store, publishing.

Not here: understanding of text (`reading/`), where bytes come from (`sources/`), when things run (`orchestration/`).
"""
