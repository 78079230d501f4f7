{% macro time_decay_weight(touched_at, last_touched_at) -%}
    {#- Half as much for every 7 days before the last touchpoint, in millionths: whole numbers add up
        to the same sum on both engines. The least weight is one millionth. -#}
    cast(
        floor(
            greatest(
                1,
                1000000 * power(
                    cast(0.5 as double),
                    {{ ratio(seconds_between(touched_at, last_touched_at), 7 * 24 * 60 * 60) }}
                ) + 0.5
            )
        ) as bigint
    )
{%- endmacro %}
