{% macro to_cents(amount) -%}
    {#- Multiplied as a decimal: 2.01 as a double, times 100, is 200.99999999999997. -#}
    cast(cast(cast({{ amount }} as decimal(20, 2)) * 100 as decimal(22, 0)) as double)
{%- endmacro %}
