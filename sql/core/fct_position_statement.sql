-- What each release says of the posts of the people in it. A post is an office held for somebody: the same office for
-- two states is two posts; an office that several people can hold at a time is a post of each person's own.
WITH
article AS (
    SELECT
        article_id,
        version_id,
        published_on
    FROM fct_article
),

named AS (SELECT * FROM stg_article_official),

person AS (SELECT * FROM bridge_official_key),

body AS (SELECT * FROM dim_organization),

organization AS (
    SELECT
        organization_id,
        organization_type_code,
        trim(
            regexp_replace(replace(lower(organization_name), '’', ''''), '[^\pL\pM\pN''.&/]+', ' ', 'g')
        ) AS body_name,
        lower(acronym) AS acronym
    FROM body
),

office AS (SELECT * FROM bridge_title_office),

-- What an office is called in one state alone, or is one person's in that state alone.
national_office (country_code, national_name, office_name) AS (
    VALUES
    ('USA', 'secretary of state', 'minister of foreign affairs'),
    ('VAT', 'secretary of state', 'secretary of state'),
    ('GBR', 'foreign secretary', 'minister of foreign affairs'),
    ('MEX', 'foreign secretary', 'minister of foreign affairs'),
    ('MEX', 'secretary of foreign affairs', 'minister of foreign affairs'),
    ('PHL', 'foreign secretary', 'minister of foreign affairs'),
    ('PHL', 'secretary of foreign affairs', 'minister of foreign affairs'),
    ('KEN', 'cabinet secretary for foreign affairs', 'minister of foreign affairs')
),

said AS (
    SELECT
        article.article_id,
        article.published_on,
        person.official_id,
        office.office_no,
        office.stated_office,
        office.standing_code,
        coalesce(national_office.office_name, office.office_name) AS office_name,
        CASE WHEN national_office.office_name IS NULL THEN office.scope_code ELSE 'state' END AS scope_code,
        coalesce(named.represented_country_code, 'ZZZ') AS country_code,
        coalesce(named.posted_country_code, 'ZZZ') AS posted_country_code,
        organization.organization_id,
        organization.organization_type_code,
        organization.body_name,
        organization.acronym
    FROM article
    INNER JOIN named ON article.version_id = named.version_id
    INNER JOIN person ON named.official_key = person.official_key
    INNER JOIN office ON named.official_title = office.official_title
    LEFT JOIN organization ON md5(named.organization_key) = organization.organization_id
    LEFT JOIN national_office
        ON
            named.represented_country_code = national_office.country_code
            AND office.office_name = national_office.national_name
),

-- 'Secretary General of the OSCE' and 'OSCE Secretary General' are the Secretary General, of the OSCE.
headed AS (
    SELECT
        * EXCLUDE (office_name),
        coalesce(
            CASE
                WHEN scope_code NOT IN ('body', 'state_or_body') THEN office_name
                WHEN starts_with(office_name, body_name || ' ') THEN substr(office_name, length(body_name) + 2)
                WHEN starts_with(office_name, acronym || ' ') THEN substr(office_name, length(acronym) + 2)
                WHEN
                    ends_with(office_name, ' of ' || body_name)
                    THEN left(office_name, length(office_name) - length(body_name) - 4)
                WHEN
                    ends_with(office_name, ' of ' || acronym)
                    THEN left(office_name, length(office_name) - length(acronym) - 4)
            END,
            office_name
        ) AS office_name
    FROM said
),

-- Exclusive is what one person holds at a time; it is so only where it is known for whom it is held.
scoped AS (
    SELECT
        *,
        CASE
            WHEN scope_code = 'posting'
                THEN
                    CASE WHEN country_code <> 'ZZZ' AND posted_country_code <> 'ZZZ' THEN 'posting' END
            WHEN scope_code IN ('body', 'state_or_body') AND organization_id IS NOT NULL
                THEN
                    CASE
                        -- A ministry has several directors general, and the reader may have seen one half of a title.
                        WHEN
                            office_name NOT IN ('director general', 'executive director', 'administrator', 'chair')
                            OR organization_type_code IN ('international', 'regional')
                            THEN 'body'
                    END
            WHEN scope_code IN ('state', 'state_or_body') AND country_code <> 'ZZZ' THEN 'state'
        END AS held_for
    FROM headed
),

stated AS (
    SELECT
        article_id,
        published_on,
        official_id,
        office_no,
        stated_office,
        standing_code,
        office_name,
        held_for,
        CASE WHEN held_for IN ('state', 'posting') THEN country_code END AS served_country_code,
        CASE WHEN held_for = 'body' THEN 'ZZZ' ELSE country_code END AS country_code,
        CASE WHEN held_for IN ('body', 'state') THEN 'ZZZ' ELSE posted_country_code END AS posted_country_code,
        CASE WHEN held_for IN ('state', 'posting') THEN 'unknown' ELSE coalesce(organization_id, 'unknown') END
            AS organization_id
    FROM scoped
),

-- Nobody is president of two states: what fewer releases say of a person is misread.
service AS (
    SELECT
        official_id,
        office_name,
        served_country_code,
        count(DISTINCT article_id) AS n_articles
    FROM stated
    WHERE served_country_code IS NOT NULL
    GROUP BY official_id, office_name, served_country_code
),

believed AS (
    SELECT
        *,
        n_articles = max(n_articles) OVER (PARTITION BY official_id, office_name) AS is_believed
    FROM service
),

posted AS (
    SELECT
        stated.*,
        stated.held_for IS NOT NULL AS is_exclusive,
        coalesce(believed.is_believed, TRUE) AS is_believed,
        md5(
            concat_ws(
                '|',
                stated.office_name,
                stated.country_code,
                stated.posted_country_code,
                stated.organization_id,
                CASE WHEN stated.held_for IS NULL THEN stated.official_id END
            )
        ) AS post_id
    FROM stated
    LEFT JOIN believed
        ON
            stated.official_id = believed.official_id
            AND stated.office_name = believed.office_name
            -- Only equalities: with a condition on one side DuckDB compares every row with every other.
            AND stated.served_country_code = believed.served_country_code
)

SELECT
    article_id,
    official_id,
    post_id,
    arg_min(standing_code, (office_no, standing_code)) AS standing_code,
    min(office_no) AS office_no,
    min(stated_office) AS stated_office,
    min(office_name) AS office_name,
    min(country_code) AS country_code,
    min(posted_country_code) AS posted_country_code,
    min(organization_id) AS organization_id,
    bool_and(is_exclusive) AS is_exclusive,
    bool_and(is_believed) AS is_believed,
    min(published_on) AS published_on
FROM posted
GROUP BY article_id, official_id, post_id
