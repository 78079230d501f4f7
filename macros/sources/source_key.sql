{% macro source_key(source, column) -%}
    '{{ source }}:' || cast({{ column }} as string)
{%- endmacro %}
