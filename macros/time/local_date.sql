{% macro local_date(timestamp_utc) -%}
    cast({{ local_timestamp(timestamp_utc) }} as date)
{%- endmacro %}
