{% macro invalid_currency_code(column) -%}
    (length({{ column }}) <> 3 or {{ column }} <> upper({{ column }}))
{%- endmacro %}
