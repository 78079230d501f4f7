{% macro write_quality_files(status) %}
    {#- Parquet beside the published file for BI; quality.json and quality.junit.xml, made of it, in
        dbt's target for CI. -#}
    {% set folder = published_folder() ~ '/quality' %}
    {% set results_sql = quality_results_sql() %}
    {% set files = {
        'quality_rejected_rows': rejected_rows_sql() ~ ' order by run_id nulls last, '
            ~ 'entity nulls last, source_name nulls last, rejection_reason nulls last',
        'build_runs': 'select run_id, started_at, finished_at, command, status, closed_gate, '
            ~ 'sources, library_version from ' ~ state_table('quality', 'build_runs')
            ~ ' order by started_at nulls last',
    } %}
    {% if results_sql %}
        {% do files.update({
            'quality_results': results_sql
                ~ ' order by run_at nulls last, gate nulls last, expectation_id nulls last',
            'quality_summary': quality_summary_sql(results_sql)
                ~ ' order by gate nulls last, table_name nulls last',
        }) %}
    {% endif %}
    {% for name, sql in files.items() %}
        {% do write_parquet(sql, folder ~ '/' ~ name ~ '.parquet') %}
        {% do run_query('select ' ~ call_library(
            'share_file', [folder ~ '/' ~ name ~ '.parquet']
        )) %}
    {% endfor %}
    {% do run_query('select ' ~ call_library('write_reports', [
        folder,
        flags.TARGET_PATH or 'target',
        invocation_id,
        'succeeded' if status.succeeded else 'failed',
        status.closed_gate or '',
    ])) %}
{% endmacro %}
