{% macro is_noon(timestamp_utc) -%}
    {#- The time that the input layer gives a day without a time. -#}
    {{ local_timestamp(timestamp_utc) }}
    = cast({{ local_date(timestamp_utc) }} as timestamp) + interval '12' hour
{%- endmacro %}
