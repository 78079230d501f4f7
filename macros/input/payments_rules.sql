{% macro payments_rules() %}
    {% do return({
        'negative_amount': 'amount < 0',
        'bad_installments': 'installments < 1',
        'orphan_order': orphan('order_key', ref('input_orders')),
    }) %}
{% endmacro %}
