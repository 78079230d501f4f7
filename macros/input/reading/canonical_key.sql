{% macro canonical_key(key, source, fold='') -%}
    {#- The key of a source with its id in one spelling; null if there is no id behind the prefix.
        `fold` is a function that removes the difference between spellings, such as upper. -#}
    {%- set text = "trim(cast(" ~ key ~ " as string))" -%}
    {%- set id = "substring(" ~ text ~ ", " ~ (source | length + 2) ~ ")" -%}
    case
        when {{ text }} like '{{ source }}:%'
            then '{{ source }}:' || {{ fold }}({{ canonical_id(id) }})
        else {{ canonical_id(key) }}
    end
{%- endmacro %}
