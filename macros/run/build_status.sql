{% macro build_status(results) %}
    {#- started: check_run has passed (otherwise dbt hands over no results); bad_nodes: name and
        status of each node that failed or was skipped; closed_gate: the first gate that closed in
        this run, or none. -#}
    {% set bad_nodes = [] %}
    {% for result in results if result.status | string not in ['success', 'pass', 'warn', 'no-op'] %}
        {% do bad_nodes.append({'name': result.node.name, 'status': result.status | string}) %}
    {% endfor %}
    {% set failures = [] %}
    {% for gate in gates_in_state() %}
        {% do failures.append(
            "select gate, run_at from " ~ gate.relation ~ " where not passed and run_id = "
            ~ text_literal(invocation_id)
        ) %}
    {% endfor %}
    {% set closed = run_query(
        failures | join(' union all ') ~ ' order by run_at asc nulls last limit 1'
    ).rows if failures else [] %}
    {% do return({
        'started': results | length > 0,
        'succeeded': not bad_nodes,
        'bad_nodes': bad_nodes,
        'closed_gate': closed[0][0] if closed else none,
    }) %}
{% endmacro %}
