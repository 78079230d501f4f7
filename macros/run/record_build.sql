{% macro record_build(status) %}
    {#- One row per invocation in state.quality.build_runs. -#}
    {% set context = state_context() %}
    {% do run_query("create schema if not exists state.quality") %}
    {% do run_query(
        "create table if not exists state.quality.build_runs (run_id varchar, "
        ~ "started_at timestamp, finished_at timestamp, command varchar, status varchar, "
        ~ "closed_gate varchar, sources varchar, key_fingerprint varchar, library_version varchar)"
    ) %}
    {% do run_query(
        "insert into state.quality.build_runs values ("
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
