-- The days of a source have all its releases, and no day between the first and the last is left out.
WITH
mart AS (SELECT * FROM mart_publication_by_day),

article AS (SELECT * FROM fct_article),

daily AS (
    SELECT
        source_name,
        cast(sum(n_articles) AS BIGINT) AS n_articles,
        count(*) AS n_days
    FROM mart
    GROUP BY source_name
),

total AS (
    SELECT
        source_name,
        count(*) AS n_articles,
        max(published_on) - min(published_on) + 1 AS n_days
    FROM article
    GROUP BY source_name
)

SELECT
    coalesce(total.source_name, daily.source_name) AS source_name,
    total.n_articles,
    daily.n_articles AS n_articles_by_day,
    total.n_days,
    daily.n_days AS n_days_in_mart
FROM total
FULL JOIN daily ON total.source_name = daily.source_name
WHERE
    total.n_articles IS DISTINCT FROM daily.n_articles
    OR total.n_days IS DISTINCT FROM daily.n_days
