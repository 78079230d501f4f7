{% macro loyalty_transactions_rules() %}
    {% do return({
        'unknown_transaction_type': "transaction_type not in ('earn', 'spend', 'expire')",
        'bad_points': 'points <= 0',
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
        'orphan_order': orphan('order_key', ref('input_orders')),
    }) %}
{% endmacro %}
