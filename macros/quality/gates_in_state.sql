{% macro gates_in_state() %}
    {#- The gates that have ever run, with the columns that their tables have. -#}
    {% set models = graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | map(attribute='name') | list %}
    {% set gates = [] %}
    {% for table in state_tables() if table.name.startswith('gate_') and table.name in models %}
        {% do gates.append(table) %}
    {% endfor %}
    {% do return(gates) %}
{% endmacro %}
