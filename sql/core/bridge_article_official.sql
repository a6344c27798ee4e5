WITH
article AS (SELECT * FROM fct_article),

named AS (SELECT * FROM stg_article_official),

person AS (SELECT * FROM bridge_official_key),

organization AS (SELECT * FROM dim_organization),

country AS (SELECT * FROM bridge_article_country),

-- Two forms of a release may turn out to be one person: the form named most often speaks for both.
official AS (
    SELECT
        named.version_id,
        person.official_id,
        arg_max(named.official_title, (named.n_mentions, named.official_key))
        FILTER (WHERE named.official_title IS NOT NULL) AS official_title,
        arg_max(named.represented_country_code, (named.n_mentions, named.official_key))
        FILTER (WHERE named.represented_country_code IS NOT NULL) AS represented_country_code,
        arg_max(named.posted_country_code, (named.n_mentions, named.official_key))
        FILTER (WHERE named.posted_country_code IS NOT NULL) AS posted_country_code,
        arg_max(named.organization_key, (named.n_mentions, named.official_key))
        FILTER (WHERE named.organization_key IS NOT NULL) AS organization_key,
        cast(sum(named.n_mentions) AS BIGINT) AS n_mentions
    FROM named
    INNER JOIN person ON named.official_key = person.official_key
    GROUP BY named.version_id, person.official_id
)

SELECT
    article.article_id,
    official.official_id,
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
