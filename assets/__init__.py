"""What exists: the tables as Dagster assets and checks. Thin: they join sources, reading and warehouse.

Not here: how a table is computed (`sql/`), what a text means (`reading/`), when anything runs (`orchestration/`).
"""
