-- The texts that the index is made of.
WITH
article AS (SELECT * FROM fct_article),

staged AS (SELECT * FROM stg_article)

SELECT
    article.article_id,
    article.title,
    staged.body
FROM article
INNER JOIN staged ON article.document_id = staged.document_id AND article.line_from = staged.line_from
