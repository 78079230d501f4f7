{% macro sessionized_columns() %}
    {#- What int_events_sessionized copies from the events, or compares: joining them again would
        cost more. -#}
    {% do return([
        'event_key', 'source_name', 'event_at', 'event_name', 'anonymous_id',
        'source_customer_key', 'device_id', 'page', 'product_key', 'order_key', 'referrer',
        'utm_source', 'utm_medium', 'utm_campaign', 'click_id_type', 'device_type', 'country',
        'matched_visitor_key',
    ]) %}
{% endmacro %}
