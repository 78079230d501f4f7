{% macro key_id(key, source) -%}
    {#- A key without its prefix: the id in the source. -#}
    trim(case
        when {{ trimmed(key) }} like '{{ source }}:%'
            then substring({{ trimmed(key) }}, {{ source | length + 2 }})
        else {{ trimmed(key) }}
    end)
{%- endmacro %}
