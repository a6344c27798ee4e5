-- Of which columns is a number made, step by step down to what was read? Here the views per day of countries by month.
WITH RECURSIVE
lineage AS (SELECT * FROM meta_column_lineage),

upstream AS (
    SELECT
        1 AS step_no,
        dataset_name,
        column_name,
        source_dataset_name,
        source_column_name
    FROM lineage
    WHERE dataset_name = 'mart_engagement_by_country_month' AND column_name = 'views_per_day'
    UNION
    SELECT
        upstream.step_no + 1 AS step_no,
        lineage.dataset_name,
        lineage.column_name,
        lineage.source_dataset_name,
        lineage.source_column_name
    FROM upstream
    INNER JOIN lineage
        ON
            upstream.source_dataset_name = lineage.dataset_name
            AND upstream.source_column_name = lineage.column_name
)

SELECT * FROM upstream
ORDER BY step_no ASC, dataset_name ASC, column_name ASC, source_dataset_name ASC, source_column_name ASC
