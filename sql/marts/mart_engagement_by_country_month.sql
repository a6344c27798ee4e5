WITH
article AS (SELECT * FROM fct_article),

country AS (SELECT * FROM bridge_article_country),

state AS (SELECT * FROM dim_country),

engagement AS (
    SELECT
        country.country_code,
        article.engagement_month,
        count(*) AS n_articles,
        count(*) FILTER (WHERE country.role_code = 'partner') AS n_partner_articles,
        cast(sum(article.n_views) AS BIGINT) AS n_views,
        -- Rounded, since a sum of fractions depends in its last digits on the order in which threads add them.
        round(sum(article.n_views * country.weight), 6) AS n_views_weighted,
        -- Only releases whose views have a time say how many there were a day.
        sum(CASE WHEN article.views_observed_at > article.published_at THEN article.n_views END)
        / sum(
            CASE
                WHEN article.views_observed_at > article.published_at AND article.n_views IS NOT NULL
                    THEN epoch(article.views_observed_at - article.published_at) / 86400
            END
        ) AS views_per_day,
        bool_or(article.views_observed_at IS NULL) AS is_age_confounded
    FROM article
    INNER JOIN country ON article.article_id = country.article_id
    WHERE country.role_code <> 'home'
    GROUP BY country.country_code, article.engagement_month
)

SELECT
    engagement.country_code,
    state.country_name,
    engagement.engagement_month,
    engagement.n_articles,
    engagement.n_partner_articles,
    engagement.n_views,
    engagement.n_views_weighted,
    engagement.n_views - previous.n_views AS n_views_change,
    engagement.views_per_day,
    CASE
        WHEN engagement.n_views IS NOT NULL
            THEN rank() OVER (PARTITION BY engagement.engagement_month ORDER BY engagement.n_views DESC NULLS LAST)
    END AS view_rank,
    engagement.n_views
    / nullif(sum(engagement.n_views) OVER (PARTITION BY engagement.engagement_month), 0) AS view_share,
    engagement.is_age_confounded
FROM engagement
INNER JOIN state ON engagement.country_code = state.country_code
LEFT JOIN engagement AS previous
    ON
        engagement.country_code = previous.country_code
        AND engagement.engagement_month = previous.engagement_month + INTERVAL 1 MONTH
