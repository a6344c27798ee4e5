WITH
named AS (SELECT * FROM stg_article_official),

spelling AS (
    SELECT
        official_key,
        official_name,
        count(*) AS n_versions
    FROM named
    GROUP BY official_key, official_name
)

SELECT
    md5(official_key) AS official_id,
    first(official_name ORDER BY n_versions DESC, length(official_name) DESC, official_name ASC) AS official_name,
    list(official_name ORDER BY official_name) AS spellings
FROM spelling
GROUP BY official_key
UNION ALL
SELECT
    'unknown' AS official_id,
    'Unknown' AS official_name,
    [] AS spellings
