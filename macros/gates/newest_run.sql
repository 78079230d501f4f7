{% macro newest_run(gate) -%}
    {#- Condition: the row is from this invocation; if there is none, from the newest run. The time
        is not enough: a clock that was once ahead would win. -#}
    run_id = coalesce(
        (select max(run_id) from {{ gate }} where run_id = '{{ invocation_id }}'),
        (select max_by(run_id, run_at) from {{ gate }})
    )
{%- endmacro %}
