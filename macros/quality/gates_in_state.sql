{% macro gates_in_state() %}
    {#- The gates that have ever run, with the columns that their tables have: one that has not run
        since an upgrade lacks those of the new version. -#}
    {% set gates = [] %}
    {% for gate in run_query(
        "select table_name, string_agg(column_name, ',') from duckdb_columns() "
        ~ "where database_name = 'state' and schema_name = 'quality' "
        ~ "and starts_with(table_name, 'gate_') group by table_name order by table_name"
    ).rows %}
        {% do gates.append({'name': gate[0], 'columns': gate[1].split(',')}) %}
    {% endfor %}
    {% do return(gates) %}
{% endmacro %}
