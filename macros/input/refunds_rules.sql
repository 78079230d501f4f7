{% macro refunds_rules() %}
    {% do return({
        'negative_amount': 'amount < 0',
        'bad_quantity': 'quantity <= 0',
        'unknown_currency': not_a_currency('currency_code'),
        'orphan_order': not_found('order_key', ref('input_orders')),
        'orphan_customer': not_found('source_customer_key', ref('input_customers')),
        'orphan_product': not_found('product_key', ref('input_products')),
    }) %}
{% endmacro %}
