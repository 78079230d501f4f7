{% macro build_status(results) %}
    {#- started: check_run let the run begin (else dbt hands over no results); succeeded: no node
        failed or was skipped; closed_gate: the first gate that closed in this run, or none. -#}
    {% set good = ['success', 'pass', 'warn', 'no-op'] %}
    {% set judgements = quality_results_sql() %}
    {% set closed = run_query(
        "select gate from (" ~ judgements ~ ") where not passed and run_id = '" ~ invocation_id
        ~ "' order by run_at asc nulls last limit 1"
    ).rows if judgements else [] %}
    {% do return({
        'started': results | length > 0,
        'succeeded': results | map(attribute='status') | map('string')
            | reject('in', good) | list | length == 0,
        'closed_gate': closed[0][0] if closed else none,
    }) %}
{% endmacro %}
