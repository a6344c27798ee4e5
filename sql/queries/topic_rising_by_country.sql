-- Which topics come up more often with a country in the latest three months than in the three before?
-- It counts releases and not views: older releases had more time to be viewed.
WITH
article AS (SELECT * FROM fct_article),

country AS (SELECT * FROM bridge_article_country),

topic AS (SELECT * FROM bridge_article_topic),

state AS (SELECT * FROM dim_country),

subject AS (SELECT * FROM dim_topic),

latest AS (SELECT max(engagement_month) AS last_month FROM article),

counted AS (
    SELECT
        country.country_code,
        topic.topic_code,
        count(*) FILTER (WHERE article.engagement_month > latest.last_month - INTERVAL 3 MONTH) AS n_articles,
        count(*) FILTER (WHERE article.engagement_month <= latest.last_month - INTERVAL 3 MONTH) AS n_articles_before
    FROM article
    INNER JOIN country ON article.article_id = country.article_id
    INNER JOIN topic ON article.article_id = topic.article_id
    CROSS JOIN latest
    WHERE country.role_code = 'partner' AND article.engagement_month > latest.last_month - INTERVAL 6 MONTH
    GROUP BY country.country_code, topic.topic_code
)

SELECT
    state.country_name,
    subject.topic_name,
    counted.n_articles,
    counted.n_articles_before
FROM counted
INNER JOIN state ON counted.country_code = state.country_code
INNER JOIN subject ON counted.topic_code = subject.topic_code
WHERE counted.n_articles > counted.n_articles_before
ORDER BY counted.n_articles - counted.n_articles_before DESC, state.country_name ASC, subject.topic_name ASC
