{% macro key_prefix(key, source) -%}
    {#- The source and the colon with which a key begins; an empty text if there are none. -#}
    case when {{ trimmed(key) }} like '{{ source }}:%' then '{{ source }}:' else '' end
{%- endmacro %}
