-- What each version of a text said and when it was seen. Unknown times of observation are not ordered against known
-- ones: versions without any come first, as the current text is that of the latest known observation.
WITH
article AS (SELECT * FROM stg_article),

reading AS (SELECT * FROM raw_fetch),

current_version AS (SELECT * FROM fct_article),

version AS (
    SELECT
        article.version_id,
        article.article_id,
        article.title,
        article.body,
        min(reading.observed_at) AS first_observed_at,
        max(reading.observed_at) AS last_observed_at,
        min(reading.read_at) AS first_read_at,
        max(reading.read_at) AS last_read_at,
        count(DISTINCT article.document_id) AS n_documents,
        min_by(
            article.document_id, (-epoch_us(reading.read_at), article.document_id, article.line_from)
        ) AS document_id,
        min_by(article.line_from, (-epoch_us(reading.read_at), article.document_id, article.line_from)) AS line_from
    FROM article
    INNER JOIN reading ON article.document_id = reading.document_id
    GROUP BY article.version_id, article.article_id, article.title, article.body
)

SELECT
    version.version_id,
    version.article_id,
    row_number() OVER (
        PARTITION BY version.article_id
        ORDER BY version.first_observed_at ASC NULLS FIRST, version.first_read_at ASC, version.version_id ASC
    ) AS version_no,
    version.version_id = current_version.version_id AS is_current,
    version.title,
    md5(version.body) AS body_hash,
    version.first_observed_at,
    version.last_observed_at,
    version.first_read_at,
    version.last_read_at,
    version.n_documents,
    version.document_id,
    version.line_from
FROM version
INNER JOIN current_version ON version.article_id = current_version.article_id
