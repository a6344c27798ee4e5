-- Which tables are there, how large are they, and what is a row of each?
SELECT
    table_name,
    estimated_size AS n_rows,
    comment AS grain
FROM duckdb_tables()
WHERE table_name NOT LIKE 'meta%'
ORDER BY table_name
