{% macro staged_columns(relation, entity) %}
    {#- The columns that a staging view has, each with its type; before the view is built, those of
        the contract, as text: any value can be read as text. -#}
    {% set columns = {} %}
    {% if execute %}
        {% if load_relation(relation) %}
            {% for column in adapter.get_column_schema_from_query('select * from ' ~ relation) %}
                {% do columns.update({column.name | lower: column.data_type | lower}) %}
            {% endfor %}
        {% else %}
            {% for column in contract_columns('input_' ~ entity) %}
                {% do columns.update({column.name: 'string'}) %}
            {% endfor %}
        {% endif %}
    {% endif %}
    {% do return(columns) %}
{% endmacro %}
