{% macro is_in_the_future(column) -%}
    {#- Condition: a fact is dated more than a day after the export that holds it, or after the day
        of the build. Clocks and time zones differ by less than a day. -#}
    {%- set build_date = modules.datetime.date.fromisoformat(run_started_at.strftime('%Y-%m-%d')) -%}
    {{ column }} > least(
        loaded_at + interval '1' day,
        timestamp '{{ build_date + modules.datetime.timedelta(days=2) }}'
    )
{%- endmacro %}
