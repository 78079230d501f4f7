{% macro refunds_rules() %}
    {% do return({
        'negative_amount': 'amount < 0',
        'bad_quantity': 'quantity <= 0',
        'unknown_currency': invalid_currency_code('currency_code'),
        'orphan_order': orphan('order_key', ref('input_orders')),
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
        'orphan_product': orphan('product_key', ref('input_products')),
    }) %}
{% endmacro %}
