{% macro references(entity) %}
    {#- The columns of an entity that name a row of another entity: [column, entity, key of that
        entity]. One that leads nowhere is set to null where the contract lets it be null, and
        counted in input_orphans; otherwise the row is worth nothing, and is rejected. -#}
    {% set customer = ['source_customer_key', 'customers', 'source_customer_key'] %}
    {% set order = ['order_key', 'orders', 'order_key'] %}
    {% set product = ['product_key', 'products', 'product_key'] %}
    {% do return({
        'customer_contacts': [customer],
        'orders': [customer],
        'order_items': [order, product],
        'payments': [order],
        'refunds': [order, customer, product],
        'events': [customer, order, product],
        'messages': [customer, ['campaign_key', 'campaigns', 'campaign_key']],
        'loyalty_transactions': [customer, order],
        'subscriptions': [customer],
        'leads': [customer],
        'opportunities': [['lead_key', 'leads', 'lead_key'], customer],
        'interactions': [customer],
        'support_tickets': [customer],
        'reviews': [customer, order, product],
        'survey_responses': [customer],
        'consents': [customer],
        'referrals': [
            ['referrer_source_customer_key', 'customers', 'source_customer_key'],
            ['referred_source_customer_key', 'customers', 'source_customer_key'],
        ],
    }.get(entity, [])) %}
{% endmacro %}
