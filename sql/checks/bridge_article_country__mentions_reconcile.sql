-- Each row counts as many mentions as there is evidence of, and no evidence is left uncounted.
WITH
bridge AS (SELECT * FROM bridge_article_country),

mention AS (SELECT * FROM fct_mention),

evidence AS (
    SELECT
        article_id,
        entity_id,
        count(*) AS n_mentions
    FROM mention
    WHERE kind = 'country'
    GROUP BY article_id, entity_id
)

SELECT
    coalesce(bridge.article_id, evidence.article_id) AS article_id,
    coalesce(bridge.country_code, evidence.entity_id) AS country_code,
    bridge.n_mentions,
    evidence.n_mentions AS n_mentions_found
FROM bridge
FULL JOIN evidence ON bridge.article_id = evidence.article_id AND bridge.country_code = evidence.entity_id
WHERE coalesce(bridge.n_mentions, 0) <> coalesce(evidence.n_mentions, 0)
