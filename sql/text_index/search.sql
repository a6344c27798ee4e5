-- The releases that have all these words, in title or body, the best match first: by the index of DuckDB's extension
-- fts (Okapi BM25 over stems of English words).
-- Example: FROM search('middle corridor')
CREATE MACRO search(words) AS TABLE  -- noqa: CP05
    WITH
    article AS (SELECT * FROM fct_article),

    staged AS (SELECT * FROM stg_article),

    found AS (
        SELECT
            article.article_id,
            article.published_on,
            article.title,
            staged.body,
            fts_text_index_release.match_bm25(article.article_id, words, conjunctive := 1) AS score,
            instr(lower(staged.body), lower(regexp_extract(words, '[\p{L}\p{N}]+'))) AS first_char
        FROM article
        INNER JOIN staged ON article.document_id = staged.document_id AND article.line_from = staged.line_from
    )

    SELECT
        article_id,
        published_on,
        title,
        score,
        trim(regexp_replace(substr(body, greatest(first_char - 60, 1), 200), '\s+', ' ', 'g')) AS excerpt
    FROM found
    WHERE score IS NOT NULL
    ORDER BY score DESC, published_on DESC, article_id ASC
