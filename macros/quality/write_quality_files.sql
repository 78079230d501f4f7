{% macro write_quality_files(status) %}
    {#- Parquet beside the published file for BI; quality.json and quality.junit.xml in dbt's
        target for CI. -#}
    {% set folder = published_folder() ~ '/quality/' %}
    {% set results_sql = quality_results_sql() %}
    {% set files = {
        'quality_rejected_rows': rejected_rows_sql() ~ ' order by all',
        'build_runs':
            'select * exclude (key_fingerprint) from state.quality.build_runs order by started_at',
    } %}
    {% if results_sql %}
        {% do files.update({
            'quality_results': results_sql ~ ' order by run_at, gate, expectation_id',
            'quality_summary': quality_summary_sql(results_sql) ~ ' order by gate, table_name',
        }) %}
    {% endif %}
    {% for name, sql in files.items() %}
        {% set path = text_literal(folder ~ name ~ '.parquet') %}
        {% do run_query(
            'copy (' ~ sql ~ ') to ' ~ path
            ~ ' (format parquet, use_tmp_file true)'
        ) %}
        {% do run_query('select ' ~ call_library('share_file', [folder ~ name ~ '.parquet'])) %}
    {% endfor %}
    {% set target_folder = flags.TARGET_PATH or 'target' %}
    {% do run_query(
        "copy (select '" ~ invocation_id ~ "' as run_id, "
        ~ text_literal('succeeded' if status.succeeded else 'failed') ~ " as status, "
        ~ (text_literal(status.closed_gate) if status.closed_gate else 'null') ~ " as closed_gate, "
        ~ (
            "(select coalesce(list(results order by gate, expectation_id), []) from (" ~ results_sql
            ~ ") as results where run_id = '" ~ invocation_id ~ "')" if results_sql else '[]'
        ) ~ " as results, "
        ~ "(select coalesce(list(rejected order by entity, source_name, rule), []) from ("
        ~ rejected_rows_sql() ~ ") as rejected) as rejected_rows) to "
        ~ text_literal(target_folder ~ '/quality.json') ~ " (format json)"
    ) %}
    {% do run_query(
        "select " ~ call_library(
            'write_junit', [target_folder ~ '/quality.json', target_folder ~ '/quality.junit.xml']
        )
    ) %}
{% endmacro %}
