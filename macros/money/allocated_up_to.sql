{% macro allocated_up_to(total, cumulative, whole) -%}
    {#- In whole cents: products and quotients of doubles are equal on both engines, a decimal
        quotient is not. -#}
    cast(
        floor(
            cast({{ total }} as double) * 100 * cast({{ cumulative }} as double)
            / nullif(cast({{ whole }} as double), 0) + 0.5
        ) as decimal(18, 0)
    ) * cast(0.01 as decimal(3, 2))
{%- endmacro %}
