WITH
article AS (
    SELECT
        article_id,
        version_id
    FROM fct_article
),

mention AS (SELECT * FROM stg_mention),

person AS (SELECT * FROM bridge_official_key)

SELECT
    article.article_id,
    mention.version_id,
    mention.kind,
    CASE mention.kind
        WHEN 'official' THEN person.official_id
        WHEN 'organization' THEN md5(mention.entity_id)
        ELSE mention.entity_id
    END AS entity_id,
    mention.field,
    mention.start_char,
    mention.end_char,
    mention.surface,
    mention.role_code,
    mention.rule_id,
    mention.confidence
FROM article
INNER JOIN mention ON article.version_id = mention.version_id
-- One equality: with the kind as a second condition DuckDB compares every mention with every person.
LEFT JOIN person ON CASE WHEN mention.kind = 'official' THEN mention.entity_id END = person.official_key
