-- Who held which post on a day, as far as releases tell; last_seen_on says how old that knowledge is.
-- Example: FROM position_as_of(DATE '2026-03-01')
CREATE MACRO position_as_of(day) AS TABLE
    SELECT
        official.official_name,
        position.position_title,
        position.office_name,
        position.country_code,
        position.posted_country_code,
        organization.organization_name,
        position.is_provisional,
        position.is_exclusive,
        position.valid_from,
        position.valid_to,
        position.last_seen_on,
        position.n_articles,
        position.position_id,
        position.official_id
    FROM dim_official_position AS position
    INNER JOIN dim_official AS official ON position.official_id = official.official_id
    INNER JOIN dim_organization AS organization ON position.organization_id = organization.organization_id
    WHERE
        position.position_id <> 'unknown'
        AND position.valid_from <= day
        AND (position.valid_to IS NULL OR day < position.valid_to)
    ORDER BY position.country_code, position.office_name, position.valid_from, position.position_id
