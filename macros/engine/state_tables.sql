{% macro state_tables() %}
    {#- The tables of state with the names of their columns. A table that was not written since an
        upgrade lacks the columns of the new version. -#}
    {{- return(adapter.dispatch('state_tables', 'growthmart')()) -}}
{% endmacro %}

{% macro default__state_tables() %}
    {% set tables = [] %}
    {% for table in run_query(
        "select table_name, 'state.' || schema_name || '.' || table_name, "
        ~ "string_agg(column_name, ',' order by column_index) from duckdb_columns() "
        ~ "where database_name = 'state' group by all order by all"
    ).rows %}
        {% do tables.append(
            {'name': table[0], 'relation': table[1], 'columns': table[2].split(',')}
        ) %}
    {% endfor %}
    {% do return(tables) %}
{% endmacro %}

{% macro spark__state_tables() %}
    {% do return(adapter.tables_in('state') + adapter.tables_in('state_restricted')) %}
{% endmacro %}
