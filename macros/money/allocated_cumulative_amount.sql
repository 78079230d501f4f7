{% macro allocated_cumulative_amount(total, cumulative, whole, are_quantities=false) -%}
    {#- In whole cents, as doubles: their products and quotients are equal on both engines; decimal
        quotients are not. -#}
    {%- set to_whole_number = to_millionths if are_quantities else to_cents -%}
    cast(
        floor(
            {{ to_cents(total) }} * {{ to_whole_number(cumulative) }}
            / nullif({{ to_whole_number(whole) }}, 0) + 0.5
        ) as decimal(18, 0)
    ) * cast(0.01 as decimal(3, 2))
{%- endmacro %}
