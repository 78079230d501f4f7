{% macro model_node(name) %}
    {#- The node of a model in the graph; only while dbt executes. -#}
    {% do return(
        graph.nodes.values() | selectattr('resource_type', 'equalto', 'model')
        | selectattr('name', 'equalto', name) | first
    ) %}
{% endmacro %}
