{% macro line_amount(quantity, unit_price) -%}
    {#- Exact, with 12 places: on DuckDB the product of two decimals of 18 digits has 18 digits, and
        that of 19 and 18 has 37. -#}
    (cast({{ quantity }} as decimal(19, 6)) * {{ unit_price }})
{%- endmacro %}
