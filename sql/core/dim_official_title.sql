-- What rank a title as stated has among counterparts. The first rule that fits decides, so the rules for those who only
-- stand beside an office (deputies, aides, former holders) come before those for the office.
WITH
named AS (SELECT * FROM bridge_article_official),

title AS (
    SELECT DISTINCT
        official_title,
        -- Deputies of heads are ministers; and 'Deputy Prime Minister and Foreign Minister' is the latter, too.
        regexp_replace(
            lower(official_title),
            '\b(vice[ -]president|(vice|deputy|alternate)[ -](prime minister|premier|chancellor))\b',
            'minister',
            'g'
        ) AS words
    FROM named
    WHERE official_title IS NOT NULL AND official_title <> 'unknown'
),

ranked AS (
    SELECT
        official_title,
        CASE
            WHEN
                regexp_matches(
                    words,
                    '\b(former|ex|late|designate|elect|candidate)\b'
                    || '|\b(president|king|queen|minister|premier)[''’]s\b'
                    || '|\b(adviser|advisor|aide|assistant|spokes\w+|secretary|secretaries)'
                    || ' (to|of|for) (the |his |her )?(president|king|queen|prime|head|minister|ambassador)\b'
                    || '|\b(representative|envoy|office|administration|staff) (of|to) the (president|prime|king|head)\b'
                    || '|\b(assistant|under)[ -]?(minister|secretary)\b'
                )
                OR regexp_matches(lower(official_title), '\b(senior|executive) vice\b')
                THEN 'official'
            WHEN regexp_matches(words, '\b(vice|deputy|assistant|under|state secretary)\b') THEN 'official'
            WHEN
                regexp_matches(
                    words,
                    '\b(prime minister|premier|taoiseach|president of the government)\b|\bhead of (the )?government$'
                    || '|\bchair\w* of the (cabinet|council) of ministers\b|^(federal )?chancellor( of \w+)?$'
                )
                THEN 'head_of_government'
            WHEN
                regexp_matches(words, '\b(head of state|king|queen|emperor|sultan|emir|amir|pope|supreme leader)\b')
                OR (
                    regexp_matches(words, '\bpresident\b')
                    AND NOT regexp_matches(
                        words,
                        '\b(academy|agency|assembly|association|bank|board|centre|center|chamber|club|college'
                        || '|commission|committee|company|conference|congress|corporation|council|court|forum'
                        || '|foundation|fund|group|house|institute|majlis|network|organi[sz]ation|parliament|party'
                        || '|school|senate|society|student|summit|union|university)\b'
                    )
                )
                THEN 'head_of_state'
            WHEN
                regexp_matches(
                    words,
                    '\bforeign (minister|secretary)\b|^(u\.?s\.? |united states )?secretary of state$'
                    || '|\bminister (of|for) ([a-z,]+ )*(foreign|external) (affairs|relations|policy)\b'
                    || '|\bminister of foreign\b'
                )
                THEN 'foreign_minister'
            WHEN regexp_matches(words, '\bminister[ -](counsell?or|advis[eo]r|plenipotentiary)\b') THEN 'official'
            WHEN
                regexp_matches(
                    words,
                    '\bminister\b|^attorney general\b'
                    || '|^(u\.?s\.? )?secretary of (the (treasury|interior|navy|army|air)|\w+( and)?( \w+)?$)'
                )
                THEN 'minister'
            WHEN
                regexp_matches(
                    words, '\b(ambassador|high commissioner|permanent representative|nuncio)\b|\bcharg[eé] d'
                )
                AND NOT regexp_matches(words, '\bhigh commissioner (for|on)\b|^(un|united nations) high commissioner'
                )
                THEN 'ambassador'
            ELSE 'official'
        END AS official_level_code
    FROM title
)

SELECT
    official_title,
    official_level_code,
    cast(
        list_position(
            ['head_of_state', 'head_of_government', 'foreign_minister', 'minister', 'ambassador', 'official'],
            official_level_code
        ) AS BIGINT
    ) AS official_level_rank,
    regexp_matches(lower(official_title), '\bspokes\w+|\bpress (secretary|attach|officer|service)') AS is_spokesperson
FROM ranked
UNION ALL
-- Whoever is named without a title.
SELECT
    'unknown' AS official_title,
    'official' AS official_level_code,
    6 AS official_level_rank,
    FALSE AS is_spokesperson
