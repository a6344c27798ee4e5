WITH
article AS (SELECT * FROM fct_article),

official AS (SELECT * FROM stg_article_official),

organization AS (SELECT * FROM dim_organization),

country AS (SELECT * FROM bridge_article_country)

SELECT
    article.article_id,
    md5(official.official_key) AS official_id,
    official.official_title,
    coalesce(official.represented_country_code, 'ZZZ') AS represented_country_code,
    coalesce(official.posted_country_code, 'ZZZ') AS posted_country_code,
    coalesce(organization.organization_id, 'unknown') AS organization_id,
    country.role_code,
    official.n_mentions,
    1 / count(*) OVER (PARTITION BY article.article_id) AS weight
FROM article
INNER JOIN official ON article.version_id = official.version_id
LEFT JOIN organization ON md5(official.organization_key) = organization.organization_id
LEFT JOIN country
    ON article.article_id = country.article_id AND official.represented_country_code = country.country_code
