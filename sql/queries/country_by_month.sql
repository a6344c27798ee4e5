-- Which countries do the releases deal with, month by month?
WITH
engagement AS (SELECT * FROM mart_engagement_by_country_month)

SELECT
    engagement_month,
    country_name,
    n_articles,
    n_partner_articles,
    n_views,
    round(views_per_day, 1) AS views_per_day,
    is_age_confounded
FROM engagement
ORDER BY engagement_month DESC, n_articles DESC, n_views DESC NULLS LAST, country_name ASC
