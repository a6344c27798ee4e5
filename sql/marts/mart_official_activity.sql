WITH
article AS (SELECT * FROM fct_article),

official AS (SELECT * FROM dim_official),

country AS (SELECT * FROM dim_country),

named AS (SELECT * FROM bridge_article_official),

event AS (SELECT * FROM fct_event),

participant AS (SELECT * FROM bridge_event_official),

taking_part AS (SELECT * FROM bridge_event_country),

activity AS (
    SELECT
        named.official_id,
        arg_max(named.official_title, (article.published_at, article.article_id)) AS latest_title,
        coalesce(
            arg_max(
                nullif(named.represented_country_code, 'ZZZ'), (article.published_at, article.article_id)
            ),
            'ZZZ'
        ) AS represented_country_code,
        count(*) AS n_articles,
        count(DISTINCT article.story_id) AS n_stories,
        cast(sum(article.n_views) AS BIGINT) AS n_views,
        min(article.published_on) AS first_seen_on,
        max(article.published_on) AS last_seen_on
    FROM named
    INNER JOIN article ON named.article_id = article.article_id
    GROUP BY named.official_id
),

met AS (
    SELECT
        participant.official_id,
        count(DISTINCT taking_part.country_code) AS n_countries_met
    FROM participant
    INNER JOIN event ON participant.event_id = event.event_id
    INNER JOIN taking_part
        ON
            event.event_id = taking_part.event_id
            AND participant.represented_country_code <> taking_part.country_code
    GROUP BY participant.official_id
)

SELECT
    activity.official_id,
    official.official_name,
    activity.latest_title,
    activity.represented_country_code,
    country.country_name AS represented_country_name,
    activity.n_articles,
    activity.n_stories,
    coalesce(met.n_countries_met, 0) AS n_countries_met,
    activity.n_views,
    activity.first_seen_on,
    activity.last_seen_on
FROM activity
INNER JOIN official ON activity.official_id = official.official_id
INNER JOIN country ON activity.represented_country_code = country.country_code
LEFT JOIN met ON activity.official_id = met.official_id
