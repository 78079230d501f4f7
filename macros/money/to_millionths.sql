{% macro to_millionths(quantity) -%}
    {#- A quantity as a whole number, as to_cents makes of an amount. -#}
    cast(cast(cast({{ quantity }} as decimal(20, 6)) * 1000000 as decimal(26, 0)) as double)
{%- endmacro %}
