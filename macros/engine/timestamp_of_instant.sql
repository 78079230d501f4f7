{% macro timestamp_of_instant(instant) %}
    {{- return(adapter.dispatch('timestamp_of_instant', 'growthmart')(instant)) -}}
{% endmacro %}

{% macro default__timestamp_of_instant(instant) -%}
    timezone('UTC', {{ instant }})
{%- endmacro %}

{% macro spark__timestamp_of_instant(instant) -%}
    {#- The time zone of the session is UTC: see profiles/profiles.yml. -#}
    cast({{ instant }} as timestamp_ntz)
{%- endmacro %}
