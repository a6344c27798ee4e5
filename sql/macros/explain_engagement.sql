-- The releases behind a row of mart_engagement_by_country_month, with the words that mean the state and the lines they
-- stand in. The sums of n_views and n_views_weighted are those of the row.
-- Example: FROM explain_engagement('KEN', DATE '2026-02-01')
CREATE MACRO explain_engagement(of_country, of_month) AS TABLE  -- noqa: CP05
    WITH
    article AS (SELECT * FROM fct_article),

    country AS (SELECT * FROM bridge_article_country),

    mention AS (SELECT * FROM fct_mention),

    reading AS (SELECT * FROM raw_fetch),

    latest AS (
        SELECT
            document_id,
            max_by(uri, (read_at, fetch_id)) AS uri
        FROM reading
        WHERE document_id IS NOT NULL
        GROUP BY document_id
    ),

    evidence AS (
        SELECT
            article_id,
            list(
                {
                    'field': field,
                    'start_char': start_char,
                    'end_char': end_char,
                    'surface': surface,
                    'rule_id': rule_id
                } ORDER BY field DESC, start_char ASC, end_char ASC
            ) AS spans
        FROM mention
        WHERE kind = 'country' AND entity_id = of_country
        GROUP BY article_id
    )

    SELECT
        article.article_id,
        article.published_on,
        article.title,
        country.role_code,
        country.weight,
        article.n_views,
        round(article.n_views * country.weight, 6) AS n_views_weighted,
        evidence.spans,
        latest.uri,
        article.line_from,
        article.line_to
    FROM article
    INNER JOIN country ON article.article_id = country.article_id
    LEFT JOIN evidence ON article.article_id = evidence.article_id
    LEFT JOIN latest ON article.document_id = latest.document_id
    WHERE
        country.country_code = of_country
        AND country.role_code <> 'home'
        AND article.engagement_month = date_trunc('month', cast(of_month AS DATE))
    ORDER BY article.published_at DESC, article.article_id ASC
