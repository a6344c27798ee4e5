-- Which ambassadors are named, whom do they speak for, and where are they posted?
WITH
named AS (SELECT * FROM bridge_article_official),

article AS (SELECT * FROM fct_article),

official AS (SELECT * FROM dim_official),

country AS (SELECT * FROM dim_country)

SELECT
    represented.country_name AS represented_country_name,
    nullif(posted.country_name, 'Unknown') AS posted_country_name,
    official.official_name,
    count(*) AS n_articles,
    max(article.published_on) AS last_seen_on
FROM named
INNER JOIN article ON named.article_id = article.article_id
INNER JOIN official ON named.official_id = official.official_id
INNER JOIN country AS represented ON named.represented_country_code = represented.country_code
INNER JOIN country AS posted ON named.posted_country_code = posted.country_code
WHERE named.official_title ILIKE '%ambassador%'
GROUP BY represented.country_name, posted.country_name, official.official_name
ORDER BY represented_country_name, posted_country_name, official.official_name
