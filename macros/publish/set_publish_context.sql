{% macro set_publish_context() -%}
    {#- What only Jinja knows of this invocation, for growthmart.publish. -#}
    {%- if execute -%}
    {%- set tables = [] -%}
    {%- set not_selected = [] -%}
    {%- set not_referenced = [] -%}
    {%- for node in graph.nodes.values() | sort(attribute='name')
        if node.resource_type == 'model' and node.config.meta.get('published') -%}
        {%- do tables.append({
            'name': node.name, 'relation': node.relation_name, 'key': node.config.meta.key
        }) -%}
        {%- if node.unique_id not in selected_resources -%}
            {%- do not_selected.append(node.name) -%}
        {%- endif -%}
        {%- if node.unique_id not in model.depends_on.nodes -%}
            {%- do not_referenced.append(node.name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set gate = model_node('gate_marts').relation_name -%}
    {%- set gate_run = run_query("select run_id from " ~ gate ~ " order by run_at desc limit 1") -%}
    {%- set context = {
        'run_id': invocation_id,
        'command': dbt_command(),
        'is_empty': flags.EMPTY | default(false, true),
        'file': published_file(),
        'tables': tables,
        'as_of_relation': model_node('as_of').relation_name,
        'not_selected': not_selected,
        'not_referenced': not_referenced,
        'gate_run_id': gate_run.columns[0].values()[0] if gate_run.rows else none,
    } -%}
    set variable publish_context = {{ text_literal(tojson(context)) }}
    {%- endif -%}
{%- endmacro %}
