{% macro convert_amount(amount, rate) -%}
    {#- The product of two decimals of 18 digits has 18 on DuckDB, which a million in a currency
        would overflow; with 20 digits Spark would round the product before money does. -#}
    {{ money("cast(" ~ amount ~ " as decimal(19, 4)) * " ~ rate) }}
{%- endmacro %}
