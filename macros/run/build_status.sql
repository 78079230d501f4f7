{% macro build_status(results) %}
    {#- started: check_run let the run begin (else dbt hands over no results); succeeded: no node
        failed or was skipped; closed_gate: the gate that closed, or none. -#}
    {% set status = {'started': results | length > 0, 'succeeded': true, 'closed_gate': none} %}
    {% set good = ['success', 'pass', 'warn', 'no-op'] %}
    {% for result in results if result.status | string not in good %}
        {% do status.update({'succeeded': false}) %}
        {% for gate in ['gate_input', 'gate_core', 'gate_predictions', 'gate_marts']
            if ('.gate_open_' ~ gate ~ '_') in result.node.unique_id
            and result.status | string == 'fail' %}
            {% do status.update({'closed_gate': gate}) %}
        {% endfor %}
    {% endfor %}
    {% do return(status) %}
{% endmacro %}
