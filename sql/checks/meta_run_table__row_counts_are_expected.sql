-- No table has lost more than 5 % of the rows it had at the last publication, or has more than twice as many.
-- Warns: sources may have been changed on purpose, and a small warehouse grows in leaps (up to 1000 rows are none).
WITH
run AS (SELECT * FROM meta_run),

run_table AS (SELECT * FROM meta_run_table),

numbered AS (
    SELECT
        run_id,
        row_number() OVER (ORDER BY published_at DESC, run_id ASC) AS run_no
    FROM run
),

latest AS (
    SELECT run_table.*
    FROM run_table
    INNER JOIN numbered ON run_table.run_id = numbered.run_id
    WHERE numbered.run_no = 1
),

last AS (
    SELECT run_table.*
    FROM run_table
    INNER JOIN numbered ON run_table.run_id = numbered.run_id
    WHERE numbered.run_no = 2
)

SELECT
    latest.dataset_name,
    latest.n_rows,
    last.n_rows AS n_rows_before
FROM latest
INNER JOIN last ON latest.dataset_name = last.dataset_name
WHERE
    latest.n_rows < 0.95 * last.n_rows
    OR latest.n_rows > 2 * last.n_rows + 1000
