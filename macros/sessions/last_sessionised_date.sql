{% macro last_sessionised_date(sessionised) -%}
    (select coalesce(max(event_date), date '0001-01-01') from {{ sessionised }})
{%- endmacro %}
