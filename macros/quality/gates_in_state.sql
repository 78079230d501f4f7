{% macro gates_in_state() %}
    {#- The gates that have ever run, with the columns that their tables have. -#}
    {% set gates = [] %}
    {% for table in state_tables() if table.name.startswith('gate_') %}
        {% do gates.append(table) %}
    {% endfor %}
    {% do return(gates) %}
{% endmacro %}
