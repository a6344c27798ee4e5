-- Every topic that any release has, in every month from the first release to the last: neighbouring rows of a topic are
-- neighbouring months of the calendar.
WITH
article AS (SELECT * FROM fct_article),

topic AS (SELECT * FROM bridge_article_topic),

subject AS (SELECT * FROM dim_topic),

calendar AS (
    SELECT
        cast(
            unnest(generate_series(min(engagement_month), max(engagement_month), INTERVAL 1 MONTH)) AS DATE
        ) AS engagement_month
    FROM article
),

known AS (SELECT DISTINCT topic_code FROM topic),

counted AS (
    SELECT
        topic.topic_code,
        article.engagement_month,
        count(*) AS n_articles,
        count(DISTINCT article.story_id) AS n_stories,
        count(*) FILTER (WHERE topic.is_main) AS n_main_articles,
        sum(topic.weight) AS weight
    FROM article
    INNER JOIN topic ON article.article_id = topic.article_id
    GROUP BY topic.topic_code, article.engagement_month
),

monthly AS (
    SELECT
        known.topic_code,
        calendar.engagement_month,
        coalesce(counted.n_articles, 0) AS n_articles,
        coalesce(counted.n_stories, 0) AS n_stories,
        coalesce(counted.n_main_articles, 0) AS n_main_articles,
        coalesce(counted.weight, 0) AS weight
    FROM known
    CROSS JOIN calendar
    LEFT JOIN counted
        ON known.topic_code = counted.topic_code AND calendar.engagement_month = counted.engagement_month
),

past AS (
    SELECT
        *,
        sum(weight) OVER (PARTITION BY engagement_month) AS month_weight,
        lag(n_articles) OVER months AS n_articles_before,
        CASE WHEN count(*) OVER last_3 = 3 THEN avg(n_articles) OVER last_3 END AS past_3_mean,
        CASE WHEN count(*) OVER last_6 = 6 THEN avg(n_articles) OVER last_6 END AS past_6_mean
    FROM monthly
    WINDOW
        months AS (PARTITION BY topic_code ORDER BY engagement_month),
        last_3 AS (PARTITION BY topic_code ORDER BY engagement_month ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING),
        last_6 AS (PARTITION BY topic_code ORDER BY engagement_month ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING)
)

SELECT
    past.topic_code,
    subject.topic_name,
    past.engagement_month,
    past.n_articles,
    past.n_stories,
    past.n_main_articles,
    -- Rounded, since a sum of fractions depends in its last digits on the order in which threads add them.
    round(past.weight / nullif(past.month_weight, 0), 9) AS topic_share,
    past.n_articles - past.n_articles_before AS n_articles_change,
    past.past_3_mean,
    past.n_articles - past.past_3_mean AS over_past_3_mean,
    past.past_6_mean,
    past.n_articles - past.past_6_mean AS over_past_6_mean,
    CASE
        WHEN past.past_3_mean IS NOT NULL
            THEN
                rank() OVER (
                    PARTITION BY past.engagement_month ORDER BY past.n_articles - past.past_3_mean DESC NULLS LAST
                )
    END AS momentum_rank
FROM past
INNER JOIN subject ON past.topic_code = subject.topic_code
