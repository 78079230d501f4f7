{% macro print_rows_built() %}
    {% set layers = run_query(
        "select schema_name, count(*), sum(estimated_size) from duckdb_tables() "
        ~ "where comment = 'run " ~ invocation_id ~ "' group by all order by all"
    ).rows %}
    {% for layer in layers %}
        {% do print(
            '  built      ' ~ layer[0] ~ ': ' ~ layer[1] ~ ' tables, '
            ~ '{:,}'.format(layer[2] | int) ~ ' rows'
        ) %}
    {% endfor %}
{% endmacro %}
