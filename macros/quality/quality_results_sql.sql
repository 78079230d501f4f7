{% macro quality_results_sql() -%}
    {#- Every judgement of every gate that has ever run; none when no gate has. -#}
    {%- for gate in gates_in_state() -%}
    select
        gate, run_id, expectation_id, table_name, column_name, expectation_type, severity, success,
        passed, observed_value, unexpected_count, unexpected_rate, error, note, suite_file,
        suite_line, what_to_do, run_at,
        {% if 'waived_until' in gate.columns -%}
        waived_until, waiver_reason
        {%- else -%}
        cast(null as date) as waived_until, cast(null as string) as waiver_reason
        {%- endif %}
    from {{ gate.relation }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
