{% macro set_gate_context() -%}
    {%- if execute -%}
    {%- set context = state_context() -%}
    {%- set stamp = run_query('select ' ~ layer_stamp(model.name)).columns[0].values()[0] -%}
    {%- set expected_through = var('expected_through') -%}
    {#- YAML reads off without quotes as false -#}
    {%- set drift_severity = 'off' if var('drift_severity') is sameas false
        else var('drift_severity') or ('off' if target.name == 'ci' else 'warning') -%}
    {%- set gated_models = switched_off('models') -%}
    {%- for node in graph.nodes.values()
        if node.resource_type == 'model' and node.name.startswith('gate_') -%}
        {%- do gated_models.extend(gate_tables(node.name) | map(attribute='name')) -%}
    {%- endfor -%}
    {%- do context.update({
        'gate': model.name,
        'invocation_id': invocation_id,
        'layer_stamp': stamp,
        'suites_folder': 'expectations/' ~ model.name | replace('gate_', ''),
        'parameters': {
            'expected_through': expected_through | string if expected_through else none,
        },
        'tables': judged_tables(model.name),
        'switched_off': switched_off('models'),
        'gated_models': gated_models,
        'history': this | string if load_relation(this) else none,
        'drift_severity': drift_severity,
        'keep_failing_keys': var('keep_failing_keys'),
    }) -%}
    {{ set_variable('gate_context', tojson(context)) }}
    {%- endif -%}
{%- endmacro %}
