{% macro gate_tables(gate) %}
    {#- The tables that a gate judges, in the order of their names: the tables that it refs. Views
        are entities that no source fills. -#}
    {% set tables = [] %}
    {% for id in model_node(gate).depends_on.nodes | sort
        if graph.nodes[id].fqn[1] == gate | replace('gate_', '') %}
        {% set table = graph.nodes[id] %}
        {% do tables.append({
            'name': table.name,
            'database': table.database,
            'schema': table.schema,
            'identifier': table.alias,
            'relation': table.relation_name,
            'key': table.config.meta.get('key', []),
            'columns': table.columns.keys() | list,
            'yaml_file': (table.patch_path or '').split('://') | last,
            'rejected_share': table.config.meta.get('rejected_share'),
            'is_view': table.config.materialized == 'view',
            'by_run': table.config.meta.get('by_run', false),
        }) %}
    {% endfor %}
    {% do return(tables) %}
{% endmacro %}
