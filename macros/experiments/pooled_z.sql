{% macro pooled_z(successes, trials, other_successes, other_trials) -%}
    {#- With shares p and q, and the share s of both together:
        z = (p - q) / sqrt(s (1 - s) (1 / n + 1 / m)), the root of the chi-square statistic. If no one
        or everyone succeeded, the shares are equal: z is 0. -#}
    {%- set n = 'cast(' ~ trials ~ ' as double)' -%}
    {%- set m = 'cast(' ~ other_trials ~ ' as double)' -%}
    {%- set k = 'cast(' ~ successes ~ ' + ' ~ other_successes ~ ' as double)' -%}
    case
        when {{ n }} > 0 and {{ m }} > 0 and {{ k }} in (0, {{ n }} + {{ m }}) then cast(0 as double)
        else
            ({{ ratio(successes, trials) }} - {{ ratio(other_successes, other_trials) }})
            / nullif(sqrt(
                {{ k }} * ({{ n }} + {{ m }} - {{ k }})
                / nullif(({{ n }} + {{ m }}) * {{ n }} * {{ m }}, 0)
            ), 0)
    end
{%- endmacro %}
