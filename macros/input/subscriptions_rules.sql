{% macro subscriptions_rules() %}
    {% do return({
        'negative_amount': 'monthly_amount < 0',
        'unknown_currency': invalid_currency_code('currency_code'),
        'impossible_times': 'ended_at < started_at',
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
    }) %}
{% endmacro %}
