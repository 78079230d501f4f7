{% macro date_series(first_day, last_day) %}
    {#- One row per day, in a select list. -#}
    {{- return(adapter.dispatch('date_series', 'growthmart')(first_day, last_day)) -}}
{% endmacro %}

{% macro default__date_series(first_day, last_day) -%}
    cast(unnest(generate_series({{ first_day }}, {{ last_day }}, interval '1' day)) as date)
{%- endmacro %}

{% macro spark__date_series(first_day, last_day) -%}
    {#- Spark fails on a sequence that goes backwards. -#}
    explode(
        case when {{ first_day }} <= {{ last_day }}
            then sequence({{ first_day }}, {{ last_day }}, interval '1' day) end
    )
{%- endmacro %}
