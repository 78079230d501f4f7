{% macro judged_view(table) %}
    {#- The relation of the view in which a gate sees the newest run of a table with meta.by_run. -#}
    {% do return(api.Relation.create(
        database=model_node('publish').database,
        schema='quality',
        identifier='newest_run_of_' ~ table.name,
        type='view'
    )) %}
{% endmacro %}
