{% macro convert_amount(amount, rate) -%}
    {#- 19 digits: with 18, DuckDB's product has 18 digits too, and a million overflows it. With 20,
        Spark rounds the product before the macro money does. -#}
    {{ money("cast(" ~ amount ~ " as decimal(19, 4)) * " ~ rate) }}
{%- endmacro %}
