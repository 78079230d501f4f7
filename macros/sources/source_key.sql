{% macro source_key(source, column) -%}
    '{{ source }}:' || {{ canonical_id(trimmed(column)) }}
{%- endmacro %}
