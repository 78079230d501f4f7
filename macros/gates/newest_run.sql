{% macro newest_run(gate) -%}
    {#- Condition: the row stems from this invocation, else from the newest run. Time alone would
        prefer the rows of a clock that once ran ahead. -#}
    run_id = coalesce(
        (select max(run_id) from {{ gate }} where run_id = '{{ invocation_id }}'),
        (select max_by(run_id, run_at) from {{ gate }})
    )
{%- endmacro %}
