{% macro order_items_rules() %}
    {% do return({
        'negative_price': 'unit_price < 0 or discount_amount < 0',
        'bad_quantity': 'quantity <= 0',
        'amount_out_of_range':
            'try_cast(quantity as double) * try_cast(unit_price as double) >= 1e12',
        'orphan_order': orphan('order_key', ref('input_orders')),
        'orphan_product': orphan('product_key', ref('input_products')),
    }) %}
{% endmacro %}
