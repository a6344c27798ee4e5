WITH
article AS (
    SELECT
        article_id,
        version_id
    FROM fct_article
),

country AS (SELECT * FROM stg_article_country),

meant AS (
    SELECT
        article.article_id,
        country.country_code,
        country.role_code,
        country.n_mentions,
        country.salience
    FROM article
    INNER JOIN country ON article.version_id = country.version_id
),

-- The home state is in every release of its publisher: it has no share among the others.
other AS (
    SELECT
        article_id,
        country_code,
        coalesce(
            salience / nullif(sum(salience) OVER releases, 0),
            1 / count(*) OVER releases
        ) AS weight
    FROM meant
    WHERE role_code <> 'home'
    WINDOW releases AS (PARTITION BY article_id)
)

SELECT
    meant.article_id,
    meant.country_code,
    meant.role_code,
    meant.n_mentions,
    meant.salience,
    other.weight
FROM meant
LEFT JOIN other ON meant.article_id = other.article_id AND meant.country_code = other.country_code
