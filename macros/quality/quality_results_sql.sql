{% macro quality_results_sql() -%}
    {#- Every judgement of every gate that has ever run; none when no gate has. -#}
    {%- set gates = run_query(
        "select table_name from duckdb_tables() where database_name = 'state' "
        ~ "and schema_name = 'quality' and starts_with(table_name, 'gate_') order by table_name"
    ).columns[0].values() -%}
    {%- for gate in gates -%}
    select
        gate, run_id, expectation_id, table_name, column_name, expectation_type, severity, success,
        passed, observed_value, unexpected_count, unexpected_rate, error, note, suite_file,
        suite_line, what_to_do, run_at
    from state.quality.{{ gate }}
    {{ 'union all' if not loop.last }}
    {% endfor -%}
{%- endmacro %}
