{% macro local_timestamp(timestamp_utc) %}
    {{- return(adapter.dispatch('local_timestamp', 'growthmart')(timestamp_utc)) -}}
{% endmacro %}

{% macro default__local_timestamp(timestamp_utc) -%}
    timezone('{{ var("reporting_time_zone") }}', timezone('UTC', {{ timestamp_utc }}))
{%- endmacro %}

{% macro spark__local_timestamp(timestamp_utc) -%}
    {#- from_utc_timestamp gives a timestamp with a time zone, which is another type. -#}
    cast(
        from_utc_timestamp({{ timestamp_utc }}, '{{ var("reporting_time_zone") }}') as timestamp_ntz
    )
{%- endmacro %}
