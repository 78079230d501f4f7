{% macro convert_amount(amount, rate) -%}
    {{ money("cast(" ~ amount ~ " as decimal(18, 4)) * " ~ rate) }}
{%- endmacro %}
