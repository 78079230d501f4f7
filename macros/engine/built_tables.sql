{% macro built_tables() %}
    {#- The tables that this run has built, by their stamps, with their rows where the engine knows
        these without counting. -#}
    {{- return(adapter.dispatch('built_tables', 'growthmart')()) -}}
{% endmacro %}

{% macro default__built_tables() %}
    {% set tables = [] %}
    {% for table in run_query(
        "select schema_name, table_name, estimated_size from duckdb_tables() "
        ~ "where comment = 'run " ~ invocation_id ~ "' order by all"
    ).rows %}
        {% do tables.append({'schema': table[0], 'name': table[1], 'rows': table[2] | int}) %}
    {% endfor %}
    {% do return(tables) %}
{% endmacro %}

{% macro spark__built_tables() %}
    {% set nodes = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('config.enabled') | sort(attribute='schema,name') | list %}
    {% set stamps = adapter.table_stamps(nodes | map(attribute='relation_name') | list) %}
    {% set tables = [] %}
    {% for node in nodes %}{% if stamps[loop.index0] == 'run ' ~ invocation_id %}
        {% do tables.append({'schema': node.schema, 'name': node.alias, 'rows': none}) %}{% endif %}
    {% endfor %}
    {% do return(tables) %}
{% endmacro %}
