{% macro url_decode(text) -%}
    {#- The escapes of one letter in UTF-8, by its number of bytes. After some first bytes the second
        is limited: no long forms, no halves of pairs, nothing above the last code point. -#}
    {%- set digit, more = '[0-9a-f]', '%[89ab][0-9a-f]' -%}
    {%- set letter = [
        '%[0-7]' ~ digit,
        '%(?:[c][2-9a-f]|d' ~ digit ~ ')' ~ more,
        '%(?:e0%[ab]' ~ digit ~ '|[e][1-9abcef]' ~ more ~ '|ed%[89]' ~ digit ~ ')' ~ more,
        '%(?:f0%[9ab]' ~ digit ~ '|[f][1-3]' ~ more ~ '|f4%8' ~ digit ~ ')' ~ more ~ more
    ] | join('|') -%}
    {%- set found = namespace(sql=text) -%}
    {#- A link may be escaped once or twice (%2520): each round decodes once. The engines differ on
        what is no escape of UTF-8 (100%, %ff), so its % is escaped first. A mark (%x) takes the place
        of such a % and follows every letter, where it is taken away again. -#}
    {%- for _ in range(2) -%}
        {%- set marked = growthmart.replace_matches(found.sql, '(?i)(' ~ letter ~ ')|%', '\\1%x') -%}
        {%- set lone = growthmart.replace_matches(marked, '(?i)(%' ~ digit ~ digit ~ ')%x', '\\1') -%}
        {%- set found.sql =
            growthmart.valid_escapes_decoded("replace(" ~ lone ~ ", '%x', '%25')")
        -%}
    {%- endfor -%}
    {#- Tabs, line ends and non-breaking spaces become spaces. Spark has its own lower case of two
        letters: a dotted I, and a Σ that ends a word. -#}
    trim(translate(
        lower(translate({{ found.sql }}, 'İΣ', 'iσ')), chr(9) || chr(10) || chr(13) || chr(160), '    '
    ))
{%- endmacro %}
