{% macro within_days(happened_on, as_of_date, days) -%}
    {{ days_between(happened_on, as_of_date) }} < {{ days }}
{%- endmacro %}
