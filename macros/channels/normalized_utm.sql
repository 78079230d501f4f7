{% macro normalized_utm(tag) -%}
    {#- Characters that separate words become spaces; each run of spaces becomes one hyphen. -#}
    {%- set spaced = "trim(translate(" ~ url_decode(tag) ~ ", '-_+|,;<>', '        '))" -%}
    {%- set found = namespace(sql=spaced) -%}
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
