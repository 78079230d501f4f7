{% macro forget_failing_keys() %}
    {#- The keys of failing rows stay only as long as somebody asks for them. -#}
    {% if not var('keep_failing_keys') %}
        {% set tables = run_query(
            "select count(*) from duckdb_tables() where database_name = current_database() "
            ~ "and schema_name = 'restricted' and table_name = 'quality_failing_keys'"
        ) %}
        {% if tables.columns[0].values()[0] %}
            {% do run_query('drop table restricted.quality_failing_keys') %}
        {% endif %}
    {% endif %}
{% endmacro %}
