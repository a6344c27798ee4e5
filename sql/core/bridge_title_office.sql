-- Which offices a title names. Only the words decide; for whom the office is held is in fct_position_statement.
WITH
named AS (SELECT * FROM stg_article_official),

country_form AS (SELECT * FROM stg_country_form),

form AS (
    SELECT
        trim(regexp_replace(replace(lower(form), '’', ''''), '[^\pL\pM\pN''.&/]+', ' ', 'g')) AS form_words,
        bool_or(form_kind_code <> 'adjective') AS is_name
    FROM country_form
    GROUP BY form_words
),

-- 'Deputy Prime Minister and Minister of Trade' are two offices, 'Minister of Trade and Industry' is one.
split AS (
    SELECT
        official_title,
        string_split(
            regexp_replace(
                official_title,
                '(?:,| and| &| –| -|;| cum)+ (?:the )?('
                || '(?:(?:acting|interim|former|outgoing|deputy|vice|first|senior|permanent|foreign|prime|executive'
                || '|managing|alternate|assistant|special|state|concurrent(?:ly)?)[ -])*'
                || '(?:minister|president|secretary|chair(?:man|woman|person)?|ambassador|high commissioner|director'
                || '|governor|speaker|commander|head|advis[eo]r|envoy|representative|commissioner|member|chief'
                || '|coordinator|ceo|king|[^ ]+ minister)(?: |$|-))',
                '|\1',
                'gi'
            ),
            '|'
        ) AS parts
    FROM named
    WHERE official_title IS NOT NULL
    GROUP BY official_title
),

part AS (
    SELECT
        official_title,
        unnest(generate_series(1, len(parts))) AS office_no,
        trim(unnest(parts)) AS stated_office
    FROM split
),

plain AS (
    SELECT
        official_title,
        office_no,
        stated_office,
        trim(
            regexp_replace(
                regexp_replace(replace(lower(stated_office), '’', ''''), '\([^)]*\)|\bad interim\b', ' ', 'g'),
                '[^\pL\pM\pN''.&/]+', ' ', 'g'
            )
        ) AS office_words
    FROM part
),

-- Words that say how the person stands to the office are no part of its name.
standing AS (
    SELECT
        official_title,
        office_no,
        stated_office,
        CASE
            WHEN
                regexp_matches(office_words, '\b(former|formerly|ex|erstwhile|ousted)\b')
                OR regexp_matches(office_words, '^(late|then|past|previous|retired) ')
                THEN 'former'
            WHEN regexp_matches(office_words, '\b(outgoing|departing)\b') THEN 'outgoing'
            WHEN
                regexp_matches(
                    office_words, '\b(acting|interim|caretaker|elect|designate|designated|nominee|incoming)\b'
                )
                THEN 'provisional'
            ELSE 'holder'
        END AS standing_code,
        string_split(
            trim(
                regexp_replace(
                    regexp_replace(office_words, '^(late|then|past|previous|retired|the) ', ''),
                    '\b(former|formerly|ex|erstwhile|ousted|outgoing|departing|acting|interim|caretaker|elect|designate'
                    || '|designated|nominee|incoming|the|extraordinary and plenipotentiary) ?\b',
                    '',
                    'g'
                )
            ),
            ' '
        ) AS words
    FROM plain
),

-- The state stands before the office ('Kenyan President') or behind it ('President of Kenya'); where it is a part of
-- the name of a body, nothing is lost, since the body has the state, too.
place AS (
    SELECT
        official_title,
        office_no,
        words,
        unnest(generate_series(1, len(words))) AS from_no
    FROM standing
),

stretch AS (
    SELECT
        official_title,
        office_no,
        words,
        from_no,
        from_no + unnest(generate_series(0, least(5, len(words) - from_no))) AS to_no
    FROM place
    WHERE
        from_no = 1
        OR words[from_no - 1] = 'of'
        OR (
            words[from_no - 1] IN ('to', 'for')
            AND list_has_any(words, ['ambassador', 'commissioner', 'chargé', 'charge', 'mission'])
        )
),

state_word AS (
    SELECT
        stretch.official_title,
        stretch.office_no,
        list_distinct(
            flatten(list(generate_series(stretch.from_no - cast(stretch.from_no > 1 AS INTEGER), stretch.to_no)))
        ) AS places
    FROM stretch
    INNER JOIN form ON array_to_string(stretch.words[stretch.from_no:stretch.to_no], ' ') = form.form_words
    WHERE
        (stretch.from_no = 1 AND stretch.to_no < len(stretch.words))
        OR (
            stretch.from_no > 1
            AND form.is_name
            AND coalesce(stretch.words[stretch.to_no + 1] IN ('to', 'in', 'at', 'and', 'for'), TRUE)
        )
    GROUP BY stretch.official_title, stretch.office_no
),

bare AS (
    SELECT
        standing.official_title,
        standing.office_no,
        standing.stated_office,
        standing.standing_code,
        trim(
            array_to_string(
                list_transform(
                    generate_series(1, len(standing.words)),
                    LAMBDA place_no:
                    CASE
                        WHEN coalesce(NOT list_contains(state_word.places, place_no), TRUE)
                            THEN standing.words[place_no]
                    END
                ),
                ' '
            )
        ) AS office_words
    FROM standing
    LEFT JOIN state_word
        ON standing.official_title = state_word.official_title AND standing.office_no = state_word.office_no
),

-- One office, one spelling.
spelt AS (
    SELECT
        official_title,
        office_no,
        stated_office,
        standing_code,
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(
                        regexp_replace(replace(office_words, 'defense', 'defence'), '\blabor\b', 'labour'),
                        '\bchair(man|woman|person)\b', 'chair', 'g'
                    ),
                    '^premier$|^head of government$', 'prime minister'
                ),
                '^(minister|secretary of state|secretary) for ', '\1 of '
            ),
            '^amir$', 'emir'
        ) AS office_words
    FROM bare
),

office AS (
    SELECT
        official_title,
        office_no,
        stated_office,
        standing_code,
        CASE
            WHEN
                regexp_matches(
                    office_words,
                    '^minister of (foreign|external)( |$)|^(foreign|external)( affairs)? minister$'
                )
                THEN 'minister of foreign affairs'
            WHEN
                regexp_matches(office_words, '^.+ minister$')
                AND NOT regexp_matches(
                    office_words, '\b(prime|deputy|vice|first|junior|senior|cabinet|state|assistant|chief|associate) '
                )
                THEN 'minister of ' || left(office_words, length(office_words) - 9)
            ELSE office_words
        END AS office_name
    FROM spelt
)

SELECT
    official_title,
    cast(office_no AS BIGINT) AS office_no,
    coalesce(nullif(office_name, ''), lower(stated_office)) AS office_name,
    stated_office,
    standing_code,
    CASE
        WHEN
            regexp_matches(
                office_name,
                '^(king|queen|emir|sultan|emperor|pope|supreme leader|head of state|prime minister|taoiseach'
                || '|minister of .+|secretary of .+|attorney general|chief justice|inspector general of police'
                || '|chief of (the )?(general|defence|army|naval|air) staff|foreign secretary)$'
            )
            -- Of these a state has several.
            AND NOT regexp_matches(office_name, '^minister of state|^secretary of state$|^secretary of president')
            THEN 'state'
        WHEN
            regexp_matches(office_name, '^(ambassador|high commissioner|chargé d''affaires|charge d''affaires)$')
            THEN 'posting'
        WHEN
            regexp_matches(
                office_name,
                '^(president|chancellor|speaker|governor general)$'
                || '|^(president|speaker|chair|governor|mayor|commander|permanent representative) (of|to) .+'
                || '|^(central|national|reserve|state) bank governor$'
            )
            THEN 'state_or_body'
        WHEN
            regexp_matches(
                office_name,
                '^(.+ )?(president|chair|secretary general|director general|executive director|executive secretary'
                || '|managing director|governor|administrator|rector|ceo|chief executive officer)$'
            )
            OR regexp_matches(
                office_name,
                '^(secretary general|director general|executive director|executive secretary'
                || '|managing director|administrator|high representative|high commissioner|rector|ceo'
                || '|chief executive officer) (of|for) .+'
            )
            THEN
                CASE
                    WHEN
                        NOT regexp_matches(
                            office_name,
                            '\b(deputy|vice|assistant|associate|additional|co|under|regional) '
                            || '| (to|of|for) .*president$'
                        )
                        THEN 'body'
                END
    END AS scope_code
FROM office
