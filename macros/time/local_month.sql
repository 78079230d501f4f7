{% macro local_month(timestamp_utc) -%}
    cast(date_trunc('month', {{ local_date(timestamp_utc) }}) as date)
{%- endmacro %}
