WITH
article AS (
    SELECT
        article_id,
        version_id,
        published_on
    FROM fct_article
),

event AS (SELECT * FROM stg_event)

SELECT
    md5(concat_ws('|', article.article_id, event.event_type_code, event.event_no)) AS event_id,
    article.article_id,
    event.event_type_code,
    event.is_main,
    coalesce(event.place_country_code, 'ZZZ') AS place_country_code,
    event.event_on,
    article.published_on
FROM article
INNER JOIN event ON article.version_id = event.version_id
