-- Which releases make up a number of the country mart, and where do they stand? Here those on Germany in March 2026.
SELECT
    published_on,
    title,
    role_code,
    n_views,
    n_views_weighted,
    list_transform(spans, LAMBDA span: span.surface) AS surfaces,
    uri,
    line_from,
    line_to
FROM explain_engagement('DEU', DATE '2026-03-01')
