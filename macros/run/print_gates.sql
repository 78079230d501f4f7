{% macro print_gates(status) %}
    {#- A line per gate of this run, then every expectation that failed: where, and what to do. -#}
    {% set results_sql = quality_results_sql() %}
    {% if results_sql %}
        {% set of_run = "(select * from (" ~ results_sql ~ ") where run_id = '" ~ invocation_id
            ~ "')" %}
        {% for gate in run_query(
            "select gate, count(*), count_if(not passed), count_if(passed and not success and "
            ~ "waived_until is null), count(waived_until) from "
            ~ of_run ~ " group by gate, run_at order by run_at asc nulls last, gate asc nulls last"
        ).rows %}
            {% do print(
                '  gate       ' ~ gate[0] ~ ': '
                ~ ('CLOSED, ' ~ gate[2] ~ ' of ' ~ gate[1] ~ ' expectations failed'
                    if gate[2] else 'open, ' ~ gate[1] ~ ' expectations')
                ~ (', ' ~ gate[3] ~ ' warning' ~ ('s' if gate[3] > 1 else '') if gate[3] else '')
                ~ (', ' ~ gate[4] ~ ' waived' if gate[4] else '')
            ) %}
        {% endfor %}
        {% for failure in run_query(
            "select passed, table_name, column_name, expectation_id, unexpected_count, "
            ~ "observed_value, error, suite_file, suite_line, what_to_do, "
            ~ "waived_until is not null, note from "
            ~ of_run ~ " where not success order by passed asc nulls last, gate asc nulls last, "
            ~ "expectation_id asc nulls last"
        ).rows %}
            {% do print(
                '  ' ~ ('waived    ' if failure[10] else 'warning   ' if failure[0] else 'FAILED    ')
                ~ ' '
                ~ failure[1] ~ ('.' ~ failure[2] if failure[2] else '') ~ ': ' ~ failure[3]
                ~ (', ' ~ failure[4] ~ ' rows' if failure[4] is not none else '')
                ~ (', observed ' ~ failure[5] if failure[5] is not none else '')
                ~ (', ' ~ failure[6] if failure[6] is not none else '')
                ~ (', ' ~ failure[11] if failure[11] is not none else '')
            ) %}
            {% do print('             ' ~ failure[9].rstrip()) %}
            {% do print('             ' ~ failure[7] ~ ':' ~ failure[8]) %}
        {% endfor %}
    {% endif %}
    {% if status.closed_gate %}
        {% do print(
            '  what next  mend the data, then run dbt build (dbt retry repeats the test of the '
            ~ 'gate, not the gate)'
        ) %}
    {% endif %}
{% endmacro %}
