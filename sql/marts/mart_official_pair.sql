-- Persons of two states that took part in the main event of a release, if it is one at which people meet. Those who
-- only tell of it, as spokespersons do, met nobody.
WITH
article AS (SELECT * FROM fct_article),

official AS (SELECT * FROM dim_official),

country AS (SELECT * FROM dim_country),

event AS (SELECT * FROM fct_event),

event_type AS (SELECT * FROM dim_event_type),

named AS (SELECT * FROM bridge_article_official),

title AS (SELECT * FROM dim_official_title),

taking_part AS (SELECT * FROM bridge_event_official),

participant AS (
    SELECT
        taking_part.event_id,
        taking_part.official_id,
        taking_part.represented_country_code
    FROM taking_part
    INNER JOIN event ON taking_part.event_id = event.event_id
    LEFT JOIN named ON event.article_id = named.article_id AND taking_part.official_id = named.official_id
    LEFT JOIN title ON named.official_title = title.official_title
    WHERE NOT coalesce(title.is_spokesperson, FALSE)
),

encounter AS (
    SELECT
        one.official_id,
        other.official_id AS other_official_id,
        one.represented_country_code,
        other.represented_country_code AS other_represented_country_code,
        event.event_type_code,
        article.article_id,
        article.story_id,
        article.published_at,
        article.published_on
    FROM event
    INNER JOIN event_type ON event.event_type_code = event_type.event_type_code
    INNER JOIN article ON event.article_id = article.article_id
    INNER JOIN participant AS one ON event.event_id = one.event_id
    INNER JOIN participant AS other
        ON
            one.event_id = other.event_id
            AND one.official_id < other.official_id
            AND one.represented_country_code <> other.represented_country_code
    WHERE
        event.is_main
        AND (event_type.plover_type IN ('CONSULT', 'AGREE') OR event.event_type_code = 'CREDENTIALS')
),

pair AS (
    SELECT
        official_id,
        other_official_id,
        arg_max(represented_country_code, (published_at, article_id)) AS represented_country_code,
        arg_max(other_represented_country_code, (published_at, article_id)) AS other_represented_country_code,
        count(*) AS n_articles,
        count(DISTINCT story_id) AS n_stories,
        list_sort(list(DISTINCT event_type_code)) AS event_type_codes,
        min(published_on) AS first_met_on,
        max(published_on) AS last_met_on,
        list(article_id ORDER BY published_at DESC, article_id ASC) AS article_ids
    FROM encounter
    GROUP BY official_id, other_official_id
)

SELECT
    pair.official_id,
    one.official_name,
    pair.represented_country_code,
    one_country.country_name AS represented_country_name,
    pair.other_official_id,
    other.official_name AS other_official_name,
    pair.other_represented_country_code,
    other_country.country_name AS other_represented_country_name,
    pair.n_articles,
    pair.n_stories,
    pair.event_type_codes,
    pair.first_met_on,
    pair.last_met_on,
    pair.article_ids
FROM pair
INNER JOIN official AS one ON pair.official_id = one.official_id
INNER JOIN official AS other ON pair.other_official_id = other.official_id
INNER JOIN country AS one_country ON pair.represented_country_code = one_country.country_code
INNER JOIN country AS other_country ON pair.other_represented_country_code = other_country.country_code
