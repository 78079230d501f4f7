{% macro allocated_up_to(total, cumulative, whole) -%}
    {#- In whole cents, as doubles: their products and quotients are equal on both engines, a
        decimal quotient is not. -#}
    cast(
        floor(
            {{ whole_cents(total) }} * {{ whole_cents(cumulative) }}
            / nullif({{ whole_cents(whole) }}, 0) + 0.5
        ) as decimal(18, 0)
    ) * cast(0.01 as decimal(3, 2))
{%- endmacro %}
