{% macro filled(name, family) -%}
    {#- A staged value; null if it only says that there is none. -#}
    {%- if family == 'text' -%}
    case when {{ is_filled_text(trimmed(name)) }} then {{ trimmed(name) }} end
    {%- elif family == 'float' -%}
    nullif({{ name }}, cast('NaN' as double))
    {%- else -%}
    {{ name }}
    {%- endif -%}
{%- endmacro %}
