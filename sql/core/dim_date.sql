WITH
article AS (SELECT published_on FROM stg_article),

span AS (
    SELECT
        cast(date_trunc('month', min(published_on)) AS DATE) AS first_on,
        last_day(max(published_on)) AS last_on
    FROM article
),

day AS (
    SELECT cast(unnest(generate_series(first_on, last_on, INTERVAL 1 DAY)) AS DATE) AS date_on
    FROM span
    UNION
    SELECT DATE '0001-01-01' AS date_on
)

SELECT
    date_on,
    cast(date_trunc('month', date_on) AS DATE) AS month_start,
    year(date_on) AS year_number,
    quarter(date_on) AS quarter_number,
    month(date_on) AS month_number,
    monthname(date_on) AS month_name,
    isodow(date_on) AS day_of_week_number,
    dayname(date_on) AS day_of_week_name,
    weekofyear(date_on) AS week_number,
    isodow(date_on) >= 6 AS is_weekend
FROM day
