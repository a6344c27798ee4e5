WITH
article AS (
    SELECT
        article_id,
        version_id,
        published_on
    FROM fct_article
),

named AS (SELECT * FROM stg_article_official),

person AS (SELECT * FROM bridge_official_key),

organization AS (SELECT * FROM dim_organization),

country AS (SELECT * FROM bridge_article_country),

statement AS (SELECT * FROM fct_position_statement),

position AS (
    SELECT
        official_id,
        post_id,
        position_id,
        is_provisional,
        valid_from,
        valid_to
    FROM dim_official_position
),

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
),

-- The position is the one that the release itself states; of several the first in the title.
stated AS (
    SELECT
        statement.article_id,
        statement.official_id,
        arg_min(position.position_id, (statement.office_no, position.position_id)) AS position_id
    FROM statement
    INNER JOIN position
        ON
            statement.official_id = position.official_id
            AND statement.post_id = position.post_id
            AND statement.published_on >= position.valid_from
            AND (position.valid_to IS NULL OR statement.published_on < position.valid_to)
    WHERE
        statement.is_believed
        AND statement.standing_code <> 'former'
        AND (statement.standing_code = 'provisional') = position.is_provisional
    GROUP BY statement.article_id, statement.official_id
),

-- Where it states none, the one that other releases give the person for that day, if it is only one.
unstated AS (
    SELECT
        article.article_id,
        article.published_on,
        official.official_id
    FROM article
    INNER JOIN official ON article.version_id = official.version_id
    LEFT JOIN stated ON article.article_id = stated.article_id AND official.official_id = stated.official_id
    WHERE stated.position_id IS NULL
),

held AS (
    SELECT
        unstated.article_id,
        unstated.official_id,
        min(position.position_id) AS position_id
    FROM unstated
    INNER JOIN position
        ON
            unstated.official_id = position.official_id
            AND unstated.published_on >= position.valid_from
            AND (position.valid_to IS NULL OR unstated.published_on < position.valid_to)
    GROUP BY unstated.article_id, unstated.official_id
    HAVING count(*) = 1
)

SELECT
    article.article_id,
    official.official_id,
    official.official_title,
    coalesce(official.represented_country_code, 'ZZZ') AS represented_country_code,
    coalesce(official.posted_country_code, 'ZZZ') AS posted_country_code,
    coalesce(organization.organization_id, 'unknown') AS organization_id,
    coalesce(stated.position_id, held.position_id, 'unknown') AS position_id,
    country.role_code,
    official.n_mentions,
    1 / count(*) OVER (PARTITION BY article.article_id) AS weight
FROM article
INNER JOIN official ON article.version_id = official.version_id
LEFT JOIN organization ON md5(official.organization_key) = organization.organization_id
LEFT JOIN stated ON article.article_id = stated.article_id AND official.official_id = stated.official_id
LEFT JOIN held ON article.article_id = held.article_id AND official.official_id = held.official_id
LEFT JOIN country
    ON article.article_id = country.article_id AND official.represented_country_code = country.country_code
