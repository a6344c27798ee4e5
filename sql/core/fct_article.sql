WITH
article AS (SELECT * FROM stg_article),

reading AS (SELECT * FROM raw_fetch),

story AS (SELECT * FROM bridge_article_story),

-- The current text is that of the latest known observation, else of the latest reading.
current_version AS (
    SELECT
        article.*,
        count(DISTINCT article.version_id) OVER releases AS n_versions,
        min(reading.observed_at) OVER releases AS first_observed_at,
        max(reading.observed_at) OVER releases AS last_observed_at
    FROM article
    INNER JOIN reading ON article.document_id = reading.document_id
    WINDOW releases AS (PARTITION BY article.article_id)
    QUALIFY row_number() OVER (
        PARTITION BY article.article_id
        ORDER BY
            reading.observed_at DESC NULLS LAST, reading.read_at DESC, article.document_id ASC, article.line_from ASC
    ) = 1
),

current_views AS (
    SELECT
        article.article_id,
        article.n_views,
        article.document_id,
        reading.observed_at
    FROM article
    INNER JOIN reading ON article.document_id = reading.document_id
    WHERE article.n_views IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY article.article_id
        ORDER BY reading.observed_at DESC NULLS LAST, reading.read_at DESC, reading.fetch_id ASC, article.n_views DESC
    ) = 1
),

-- A source that its latest reading declares complete gives lists; they are ordered as observations are.
complete_source AS (
    SELECT source_name
    FROM reading
    WHERE document_id IS NOT NULL
    GROUP BY source_name
    HAVING arg_max(is_complete, (read_at, fetch_id))
),

list_reading AS (
    SELECT
        reading.*,
        row_number() OVER (
            PARTITION BY reading.source_name
            ORDER BY reading.observed_at ASC NULLS FIRST, reading.read_at ASC, reading.fetch_id ASC
        ) AS list_no
    FROM reading
    INNER JOIN complete_source ON reading.source_name = complete_source.source_name
    WHERE reading.document_id IS NOT NULL AND reading.is_complete
),

listed AS (
    SELECT
        article.article_id,
        article.source_name,
        max(list_reading.list_no) AS last_list_no
    FROM article
    INNER JOIN list_reading
        ON article.document_id = list_reading.document_id AND article.source_name = list_reading.source_name
    GROUP BY article.article_id, article.source_name
),

listing AS (
    SELECT
        listed.article_id,
        next_list.list_no IS NULL AS is_listed,
        coalesce(last_list.observed_at, last_list.read_at) AS last_listed_at,
        coalesce(next_list.observed_at, next_list.read_at) AS unlisted_since
    FROM listed
    INNER JOIN list_reading AS last_list
        ON listed.source_name = last_list.source_name AND listed.last_list_no = last_list.list_no
    LEFT JOIN list_reading AS next_list
        ON listed.source_name = next_list.source_name AND listed.last_list_no + 1 = next_list.list_no
)

SELECT
    current_version.article_id,
    current_version.version_id,
    coalesce(story.story_id, current_version.article_id) AS story_id,
    current_version.source_name,
    current_version.publisher_name,
    coalesce(current_version.home_country_code, 'ZZZ') AS home_country_code,
    current_version.language_code,
    current_version.address,
    current_version.published_at,
    current_version.published_on,
    cast(date_trunc('month', current_version.published_on) AS DATE) AS engagement_month,
    current_version.title,
    -- Not by a pattern of white space, which takes ten times as long.
    length(
        list_filter(
            string_split(replace(current_version.title || ' ' || current_version.body, chr(10), ' '), ' '),
            LAMBDA word: word <> ''
        )
    ) AS n_words,
    current_version.n_versions,
    current_views.n_views,
    current_views.observed_at AS views_observed_at,
    current_views.document_id AS views_document_id,
    CASE
        WHEN current_views.article_id IS NOT NULL THEN current_views.observed_at IS NOT NULL
        ELSE current_version.last_observed_at IS NOT NULL
    END AS is_latest_known,
    current_version.first_observed_at,
    current_version.last_observed_at,
    listing.is_listed,
    listing.last_listed_at,
    listing.unlisted_since,
    current_version.document_id,
    current_version.line_from,
    current_version.line_to
FROM current_version
LEFT JOIN current_views ON current_version.article_id = current_views.article_id
LEFT JOIN story ON current_version.article_id = story.article_id
LEFT JOIN listing ON current_version.article_id = listing.article_id
