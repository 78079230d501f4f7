{% macro last_sessionized_date(sessionized) -%}
    (select coalesce(max(event_date), date '0001-01-01') from {{ sessionized }})
{%- endmacro %}
