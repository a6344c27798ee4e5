WITH
article AS (
    SELECT
        article_id,
        version_id
    FROM fct_article
),

topic AS (SELECT * FROM stg_article_topic)

SELECT
    article.article_id,
    topic.topic_code,
    topic.score,
    topic.is_main,
    coalesce(
        topic.score / nullif(sum(topic.score) OVER releases, 0),
        1 / count(*) OVER releases
    ) AS weight
FROM article
INNER JOIN topic ON article.version_id = topic.version_id
WINDOW releases AS (PARTITION BY article.article_id)
