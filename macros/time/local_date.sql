{% macro local_date(timestamp_utc, time_zone=none) -%}
    cast({{ local_timestamp(timestamp_utc, time_zone) }} as date)
{%- endmacro %}
