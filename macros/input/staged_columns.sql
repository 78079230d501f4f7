{% macro staged_columns(relation, entity) %}
    {#- The columns that a staging view has; before it is built, those of the contract. -#}
    {% if execute %}
        {% if load_relation(relation) %}
            {% do return(
                adapter.get_column_schema_from_query('select * from ' ~ relation)
                | map(attribute='name') | map('lower') | list
            ) %}
        {% endif %}
        {% do return(contract_columns('input_' ~ entity) | map(attribute='name') | list) %}
    {% endif %}
    {% do return([]) %}
{% endmacro %}
