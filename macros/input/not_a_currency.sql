{% macro not_a_currency(column) -%}
    (length({{ column }}) <> 3 or {{ column }} <> upper({{ column }}))
{%- endmacro %}
