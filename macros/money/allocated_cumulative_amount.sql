{% macro allocated_cumulative_amount(total, cumulative, whole) -%}
    {#- In whole cents, as doubles: their products and quotients are equal on both engines; decimal
        quotients are not. -#}
    cast(
        floor(
            {{ to_cents(total) }} * {{ to_cents(cumulative) }}
            / nullif({{ to_cents(whole) }}, 0) + 0.5
        ) as decimal(18, 0)
    ) * cast(0.01 as decimal(3, 2))
{%- endmacro %}
