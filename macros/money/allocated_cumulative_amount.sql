{% macro allocated_cumulative_amount(total, cumulative, whole, are_quantities=false) -%}
    {#- In whole numbers, as doubles: their products and quotients are equal on both engines; decimal
        quotients are not. -#}
    {%- set cumulative = to_millionths(cumulative) if are_quantities else to_cents(cumulative) -%}
    {%- set whole = to_millionths(whole) if are_quantities else to_cents(whole) -%}
    cast(
        floor({{ to_cents(total) }} * {{ cumulative }} / nullif({{ whole }}, 0) + 0.5) as decimal(18, 0)
    ) * cast(0.01 as decimal(3, 2))
{%- endmacro %}
