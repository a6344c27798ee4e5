-- Every state that any release means beside its publisher's own, in every month from the first release to the last.
WITH
article AS (SELECT * FROM fct_article),

country AS (
    SELECT * FROM bridge_article_country
    WHERE role_code <> 'home'
),

state AS (SELECT * FROM dim_country),

event AS (
    SELECT * FROM fct_event
    WHERE is_main
),

event_type AS (SELECT * FROM dim_event_type),

taking_part AS (SELECT * FROM bridge_event_country),

participant AS (SELECT * FROM bridge_event_official),

named AS (SELECT * FROM bridge_article_official),

official AS (SELECT * FROM dim_official),

title AS (SELECT * FROM dim_official_title),

calendar AS (
    SELECT
        cast(
            unnest(generate_series(min(engagement_month), max(engagement_month), INTERVAL 1 MONTH)) AS DATE
        ) AS engagement_month
    FROM article
),

known AS (SELECT DISTINCT country_code FROM country),

counted AS (
    SELECT
        country.country_code,
        article.engagement_month,
        count(*) AS n_articles,
        count(DISTINCT article.story_id) AS n_stories,
        count(*) FILTER (WHERE country.role_code = 'partner') AS n_partner_articles,
        sum(country.weight) AS weight
    FROM article
    INNER JOIN country ON article.article_id = country.article_id
    GROUP BY country.country_code, article.engagement_month
),

contact AS (
    SELECT
        event.event_id,
        event.article_id,
        article.engagement_month,
        article.published_at
    FROM event
    INNER JOIN event_type ON event.event_type_code = event_type.event_type_code
    INNER JOIN article ON event.article_id = article.article_id
    WHERE event_type.plover_type IN ('CONSULT', 'AGREE') OR event.event_type_code = 'CREDENTIALS'
),

met AS (
    SELECT
        taking_part.country_code,
        contact.engagement_month,
        count(*) AS n_contacts
    FROM contact
    INNER JOIN taking_part ON contact.event_id = taking_part.event_id
    WHERE taking_part.role_code = 'partner'
    GROUP BY taking_part.country_code, contact.engagement_month
),

-- The person of highest rank who spoke for the state at one of these events; of equals the latest.
counterpart AS (
    SELECT
        participant.represented_country_code AS country_code,
        contact.engagement_month,
        title.official_level_code,
        participant.official_id,
        official.official_name,
        named.official_title,
        contact.article_id
    FROM contact
    INNER JOIN participant ON contact.event_id = participant.event_id
    INNER JOIN taking_part
        ON
            contact.event_id = taking_part.event_id
            AND participant.represented_country_code = taking_part.country_code
            AND taking_part.role_code = 'partner'
    INNER JOIN official ON participant.official_id = official.official_id
    INNER JOIN named ON contact.article_id = named.article_id AND participant.official_id = named.official_id
    INNER JOIN title ON coalesce(named.official_title, 'unknown') = title.official_title
    QUALIFY row_number() OVER (
        PARTITION BY participant.represented_country_code, contact.engagement_month
        ORDER BY
            title.official_level_rank ASC,
            contact.published_at DESC,
            contact.article_id ASC,
            participant.official_id ASC
    ) = 1
),

monthly AS (
    SELECT
        known.country_code,
        calendar.engagement_month,
        coalesce(counted.n_articles, 0) AS n_articles,
        coalesce(counted.n_stories, 0) AS n_stories,
        coalesce(counted.n_partner_articles, 0) AS n_partner_articles,
        coalesce(met.n_contacts, 0) AS n_contacts,
        -- Rounded, since a sum of fractions depends in its last digits on the order in which threads add them.
        round(
            coalesce(counted.weight, 0) / nullif(sum(counted.weight) OVER (PARTITION BY calendar.engagement_month), 0),
            9
        ) AS attention_share
    FROM known
    CROSS JOIN calendar
    LEFT JOIN counted
        ON known.country_code = counted.country_code AND calendar.engagement_month = counted.engagement_month
    LEFT JOIN met ON known.country_code = met.country_code AND calendar.engagement_month = met.engagement_month
),

-- A month in which no release means another state has no shares: they are NULL, and left out of means.
past AS (
    SELECT
        *,
        lag(n_articles) OVER months AS n_articles_before,
        lag(attention_share) OVER months AS share_before,
        avg(n_articles) OVER last_6 AS n_articles_past_mean,
        round(avg(attention_share) OVER last_6, 9) AS attention_share_past_mean
    FROM monthly
    WINDOW
        months AS (PARTITION BY country_code ORDER BY engagement_month),
        last_6 AS (PARTITION BY country_code ORDER BY engagement_month ROWS BETWEEN 6 PRECEDING AND 1 PRECEDING)
)

SELECT
    past.country_code,
    state.country_name,
    past.engagement_month,
    past.n_articles,
    past.n_stories,
    past.n_partner_articles,
    past.n_contacts,
    past.n_articles - past.n_articles_before AS n_articles_change,
    past.n_articles_past_mean,
    past.n_articles - past.n_articles_past_mean AS n_articles_trend,
    past.attention_share,
    round(past.attention_share - past.share_before, 9) AS attention_share_change,
    past.attention_share_past_mean,
    round(past.attention_share - past.attention_share_past_mean, 9) AS attention_share_trend,
    counterpart.official_level_code AS counterpart_level_code,
    counterpart.official_id AS counterpart_official_id,
    counterpart.official_name AS counterpart_official_name,
    counterpart.official_title AS counterpart_official_title,
    counterpart.article_id AS counterpart_article_id
FROM past
INNER JOIN state ON past.country_code = state.country_code
LEFT JOIN counterpart
    ON past.country_code = counterpart.country_code AND past.engagement_month = counterpart.engagement_month
