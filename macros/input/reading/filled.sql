{% macro filled(name, family) -%}
    {#- A staged value that is not text in the contract; null if it only says that there is none. -#}
    {%- if family == 'text' -%}
    {%- set text = "trim(cast(" ~ name ~ " as string))" -%}
    case when {{ is_filled_text(text) }} then {{ text }} end
    {%- elif family == 'float' -%}
    nullif({{ name }}, cast('NaN' as double))
    {%- else -%}
    {{ name }}
    {%- endif -%}
{%- endmacro %}
