-- Which officials speak for a country? Here Germany: put another ISO 3166-1 alpha-3 code in place of DEU.
WITH
activity AS (SELECT * FROM mart_official_activity)

SELECT
    official_name,
    latest_title,
    n_articles,
    n_countries_met,
    first_seen_on,
    last_seen_on
FROM activity
WHERE represented_country_code = 'DEU'
ORDER BY n_articles DESC, official_name ASC
