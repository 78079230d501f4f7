{% macro set_publish_context() -%}
    {#- What only Jinja knows of this invocation, for growthmart.publish. Publish waits for a table
        if one of the gates that it refs has judged the table. -#}
    {%- if execute -%}
    {%- set tables = [] -%}
    {%- set gates = [] -%}
    {%- set not_selected = [] -%}
    {%- set not_judged = [] -%}
    {%- set judged = [] -%}
    {%- for id in model.depends_on.nodes -%}
        {%- do judged.extend(graph.nodes[id].depends_on.nodes) -%}
    {%- endfor -%}
    {%- for type in ['model', 'seed', 'snapshot', 'test'] -%}
    {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', type)
        | selectattr('config.enabled') | sort(attribute='name')
        if node.unique_id not in selected_resources -%}
        {%- do not_selected.append(node.name) -%}
    {%- endfor -%}
    {%- endfor -%}
    {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | sort(attribute='name') -%}
        {%- if node.config.meta.get('published') and node.name not in switched_off('unpublished') -%}
            {%- do tables.append({
                'name': node.name, 'relation': node.relation_name, 'key': node.config.meta.key
            }) -%}
            {%- if node.unique_id not in judged -%}
                {%- do not_judged.append(node.name) -%}
            {%- endif -%}
        {%- endif -%}
        {%- if 'gates' in node.fqn[:-1] -%}
            {%- set relation = adapter.get_relation(node.database, node.schema, node.alias) -%}
            {%- set newest = run_query(
                "select any_value(run_id), count_if(not passed) from " ~ relation
                ~ " where " ~ newest_run(relation)
            ).rows[0] if relation else [none, 0] -%}
            {%- do gates.append({
                'name': node.name, 'run_id': newest[0], 'not_passed': newest[1] | int
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set context = {
        'run_id': invocation_id,
        'command': dbt_command(),
        'is_empty': flags.EMPTY | default(false, true),
        'file': published_file(),
        'tables': tables,
        'as_of_relation': model_node('as_of').relation_name,
        'not_selected': not_selected,
        'not_judged': not_judged,
        'gates': gates,
    } -%}
    {{ set_variable('publish_context', tojson(context)) }}
    {%- endif -%}
{%- endmacro %}
