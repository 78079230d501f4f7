{% macro discounted_amount(amount, days) -%}
    {#- In whole millionths: sums of doubles differ from run to run, and a sum of discounted cents
        would be off by cents. -#}
    cast(
        cast(
            floor(
                {{ ratio(
                    to_cents(amount) ~ ' * 10000',
                    'power(cast(1 + ' ~ var('annual_discount_rate') ~ ' as double), '
                    ~ ratio(days, 365) ~ ')'
                ) }} + 0.5
            ) as decimal(24, 0)
        ) * cast(0.000001 as decimal(7, 6)) as decimal(24, 6)
    )
{%- endmacro %}
