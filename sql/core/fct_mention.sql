WITH
article AS (SELECT * FROM fct_article),

mention AS (SELECT * FROM stg_mention)

SELECT
    article.article_id,
    mention.version_id,
    mention.kind,
    -- People and organizations are known by the hash of their key, as in their dimensions.
    CASE
        WHEN mention.kind IN ('official', 'organization') THEN md5(mention.entity_id)
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
