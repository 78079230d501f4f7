{% macro convert_amount(amount, rate, places=2) -%}
    {{ money(unrounded_amount(amount, rate), places) }}
{%- endmacro %}
