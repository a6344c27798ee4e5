-- Who held which post from when to when, as far as releases tell. An interval begins on the day of the first release
-- that states the post. It ends when the holder is called a former or outgoing one, or, if one person at a time holds
-- the post, when a day's releases state another holder alone. Silence ends nothing.
WITH
stated AS (SELECT * FROM fct_position_statement),

official AS (
    SELECT
        official_id,
        official_name
    FROM dim_official
),

-- What a day's releases say of a person and a post in the same words counts once, with their number.
statement AS (
    SELECT
        official_id,
        post_id,
        standing_code,
        stated_office,
        office_name,
        country_code,
        posted_country_code,
        organization_id,
        is_exclusive,
        published_on,
        count(*) AS n_articles
    FROM stated
    WHERE is_believed
    GROUP BY ALL
),

-- The same name, spelt otherwise or given in part, is nobody's successor: 'Lee' in the post of 'Ann Lee' is she.
candidate AS (
    SELECT
        statement.post_id,
        statement.official_id,
        sum(statement.n_articles) AS n_statements,
        list_filter(
            string_split_regex(strip_accents(lower(official.official_name)), '[ .,''’-]+'),
            LAMBDA word: length(word) > 1
        ) AS words
    FROM statement
    INNER JOIN official ON statement.official_id = official.official_id
    WHERE statement.is_exclusive
    GROUP BY statement.post_id, statement.official_id, official.official_name
),

word AS (
    SELECT
        post_id,
        official_id,
        left(unnest(words), 3) AS beginning
    FROM candidate
),

pair AS (
    SELECT DISTINCT
        one.post_id,
        one.official_id,
        other.official_id AS other_id
    FROM word AS one
    INNER JOIN word AS other
        ON
            one.post_id = other.post_id
            AND one.beginning = other.beginning
            AND one.official_id <> other.official_id
),

namesake AS (
    SELECT
        one.post_id,
        one.official_id,
        arg_max(other.official_id, (other.n_statements, other.official_id)) AS holder_id
    FROM pair
    INNER JOIN candidate AS one ON pair.post_id = one.post_id AND pair.official_id = one.official_id
    INNER JOIN candidate AS other ON pair.post_id = other.post_id AND pair.other_id = other.official_id
    WHERE
        (other.n_statements, other.official_id) > (one.n_statements, one.official_id)
        AND len(
            list_filter(
                CASE WHEN len(one.words) <= len(other.words) THEN one.words ELSE other.words END,
                LAMBDA part: list_max(
                    list_transform(
                        CASE WHEN len(one.words) <= len(other.words) THEN other.words ELSE one.words END,
                        LAMBDA its: jaro_winkler_similarity(part, its)
                    )
                ) < 0.9
            )
        ) = 0
    GROUP BY one.post_id, one.official_id
),

held AS (
    SELECT
        statement.*,
        coalesce(fuller.holder_id, namesake.holder_id, statement.official_id) AS holder_id,
        statement.standing_code = 'provisional' AS is_provisional
    FROM statement
    LEFT JOIN namesake
        ON statement.post_id = namesake.post_id AND statement.official_id = namesake.official_id
    LEFT JOIN namesake AS fuller
        ON namesake.post_id = fuller.post_id AND namesake.holder_id = fuller.official_id
),

-- Who holds a post for the time being ends nobody's tenure, but whoever holds it in full ends that of the former.
line AS (
    SELECT
        post_id,
        is_provisional,
        holder_id,
        published_on,
        bool_or(standing_code = 'outgoing') AS is_outgoing
    FROM held
    WHERE standing_code <> 'former'
    GROUP BY post_id, is_provisional, holder_id, published_on
    UNION ALL
    SELECT DISTINCT
        post_id,
        TRUE AS is_provisional,
        'in full' AS holder_id,
        published_on,
        FALSE AS is_outgoing
    FROM held
    WHERE standing_code IN ('holder', 'outgoing')
),

-- On a day that states two holders, neither has followed the other yet.
sole_day AS (
    SELECT
        post_id,
        is_provisional,
        published_on,
        min(holder_id) AS holder_id
    FROM line
    GROUP BY post_id, is_provisional, published_on
    HAVING count(*) = 1
),

ordered AS (
    SELECT
        *,
        lag(holder_id) OVER (PARTITION BY post_id, is_provisional ORDER BY published_on) AS holder_before_id
    FROM sole_day
),

change AS (
    SELECT
        *,
        CASE WHEN coalesce(holder_id <> holder_before_id, TRUE) THEN published_on END AS changed_on
    FROM ordered
),

sole AS (
    SELECT
        *,
        min(changed_on) OVER (
            PARTITION BY post_id, is_provisional
            ORDER BY published_on
            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next_changed_on
    FROM change
),

followed AS (
    SELECT
        line.post_id,
        line.is_provisional,
        line.holder_id,
        line.published_on,
        line.is_outgoing,
        FALSE AS is_former,
        CASE WHEN sole.holder_id = line.holder_id THEN sole.next_changed_on ELSE sole.published_on END AS followed_on
    FROM line
    ASOF LEFT JOIN sole
        ON
            line.post_id = sole.post_id
            AND line.is_provisional = sole.is_provisional
            AND line.published_on < sole.published_on
    UNION ALL
    SELECT DISTINCT
        post_id,
        unnest([FALSE, TRUE]) AS is_provisional,
        holder_id,
        published_on,
        FALSE AS is_outgoing,
        TRUE AS is_former,
        NULL AS followed_on
    FROM held
    WHERE standing_code = 'former'
),

seen AS (
    SELECT
        *,
        min(CASE WHEN NOT is_former THEN published_on END) OVER later AS seen_again_on,
        min(CASE WHEN is_former THEN published_on END) OVER later AS former_on
    FROM followed
    WINDOW later AS (
        PARTITION BY post_id, is_provisional, holder_id
        ORDER BY published_on
        RANGE BETWEEN INTERVAL 1 DAY FOLLOWING AND UNBOUNDED FOLLOWING
    )
),

-- Nobody leaves an office and has it again within a month: another holder in between is a look back, or misread.
ending AS (
    SELECT
        *,
        CASE
            WHEN seen_again_on IS NULL OR (followed_on < seen_again_on AND seen_again_on - published_on > 30)
                THEN followed_on
        END AS succeeded_on,
        least(
            CASE WHEN seen_again_on IS NULL OR former_on < seen_again_on THEN former_on END,
            CASE WHEN seen_again_on IS NULL AND is_outgoing THEN published_on + 1 END
        ) AS stated_end_on
    FROM seen
    WHERE NOT is_former AND holder_id <> 'in full'
),

tenure AS (
    SELECT
        *,
        least(succeeded_on, stated_end_on) AS ended_on,
        count(coalesce(succeeded_on, stated_end_on)) OVER (
            PARTITION BY post_id, is_provisional, holder_id
            ORDER BY published_on
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
        ) AS tenure_no
    FROM ending
),

tenure_end AS (
    SELECT
        post_id,
        is_provisional,
        holder_id,
        tenure_no,
        max(ended_on) AS valid_to,
        CASE WHEN max(ended_on) = max(stated_end_on) THEN 'stated' WHEN max(ended_on) IS NOT NULL THEN 'successor' END
            AS end_code
    FROM tenure
    GROUP BY post_id, is_provisional, holder_id, tenure_no
),

holding AS (
    SELECT
        held.*,
        tenure.tenure_no
    FROM held
    INNER JOIN tenure
        ON
            held.post_id = tenure.post_id
            AND held.is_provisional = tenure.is_provisional
            AND held.holder_id = tenure.holder_id
            AND held.published_on = tenure.published_on
    WHERE held.standing_code <> 'former'
),

wording AS (
    SELECT
        official_id,
        post_id,
        is_provisional,
        tenure_no,
        stated_office,
        sum(n_articles) AS n_statements
    FROM holding
    GROUP BY official_id, post_id, is_provisional, tenure_no, stated_office
),

worded AS (
    SELECT
        official_id,
        post_id,
        is_provisional,
        tenure_no,
        first(stated_office ORDER BY n_statements DESC, length(stated_office) DESC, stated_office ASC) AS position_title
    FROM wording
    GROUP BY official_id, post_id, is_provisional, tenure_no
),

position AS (
    SELECT
        official_id,
        holder_id,
        post_id,
        is_provisional,
        tenure_no,
        office_name,
        country_code,
        posted_country_code,
        organization_id,
        is_exclusive,
        min(published_on) AS valid_from,
        max(published_on) AS last_seen_on,
        cast(sum(n_articles) AS BIGINT) AS n_articles
    FROM holding
    GROUP BY ALL
)

SELECT
    md5(concat_ws('|', position.official_id, position.post_id, position.is_provisional, position.valid_from))
        AS position_id,
    position.official_id,
    position.post_id,
    position.office_name,
    worded.position_title,
    position.country_code,
    position.posted_country_code,
    position.organization_id,
    position.is_provisional,
    position.is_exclusive,
    position.valid_from,
    tenure_end.valid_to,
    tenure_end.valid_to IS NULL AS is_current,
    tenure_end.end_code,
    position.last_seen_on,
    position.n_articles
FROM position
INNER JOIN tenure_end
    ON
        position.post_id = tenure_end.post_id
        AND position.is_provisional = tenure_end.is_provisional
        AND position.holder_id = tenure_end.holder_id
        AND position.tenure_no = tenure_end.tenure_no
INNER JOIN worded
    ON
        position.official_id = worded.official_id
        AND position.post_id = worded.post_id
        AND position.is_provisional = worded.is_provisional
        AND position.tenure_no = worded.tenure_no
UNION ALL
SELECT
    'unknown' AS position_id,
    'unknown' AS official_id,
    'unknown' AS post_id,
    'unknown' AS office_name,
    'Unknown' AS position_title,
    'ZZZ' AS country_code,
    'ZZZ' AS posted_country_code,
    'unknown' AS organization_id,
    FALSE AS is_provisional,
    FALSE AS is_exclusive,
    DATE '0001-01-01' AS valid_from,
    NULL AS valid_to,
    FALSE AS is_current,
    NULL AS end_code,
    NULL AS last_seen_on,
    0 AS n_articles
