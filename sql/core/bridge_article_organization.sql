WITH
article AS (
    SELECT
        article_id,
        version_id
    FROM fct_article
),

organization AS (SELECT * FROM stg_article_organization)

SELECT
    article.article_id,
    md5(organization.organization_key) AS organization_id,
    organization.n_mentions,
    1 / count(*) OVER (PARTITION BY article.article_id) AS weight
FROM article
INNER JOIN organization ON article.version_id = organization.version_id
