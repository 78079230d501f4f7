{% macro print_summary(results, status, publish) %}
    {% set seconds = (modules.datetime.datetime.utcnow() - run_started_at.replace(tzinfo=none))
        .total_seconds() %}
    {% do print('') %}
    {% do print(
        'growthmart: dbt ' ~ dbt_command()
        ~ (' succeeded' if status.succeeded else ' FAILED') ~ ' in '
        ~ '%.1f' | format(seconds) ~ ' s'
    ) %}
    {% do print_rows_built() %}
    {% do print_gates(status) %}
    {% do print_rejected_rows() %}
    {% do print_reconciliation(results) %}
    {% do print_payments(results) %}
    {% do print_published(publish) %}
    {% do print('') %}
{% endmacro %}
