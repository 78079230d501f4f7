{% macro subscriptions_rules() %}
    {% do return({
        'negative_amount': 'monthly_amount < 0',
        'unknown_currency': not_a_currency('currency_code'),
        'impossible_times': 'ended_at < started_at',
        'orphan_customer': not_found('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
