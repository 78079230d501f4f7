{% macro print_rows_built() %}
    {% for schema, tables in built_tables() | groupby('schema') %}
        {% set rows = tables | map(attribute='rows') | select('number') | list %}
        {% do print(
            '  built      ' ~ schema ~ ': ' ~ tables | length ~ ' tables'
            ~ (', ' ~ '{:,}'.format(rows | sum) ~ ' rows' if rows else '')
        ) %}
    {% endfor %}
{% endmacro %}
