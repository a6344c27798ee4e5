-- Who is meant by each form of a name, over all releases. A form of few letters means the one person whose fuller name
-- it shortens; where several could be meant it stays a person of its own, unless nearly all releases mean the same one.
-- The counts decide, not the order in which releases came.
WITH RECURSIVE
named AS (SELECT * FROM stg_article_official),

state AS (
    SELECT
        official_key,
        represented_country_code AS country_code,
        count(*) AS n_versions
    FROM named
    GROUP BY official_key, represented_country_code
),

spelt AS (
    SELECT
        official_key,
        -- A family name alone has its state in the key ('omarov kaz'), so that two states' Omarovs stay apart.
        bool_and(NOT regexp_matches(official_name, '[ .]')) AS is_single
    FROM named
    GROUP BY official_key
),

person AS (
    SELECT
        state.official_key,
        spelt.is_single,
        arg_max(state.country_code, (state.n_versions, state.country_code))
        FILTER (WHERE state.country_code IS NOT NULL) AS country_code,
        cast(sum(state.n_versions) AS BIGINT) AS n_versions,
        string_split(
            CASE WHEN spelt.is_single THEN split_part(state.official_key, ' ', 1) ELSE state.official_key END, ' '
        ) AS parts
    FROM state
    INNER JOIN spelt ON state.official_key = spelt.official_key
    GROUP BY state.official_key, spelt.is_single
),

given AS (
    SELECT
        *,
        parts[-1] AS family,
        list_slice(parts, 1, len(parts) - 1) AS given_names,
        list_filter(list_slice(parts, 1, len(parts) - 1), LAMBDA part: length(part) > 1) AS spelt_out
    FROM person
),

-- In what both forms of a name begin with or hold, so that not everybody of a family is compared with everybody.
looked_up AS (
    SELECT
        *,
        CASE WHEN is_single THEN '' ELSE given_names[1] END AS common
    FROM given
),

findable AS (
    SELECT
        *,
        unnest(list_distinct(list_append(list_append(given_names, left(given_names[1], 1)), ''))) AS common
    FROM given
    WHERE NOT is_single AND len(spelt_out) > 0
),

candidate AS (
    SELECT
        short.official_key,
        fuller.official_key AS fuller_key,
        short.n_versions AS n_short,
        fuller.n_versions AS n_fuller,
        short.is_single,
        coalesce(short.country_code = fuller.country_code, TRUE) AS is_of_one_state
    FROM looked_up AS short
    INNER JOIN findable AS fuller
        ON
            short.family = fuller.family
            AND short.common = fuller.common
            AND short.official_key <> fuller.official_key
    WHERE
        short.is_single
        -- 'Ann Lee' is 'Ann Maria Lee'
        OR (
            len(short.spelt_out) > 0
            AND len(short.given_names) < len(fuller.given_names)
            AND list_has_all(fuller.given_names, short.given_names)
        )
        -- 'A. Lee' is 'Ann Lee'; folding may have taken the Y of 'Yerzhan'
        OR (
            len(short.spelt_out) = 0
            AND len(short.given_names) > 0
            AND len(short.given_names) <= len(fuller.given_names)
            AND array_to_string(short.given_names, '')
            = array_to_string(
                list_transform(list_slice(fuller.given_names, 1, len(short.given_names)), LAMBDA part: left(part, 1)),
                ''
            )
        )
),

ranked AS (
    SELECT
        official_key,
        fuller_key,
        n_short,
        n_fuller,
        is_single,
        is_of_one_state,
        sum(n_fuller) OVER (PARTITION BY official_key, is_of_one_state) AS n_all,
        bool_or(is_of_one_state) OVER (PARTITION BY official_key) AS has_one_state,
        row_number() OVER (
            PARTITION BY official_key, is_of_one_state ORDER BY n_fuller DESC, fuller_key ASC
        ) AS place
    FROM candidate
),

chosen AS (
    SELECT
        official_key,
        fuller_key
    FROM ranked
    WHERE
        place = 1
        AND (
            (is_of_one_state AND n_fuller >= 0.9 * n_all)
            -- A family name beside which a release named another state.
            OR (is_single AND NOT has_one_state AND n_fuller >= 0.97 * n_all AND n_fuller >= 50 * n_short)
        )
),

meant AS (
    SELECT
        official_key,
        official_key AS person_key,
        0 AS n_steps
    FROM person
    UNION ALL
    SELECT
        meant.official_key,
        chosen.fuller_key AS person_key,
        meant.n_steps + 1 AS n_steps
    FROM meant
    INNER JOIN chosen ON meant.person_key = chosen.official_key
    WHERE meant.n_steps < 8
)

SELECT
    official_key,
    md5(arg_max(person_key, n_steps)) AS official_id
FROM meant
GROUP BY official_key
