{% macro record_build(status) %}
    {#- One row per invocation. -#}
    {% set build_runs = state_table('quality', 'build_runs') %}
    {% set context = state_context() %}
    {% do run_query("create schema if not exists " ~ build_runs.rsplit('.', 1)[0]) %}
    {% do run_query(
        "create table if not exists " ~ build_runs ~ " (run_id string, "
        ~ "started_at timestamp, finished_at timestamp, command string, status string, "
        ~ "closed_gate string, sources string, key_fingerprint string, library_version string)"
    ) %}
    {% do run_query(
        "insert into " ~ build_runs ~ " values ("
        ~ [
            text_literal(invocation_id),
            "timestamp " ~ text_literal(run_started_at.strftime('%Y-%m-%d %H:%M:%S.%f')),
            "timestamp " ~ text_literal(
                modules.datetime.datetime.utcnow().strftime('%Y-%m-%d %H:%M:%S.%f')
            ),
            text_literal(dbt_command()),
            text_literal('succeeded' if status.succeeded else 'failed'),
            text_literal(status.closed_gate) if status.closed_gate else 'null',
            text_literal(context.sources),
            text_literal(context.key_fingerprint),
            call_library('version'),
        ] | join(', ') ~ ")"
    ) %}
{% endmacro %}
