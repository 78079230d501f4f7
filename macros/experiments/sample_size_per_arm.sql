{% macro sample_size_per_arm(baseline_rate, minimum_effect, alpha, power) -%}
    {#- With p the baseline, q = p + effect, s their mean:
        n = (z_(1 - alpha / 2) sqrt(2 s (1 - s)) + z_power sqrt(p (1 - p) + q (1 - q)))^2 / effect^2
        (J. L. Fleiss, B. Levin and M. C. Paik, Statistical Methods for Rates and Proportions, 3rd
        edition, 2003, chapter 4, without the correction for continuity). It is the formula of the
        pooled z test. Null if a rate is not between 0 and 1, or the effect is 0. -#}
    {%- set p = 'cast(' ~ baseline_rate ~ ' as double)' -%}
    {%- set q = '(' ~ p ~ ' + cast(' ~ minimum_effect ~ ' as double))' -%}
    {%- set s = '((' ~ p ~ ' + ' ~ q ~ ') * 0.5e0)' -%}
    case
        when {{ p }} between 0 and 1 and {{ q }} between 0 and 1 and {{ p }} <> {{ q }} then
            try_cast(ceil(power(
                {{ normal_quantile('(1 - 0.5e0 * cast(' ~ alpha ~ ' as double))') }}
                * sqrt(2 * {{ s }} * (1 - {{ s }}))
                + {{ normal_quantile('cast(' ~ power ~ ' as double)') }}
                * sqrt({{ p }} * (1 - {{ p }}) + {{ q }} * (1 - {{ q }})),
                2
            ) / nullif(power({{ q }} - {{ p }}, 2), 0)) as bigint)
    end
{%- endmacro %}
