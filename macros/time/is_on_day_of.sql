{% macro is_on_day_of(timestamp_utc, day_at, source_name) -%}
    {%- set time_zone = source_time_zone(source_name) -%}
    (
        not {{ has_time_of_day(day_at, source_name) }}
        and {{ local_date(timestamp_utc, time_zone) }} = {{ local_date(day_at, time_zone) }}
    )
{%- endmacro %}
