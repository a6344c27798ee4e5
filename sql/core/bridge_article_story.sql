-- Which releases are one story: texts of nearly the same words, and what such texts lead to. Candidates share a band of
-- their signatures; a pair counts if its signatures say that the texts have at least 72 % of their pairs of words in
-- common (decision 0015). Nothing depends on the order in which releases came.
WITH RECURSIVE
article AS (SELECT * FROM stg_article),

fingerprint AS (SELECT * FROM stg_article_fingerprint),

-- Every text that a release ever had: a repost copies the text of its day.
version AS (
    SELECT
        article.article_id,
        fingerprint.signature,
        min(lower(split_part(article.language_code, '-', 1))) AS language_code
    FROM article
    INNER JOIN fingerprint ON article.version_id = fingerprint.version_id
    GROUP BY article.article_id, article.version_id, fingerprint.signature
),

-- Texts of the same words are one node, however many there are.
node AS (
    SELECT
        row_number() OVER (ORDER BY signature ASC, language_code ASC NULLS FIRST) AS node_no,
        signature,
        language_code
    FROM version
    WHERE signature IS NOT NULL
    GROUP BY signature, language_code
),

-- 25 bands of 5 slots: of the pairs at the threshold 99 % share one, of those at 30 % only 6 %.
place AS (SELECT unnest(generate_series(0, 24)) AS band_no),

-- Not kept, but made twice: at a million texts it is the largest thing here.
band AS NOT MATERIALIZED (
    SELECT
        node.node_no,
        place.band_no,
        hash(place.band_no, substring(node.signature, 5 * place.band_no + 1, 5)) AS band_key
    FROM node
    CROSS JOIN place
),

shared AS (
    SELECT
        band_key,
        count(*) AS n_nodes
    FROM band
    GROUP BY band_key
    HAVING count(*) > 1
),

-- In each band another order, begun with the slots after it, so that the most alike are neighbours in one of them.
placed AS (
    SELECT
        band.band_key,
        band.node_no,
        shared.n_nodes,
        row_number() OVER (
            PARTITION BY band.band_key
            ORDER BY substring(node.signature, 5 * band.band_no + 6), node.signature, node.node_no
        ) AS position
    FROM band
    INNER JOIN shared ON band.band_key = shared.band_key
    INNER JOIN node ON band.node_no = node.node_no
),

-- A few texts of a band are compared each with each. Thousands of notices made from one template are not, or the work
-- would grow as the square of their number: each meets the first one and the next few.
candidate AS (
    SELECT DISTINCT
        least(one.node_no, other.node_no) AS node_no,
        greatest(one.node_no, other.node_no) AS other_no
    FROM placed AS one
    CROSS JOIN
        unnest(
            list_append(
                generate_series(
                    one.position + 1,
                    least(one.n_nodes, one.position + CASE WHEN one.n_nodes <= 32 THEN 32 ELSE 2 END)
                ),
                1
            )
        ) AS next (position)
    INNER JOIN placed AS other ON one.band_key = other.band_key AND next.position = other.position
    WHERE one.node_no <> other.node_no
),

alike AS (
    SELECT
        candidate.node_no,
        candidate.other_no
    FROM candidate
    INNER JOIN node AS one ON candidate.node_no = one.node_no
    INNER JOIN node AS other ON candidate.other_no = other.node_no
    WHERE
        -- Of 64 symbols, two slots have the same by chance once in 64: that much less than 28 % of them may differ.
        hamming(one.signature, other.signature) <= 128 * 0.28 * 63 / 64
        AND coalesce(one.language_code = other.language_code, TRUE)
),

text_of_article AS (
    SELECT
        version.article_id,
        node.node_no
    FROM version
    INNER JOIN node
        ON version.signature = node.signature AND version.language_code IS NOT DISTINCT FROM node.language_code
),

-- A release that was rewritten leads from its one text to the other.
rewritten AS (
    SELECT DISTINCT
        node_no,
        min(node_no) OVER (PARTITION BY article_id) AS other_no
    FROM text_of_article
),

edge AS (
    SELECT
        node_no,
        other_no
    FROM alike
    UNION ALL
    SELECT
        other_no AS node_no,
        node_no AS other_no
    FROM alike
    UNION ALL
    SELECT
        node_no,
        other_no
    FROM rewritten
    WHERE node_no <> other_no
    UNION ALL
    SELECT
        other_no AS node_no,
        node_no AS other_no
    FROM rewritten
    WHERE node_no <> other_no
),

-- Connected components (FastSV, Zhang and others 2020): each text points at the least number it has heard of; in every
-- step it hears of its neighbours' grandparents, and so does its parent. A chain of n texts takes about log n steps.
step AS (
    SELECT DISTINCT
        node_no,
        node_no AS parent_no,
        0 AS step_no
    FROM edge
    UNION ALL
    (
        WITH
        heard AS (
            SELECT
                child.node_no,
                child.parent_no,
                child.step_no,
                parent.parent_no AS grandparent_no
            FROM step AS child
            INNER JOIN step AS parent ON child.parent_no = parent.node_no
        ),

        offer AS (
            SELECT
                node_no,
                grandparent_no AS parent_no
            FROM heard
            UNION ALL
            SELECT
                edge.node_no,
                neighbour.grandparent_no AS parent_no
            FROM edge
            INNER JOIN heard AS neighbour ON edge.other_no = neighbour.node_no
            UNION ALL
            SELECT
                self.parent_no AS node_no,
                neighbour.grandparent_no AS parent_no
            FROM edge
            INNER JOIN heard AS self ON edge.node_no = self.node_no
            INNER JOIN heard AS neighbour ON edge.other_no = neighbour.node_no
        ),

        best AS (
            SELECT
                node_no,
                min(parent_no) AS parent_no
            FROM offer
            GROUP BY node_no
        )

        SELECT
            best.node_no,
            best.parent_no,
            heard.step_no + 1 AS step_no
        FROM best
        INNER JOIN heard ON best.node_no = heard.node_no
        QUALIFY bool_or(best.parent_no <> heard.parent_no) OVER ()
    )
),

latest AS (SELECT max(step_no) AS step_no FROM step),

component AS (
    SELECT
        step.node_no,
        step.parent_no AS component_no
    FROM step
    INNER JOIN latest ON step.step_no = latest.step_no
),

member AS (
    SELECT
        text_of_article.article_id,
        min(coalesce(component.component_no, text_of_article.node_no)) AS component_no
    FROM text_of_article
    LEFT JOIN component ON text_of_article.node_no = component.node_no
    GROUP BY text_of_article.article_id
)

SELECT
    article_id,
    min(article_id) OVER (PARTITION BY component_no) AS story_id
FROM member
UNION ALL
-- Nothing can be told of a text without words.
SELECT
    article_id,
    article_id AS story_id
FROM version
GROUP BY article_id
HAVING count(signature) = 0
