{% macro local_timestamp(timestamp_utc, time_zone=none) %}
    {%- set reporting_time_zone = "'" ~ var("reporting_time_zone") ~ "'" -%}
    {{- return(adapter.dispatch('local_timestamp', 'growthmart')(
        timestamp_utc, time_zone or reporting_time_zone
    )) -}}
{% endmacro %}

{% macro default__local_timestamp(timestamp_utc, time_zone) -%}
    timezone({{ time_zone }}, timezone('UTC', {{ timestamp_utc }}))
{%- endmacro %}

{% macro spark__local_timestamp(timestamp_utc, time_zone) -%}
    {#- from_utc_timestamp gives a timestamp with a time zone, which is another type. -#}
    cast(from_utc_timestamp({{ timestamp_utc }}, {{ time_zone }}) as timestamp_ntz)
{%- endmacro %}
