-- At most 5 % of a source's releases have a publisher whose own state is unknown.
-- Warns: it is stated by the record or the source, and can be stated later.
WITH
article AS (SELECT * FROM fct_article)

SELECT
    source_name,
    count(*) AS n_articles,
    count(*) FILTER (WHERE home_country_code = 'ZZZ') AS n_articles_unknown,
    round(count(*) FILTER (WHERE home_country_code = 'ZZZ') / count(*), 4) AS share_unknown
FROM article
GROUP BY source_name
HAVING count(*) FILTER (WHERE home_country_code = 'ZZZ') > 0.05 * count(*)
