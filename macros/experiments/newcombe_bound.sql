{% macro newcombe_bound(successes, trials, other_successes, other_trials, side) -%}
    {#- With shares p and q, and their Wilson bounds l_p, u_p, l_q, u_q:
        low  = p - q - sqrt((p - l_p)^2 + (u_q - q)^2)
        high = p - q + sqrt((u_p - p)^2 + (q - l_q)^2)
        (R. G. Newcombe, Statistics in Medicine 17, 1998, pages 873 to 890, method 10). -#}
    {%- set p = ratio(successes, trials) -%}
    {%- set q = ratio(other_successes, other_trials) -%}
    {%- set other_side = 'high' if side == 'low' else 'low' -%}
    {{ p }} - {{ q }} {{ '-' if side == 'low' else '+' }} sqrt(
        power({{ p }} - {{ wilson_bound(successes, trials, side) }}, 2)
        + power({{ q }} - {{ wilson_bound(other_successes, other_trials, other_side) }}, 2)
    )
{%- endmacro %}
