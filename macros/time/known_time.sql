{% macro known_time(timestamp_utc, as_of_date) -%}
    case when {{ local_date(timestamp_utc) }} <= {{ as_of_date }} then {{ timestamp_utc }} end
{%- endmacro %}
