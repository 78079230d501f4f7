{% macro average_amount(total, number) -%}
    {#- a / n, halves up, is floor((2a + n) / 2n). Doubles hold these whole numbers exactly, and
        their quotient never reaches a whole number from below: no half cent is lost, as it would be
        if a rounded quotient were rounded again. -#}
    try_cast(
        try_cast(
            sign({{ total }}) * floor(
                (2 * abs({{ to_cents(total) }}) + cast({{ number }} as double))
                / nullif(2 * cast({{ number }} as double), 0)
            ) as decimal(18, 0)
        ) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
    )
{%- endmacro %}
