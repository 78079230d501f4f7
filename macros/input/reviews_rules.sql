{% macro reviews_rules() %}
    {% do return({
        'bad_rating': 'rating not between 1 and 5',
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
        'orphan_order': orphan('order_key', ref('input_orders')),
        'orphan_product': orphan('product_key', ref('input_products')),
    }) %}
{% endmacro %}
