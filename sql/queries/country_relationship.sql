-- Which countries have more of the attention in the latest month than in the months before, and who spoke for them?
WITH
relationship AS (SELECT * FROM mart_country_relationship),

latest AS (SELECT max(engagement_month) AS engagement_month FROM relationship)

SELECT
    relationship.country_name,
    relationship.n_articles,
    relationship.n_stories,
    relationship.n_contacts,
    round(100 * relationship.attention_share, 1) AS attention_percent,
    round(100 * relationship.attention_share_trend, 1) AS attention_percent_trend,
    relationship.counterpart_level_code,
    relationship.counterpart_official_name
FROM relationship
INNER JOIN latest ON relationship.engagement_month = latest.engagement_month
WHERE relationship.n_articles > 0
ORDER BY relationship.attention_share_trend DESC NULLS LAST, relationship.country_name ASC
