{% macro print_rejected_rows() %}
    {% set rejected = run_query(
        "select entity, rejection_reason, cast(sum(rows_count) as bigint) as rows_count "
        ~ "from (" ~ rejected_rows_sql() ~ ") as rejected group by entity, rejection_reason "
        ~ "order by entity nulls last, rows_count desc nulls last, rejection_reason nulls last"
    ).rows %}
    {% for entity, rules in rejected | groupby('entity') %}
        {% set counts = [] %}
        {% for rule in rules %}
            {% do counts.append(rule['rejection_reason'] ~ ' ' ~ rule['rows_count'] | int) %}
        {% endfor %}
        {% do print(
            '  rejected   ' ~ entity ~ ': '
            ~ '{:,}'.format(rules | map(attribute='rows_count') | sum | int) ~ ' rows ('
            ~ counts | join(', ') ~ ')'
        ) %}
    {% endfor %}
{% endmacro %}
