{% macro entities() %}
    {#- The entities of the contract. A list, because the models are not known while dbt parses. -#}
    {% do return([
        'customers', 'customer_contacts', 'identities', 'products', 'orders', 'order_items',
        'payments', 'refunds', 'events', 'ad_spend', 'marketing_costs', 'campaigns', 'messages',
        'promotions', 'loyalty_transactions', 'subscriptions', 'leads', 'opportunities',
        'interactions', 'support_tickets', 'reviews', 'survey_responses', 'consents', 'referrals',
        'market_signals', 'exchange_rates',
    ]) %}
{% endmacro %}
