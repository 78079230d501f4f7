{% macro print_published(publish) %}
    {% set relation = load_relation(publish) %}
    {% set rows = run_query(
        "select is_published, reason, file, tables_count, rows_count from " ~ relation
        ~ " where run_id = '" ~ invocation_id ~ "'"
    ).rows if relation else [] %}
    {% set is_left_out = selected_resources
        and model_node('publish').unique_id not in selected_resources %}
    {% if rows and rows[0][0] %}
        {% do print(
            '  published  ' ~ rows[0][2] ~ ': ' ~ rows[0][3] ~ ' tables, '
            ~ '{:,}'.format(rows[0][4] | int) ~ ' rows, and as Parquet in '
            ~ published_folder() ~ '/current'
        ) %}
    {% else %}
        {% do print(
            '  published  nothing, ' ~ published_file() ~ ' is as it was: '
            ~ (rows[0][1] if rows
                else 'publish was not selected' if is_left_out
                else 'the run did not get as far as publish')
        ) %}
    {% endif %}
{% endmacro %}
