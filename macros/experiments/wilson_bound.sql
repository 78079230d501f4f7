{% macro wilson_bound(successes, trials, side) -%}
    {#- With x of n and z = 1.96: (x + z^2 / 2 -+ z sqrt(x (n - x) / n + z^2 / 4)) / (n + z^2)
        (E. B. Wilson, Journal of the American Statistical Association 22, 1927). -#}
    {%- set z = '1.959963984540054e0' -%}
    {%- set x = 'cast(' ~ successes ~ ' as double)' -%}
    {%- set n = 'cast(' ~ trials ~ ' as double)' -%}
    (
        (
            {{ x }} + 0.5e0 * {{ z }} * {{ z }} {{ '-' if side == 'low' else '+' }} {{ z }} * sqrt(
                {{ x }} * ({{ n }} - {{ x }}) / nullif({{ n }}, 0) + 0.25e0 * {{ z }} * {{ z }}
            )
        )
        / nullif({{ n }} + {{ z }} * {{ z }}, 0)
    )
{%- endmacro %}
