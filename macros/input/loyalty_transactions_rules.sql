{% macro loyalty_transactions_rules() %}
    {% do return({
        'unknown_transaction_type': "transaction_type not in ('earn', 'spend', 'expire')",
        'bad_points': 'points <= 0',
        'orphan_customer': not_found('source_customer_key', ref('input_customers')),
        'orphan_order': not_found('order_key', ref('input_orders')),
    }) %}
{% endmacro %}
