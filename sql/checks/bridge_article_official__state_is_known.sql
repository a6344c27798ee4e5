-- For at most half of the persons whom a source's releases name is the state unknown that they speak for.
-- Warns: a source may name people who speak for no state.
WITH
official AS (SELECT * FROM bridge_article_official),

article AS (SELECT * FROM fct_article)

SELECT
    article.source_name,
    count(*) AS n_officials,
    count(*) FILTER (WHERE official.represented_country_code = 'ZZZ') AS n_officials_unknown,
    round(count(*) FILTER (WHERE official.represented_country_code = 'ZZZ') / count(*), 4) AS share_unknown
FROM official
INNER JOIN article ON official.article_id = article.article_id
GROUP BY article.source_name
-- A source of a few releases may be of any kind.
HAVING count(*) >= 20 AND count(*) FILTER (WHERE official.represented_country_code = 'ZZZ') > 0.5 * count(*)
