{% macro delete_old_history() %}
    {#- Deletes rows of gates and builds that are older than var quality_history_days. The runs that
        a later build is compared with are kept: the newest run of all and, by sources and key, the
        newest run that passed and the newest one of these with a baseline. Parquet tables have no
        delete. -#}
    {% if target.type == 'duckdb' %}
    {% set days = var('quality_history_days') | int %}
    {% set oldest = run_started_at - modules.datetime.timedelta(days=days) %}
    {% set before = "timestamp '" ~ oldest.strftime('%Y-%m-%d %H:%M:%S') ~ "'" %}
    {% for gate in gates_in_state() %}
        {% set relation = gate.relation %}
        {% set passed = "(select sources, key_fingerprint, run_id, max(run_at) as run_at, "
            ~ "bool_and(passed) as has_passed, "
            ~ ("count(baseline)" if 'baseline' in gate.columns else "0") ~ " as baselines_count from "
            ~ relation ~ " group by sources, key_fingerprint, run_id)" %}
        {% do run_query(
            "delete from " ~ relation ~ " where run_at < " ~ before ~ " and run_id not in ("
            ~ "select max_by(run_id, run_at) from " ~ relation
            ~ " union all select max_by(run_id, run_at) from " ~ passed
            ~ " where has_passed group by sources, key_fingerprint"
            ~ " union all select max_by(run_id, run_at) from " ~ passed
            ~ " where has_passed and baselines_count > 0 group by sources, key_fingerprint)"
        ) %}
    {% endfor %}
    {% do run_query(
        "delete from state.quality.build_runs where started_at < " ~ before
        ~ " and run_id not in (select max_by(run_id, started_at) from state.quality.build_runs"
        ~ " union all select max_by(run_id, started_at) from state.quality.build_runs"
        ~ " where status = 'succeeded' group by sources, key_fingerprint)"
    ) %}
    {% endif %}
{% endmacro %}
