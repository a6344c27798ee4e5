-- The releases that have all these words, in title or body; those that have them most often come first. Capitals do
-- not matter, a part of a word is enough, and the title counts three times.
-- Where the text index is made, sql/text_index/search.sql takes the place of this macro.
-- Example: FROM search('middle corridor')
CREATE MACRO search(words) AS TABLE  -- noqa: CP05
    WITH
    article AS (SELECT * FROM fct_article),

    staged AS (SELECT * FROM stg_article),

    sought AS (
        SELECT
            list_distinct(
                list_filter(regexp_split_to_array(lower(words), '[^\p{L}\p{N}]+'), LAMBDA word: word <> '')
            ) AS words
    ),

    release AS (
        SELECT
            article.article_id,
            article.published_on,
            article.title,
            staged.body,
            lower(article.title) AS lower_title,
            lower(staged.body) AS lower_body
        FROM article
        INNER JOIN staged ON article.document_id = staged.document_id AND article.line_from = staged.line_from
    ),

    found AS (
        SELECT
            release.*,
            -- Cut at its n words, a text is in n + 1 pieces.
            list_sum(list_transform(
                sought.words, LAMBDA word:
                3 * (len(string_split(release.lower_title, word)) - 1)
                + len(string_split(release.lower_body, word)) - 1
            )) AS score,
            list_min(list_filter(
                list_transform(sought.words, LAMBDA word: instr(release.lower_body, word)), LAMBDA place: place > 0
            )) AS first_char
        FROM release
        CROSS JOIN sought
        WHERE
            len(sought.words) > 0
            AND len(list_filter(
                sought.words, LAMBDA word:
                contains(release.lower_title, word) OR contains(release.lower_body, word)
            )) = len(sought.words)
    )

    SELECT
        article_id,
        published_on,
        title,
        cast(score AS DOUBLE) AS score,
        trim(regexp_replace(substr(body, greatest(coalesce(first_char, 1) - 60, 1), 200), '\s+', ' ', 'g')) AS excerpt
    FROM found
    ORDER BY score DESC, published_on DESC, article_id ASC
