{% macro drop_python_temporary_tables() %}
    {#- DuckDB only: dbt-duckdb leaves a real table in the warehouse per incremental build of a
        Python model; dbt-spark drops its own. -#}
    {% if target.type == 'duckdb' %}
        {% set tables = run_query(
            "select database_name, schema_name, table_name from duckdb_tables() "
            ~ "where not temporary and regexp_matches(table_name, '__dbt_tmp[0-9]{20}$')"
        ) %}
        {% for table in tables.rows %}
            {% do run_query(
                'drop table if exists ' ~ adapter.quote(table[0]) ~ '.' ~ adapter.quote(table[1])
                ~ '.' ~ adapter.quote(table[2])
            ) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
