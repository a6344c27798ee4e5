-- Which topics rise most, month by month, against the three months before?
WITH
momentum AS (SELECT * FROM mart_topic_momentum)

SELECT
    engagement_month,
    momentum_rank,
    topic_name,
    n_articles,
    n_stories,
    n_articles_change,
    round(past_3_mean, 1) AS past_3_mean,
    round(over_past_3_mean, 1) AS over_past_3_mean
FROM momentum
WHERE momentum_rank <= 5 AND over_past_3_mean > 0
ORDER BY engagement_month DESC, momentum_rank ASC, topic_name ASC
