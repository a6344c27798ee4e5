-- Which promises that only warn are broken, and by how many rows?
SELECT
    dataset_name || '.' || check_name AS warning,
    n_failing,
    description
FROM meta_check
WHERE NOT is_blocking AND n_failing > 0
ORDER BY warning
