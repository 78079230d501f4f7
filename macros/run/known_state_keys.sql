{% macro known_state_keys() %}
    {#- The distinct (sources, key_fingerprint) of every table in the state database. -#}
    {% set tables = run_query(
        "select schema_name, table_name from duckdb_columns() where database_name = 'state' "
        ~ "and column_name = 'key_fingerprint' order by all"
    ) %}
    {% set known = [] %}
    {% for table in tables.rows %}
        {% set rows = run_query(
            'select distinct sources, key_fingerprint from state.'
            ~ adapter.quote(table[0]) ~ '.' ~ adapter.quote(table[1])
        ) %}
        {% for row in rows.rows %}
            {% do known.append({'sources': row[0], 'key_fingerprint': row[1]}) %}
        {% endfor %}
    {% endfor %}
    {% do return(known) %}
{% endmacro %}
