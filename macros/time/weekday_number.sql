{% macro weekday_number(date_day) -%}
    cast({{ days_between("cast(date_trunc('week', " ~ date_day ~ ") as date)", date_day) }} as int) + 1
{%- endmacro %}
