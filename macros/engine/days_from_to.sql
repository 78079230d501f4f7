{% macro days_from_to(first_day, last_day) %}
    {#- One row per day, in a select list. -#}
    {{- return(adapter.dispatch('days_from_to', 'growthmart')(first_day, last_day)) -}}
{% endmacro %}

{% macro default__days_from_to(first_day, last_day) -%}
    cast(unnest(generate_series({{ first_day }}, {{ last_day }}, interval '1' day)) as date)
{%- endmacro %}

{% macro spark__days_from_to(first_day, last_day) -%}
    explode(sequence({{ first_day }}, {{ last_day }}, interval '1' day))
{%- endmacro %}
