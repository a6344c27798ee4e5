-- What changed from version to version of a release: its title, and the paragraphs that went and came.
-- Example: FROM article_change('0123456789abcdef')
CREATE MACRO article_change(article) AS TABLE
    WITH
    version AS (
        SELECT
            version.*,
            string_split(any_value(staged.body), chr(10)) AS paragraphs
        FROM fct_article_version AS version
        INNER JOIN stg_article AS staged ON version.version_id = staged.version_id
        WHERE version.article_id = article
        GROUP BY ALL
    ),

    compared AS (
        SELECT
            *,
            lag(title) OVER versions AS title_before,
            lag(paragraphs) OVER versions AS paragraphs_before
        FROM version
        WINDOW versions AS (ORDER BY version_no)
    )

    SELECT
        version_no,
        is_current,
        first_observed_at,
        first_read_at,
        title,
        title_before,
        title_before IS NOT NULL AND title <> title_before AS is_title_changed,
        list_filter(paragraphs_before, LAMBDA paragraph: NOT list_contains(paragraphs, paragraph)) AS paragraphs_gone,
        CASE
            WHEN paragraphs_before IS NOT NULL
                THEN list_filter(paragraphs, LAMBDA paragraph: NOT list_contains(paragraphs_before, paragraph))
        END AS paragraphs_new,
        version_id
    FROM compared
    ORDER BY version_no
