{% macro print_rejected_rows() %}
    {% for entity in run_query(
        "select entity, sum(rows_count), string_agg(rule || ' ' || rows_count, ', ' order by "
        ~ "rows_count desc, rule) from (select entity, rule, cast(sum(rows_count) as bigint) as "
        ~ "rows_count from (" ~ rejected_rows_sql() ~ ") group by all) group by entity "
        ~ "order by entity"
    ).rows %}
        {% do print(
            '  rejected   ' ~ entity[0] ~ ': ' ~ '{:,}'.format(entity[1] | int) ~ ' rows ('
            ~ entity[2] ~ ')'
        ) %}
    {% endfor %}
{% endmacro %}
