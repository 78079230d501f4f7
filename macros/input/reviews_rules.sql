{% macro reviews_rules() %}
    {% do return({
        'bad_rating': 'rating not between 1 and 5',
        'orphan_customer': not_found('source_customer_key', ref('input_customers')),
        'orphan_order': not_found('order_key', ref('input_orders')),
        'orphan_product': not_found('product_key', ref('input_products')),
    }) %}
{% endmacro %}
