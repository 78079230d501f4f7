{% macro gate_tables(gate) %}
    {#- The tables that a gate judges, in the order of their names. -#}
    {% set tables = [] %}
    {% for id in model_node(gate).depends_on.nodes | sort %}
        {% set table = graph.nodes[id] %}
        {% do tables.append({
            'name': table.name,
            'database': table.database,
            'schema': table.schema,
            'identifier': table.alias,
            'relation': table.relation_name,
            'key': table.config.meta.get('key', []),
        }) %}
    {% endfor %}
    {% do return(tables) %}
{% endmacro %}
