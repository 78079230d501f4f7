{% macro key_id(key, source) -%}
    {#- A key without its prefix: the id in the source. -#}
    case
        when {{ trimmed(key) }} like '{{ source }}: %'
            then trim(substring({{ trimmed(key) }}, {{ source | length + 2 }}))
        when {{ trimmed(key) }} like '{{ source }}:%'
            then substring({{ trimmed(key) }}, {{ source | length + 2 }})
        else {{ trimmed(key) }}
    end
{%- endmacro %}
