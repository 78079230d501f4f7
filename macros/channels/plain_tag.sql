{% macro plain_tag(tag) -%}
    {#- A link may have been escaped, also twice (%2520). No engine's url_decode: they differ on
        plus signs, and on what cannot be decoded. -#}
    {%- set found = namespace(sql='lower(' ~ tag ~ ')') -%}
    {%- for escaped, plain in [
        ('%25', '%'), ('%20', ' '), ('%5f', '_'), ('%2d', '-'), ('%2b', '+'), ('%7c', '|'),
        ('%28', '('), ('%29', ')'), ('%3a', ':'), ('%2f', '/')
    ] -%}
        {%- set found.sql = "replace(" ~ found.sql ~ ", '" ~ escaped ~ "', '" ~ plain ~ "')" -%}
    {%- endfor -%}
    {#- What separates words becomes a space: also tab, line ends and the space that does not break. -#}
    {%- set separators = "'-_+|,;<>' || chr(9) || chr(10) || chr(13) || chr(160)" -%}
    {%- set found.sql = "trim(translate(" ~ found.sql ~ ", " ~ separators ~ ", '            '))" -%}
    {#- Any run of spaces becomes one hyphen. -#}
    {%- for old, new in [(' ', '<>'), ('><', ''), ('<>', '-')] -%}
        {%- set found.sql = "replace(" ~ found.sql ~ ", '" ~ old ~ "', '" ~ new ~ "')" -%}
    {%- endfor -%}
    case
        when {{ found.sql }} not in (
            '', '(none)', 'none', '(not-set)', 'not-set', '(direct)', 'direct', 'null', '(null)',
            'nil', 'nan', 'n/a', 'undefined', '(undefined)', '(not-provided)',
            '(data-not-available)'
        ) then {{ found.sql }}
    end
{%- endmacro %}
