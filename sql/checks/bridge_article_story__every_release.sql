-- Every release of staging has a story, whose name is the least id of its releases.
WITH
staged AS (SELECT DISTINCT article_id FROM stg_article),

story AS (SELECT * FROM bridge_article_story),

named AS (
    SELECT
        story_id,
        min(article_id) AS least_id
    FROM story
    GROUP BY story_id
)

SELECT
    coalesce(staged.article_id, story.article_id) AS article_id,
    story.story_id
FROM staged
FULL JOIN story ON staged.article_id = story.article_id
LEFT JOIN named ON story.story_id = named.story_id
WHERE staged.article_id IS NULL OR story.article_id IS NULL OR named.least_id <> story.story_id
