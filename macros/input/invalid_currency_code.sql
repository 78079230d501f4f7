{% macro invalid_currency_code(column) -%}
    regexp_extract({{ column }}, '^[A-Z]{3}$', 0) = ''
{%- endmacro %}
