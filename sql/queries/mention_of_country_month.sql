-- On which words does a row of the country mart rest? Here Germany in March 2026: each mention with its place.
WITH
mart AS (SELECT * FROM mart_engagement_by_country_month),

article AS (SELECT * FROM fct_article),

mention AS (SELECT * FROM fct_mention),

reading AS (SELECT * FROM raw_fetch),

latest AS (
    SELECT
        document_id,
        max_by(uri, read_at) AS uri
    FROM reading
    GROUP BY document_id
)

SELECT
    article.title,
    mention.field,
    mention.start_char,
    mention.end_char,
    mention.surface,
    mention.role_code,
    mention.rule_id,
    latest.uri,
    article.line_from
FROM mart
INNER JOIN article ON mart.engagement_month = article.engagement_month
INNER JOIN mention
    ON article.article_id = mention.article_id AND mention.kind = 'country' AND mart.country_code = mention.entity_id
INNER JOIN latest ON article.document_id = latest.document_id
WHERE mart.country_code = 'DEU' AND mart.engagement_month = DATE '2026-03-01'
ORDER BY article.published_at DESC, article.article_id ASC, mention.field DESC, mention.start_char ASC
