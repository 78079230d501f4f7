{% macro events_rules() %}
    {% do return({
        'unknown_event_name':
            "event_name not in ('page_view', 'search', 'view_item', 'add_to_wishlist', "
            ~ "'add_to_cart', 'begin_checkout', 'purchase', 'sign_up', 'login', 'content_view', "
            ~ "'activity_join')",
        'unidentified': 'coalesce(anonymous_id, source_customer_key, device_id) is null',
        'in_the_future': "event_at > loaded_at + interval '1' day",
        'orphan_customer': orphan('source_customer_key', ref('input_customers')),
        'orphan_order': orphan('order_key', ref('input_orders')),
        'orphan_product': orphan('product_key', ref('input_products')),
    }) %}
{% endmacro %}
