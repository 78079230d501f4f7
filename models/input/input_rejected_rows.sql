-- Temporary: unites the siblings until one model takes their place.
{{ config(contract={'enforced': false}) }}

select
    'ad_spend' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_ad_spend_rejected') }}
union all
select
    'campaigns' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_campaigns_rejected') }}
union all
select
    'consents' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_consents_rejected') }}
union all
select
    'customer_contacts' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_customer_contacts_rejected') }}
union all
select
    'customers' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_customers_rejected') }}
union all
select
    'events' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_events_rejected') }}
union all
select
    'exchange_rates' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_exchange_rates_rejected') }}
union all
select
    'identities' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_identities_rejected') }}
union all
select
    'interactions' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_interactions_rejected') }}
union all
select
    'leads' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_leads_rejected') }}
union all
select
    'loyalty_transactions' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_loyalty_transactions_rejected') }}
union all
select
    'market_signals' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_market_signals_rejected') }}
union all
select
    'marketing_costs' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_marketing_costs_rejected') }}
union all
select
    'messages' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_messages_rejected') }}
union all
select
    'opportunities' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_opportunities_rejected') }}
union all
select
    'order_items' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_order_items_rejected') }}
union all
select
    'orders' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_orders_rejected') }}
union all
select
    'payments' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_payments_rejected') }}
union all
select
    'products' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_products_rejected') }}
union all
select
    'promotions' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_promotions_rejected') }}
union all
select
    'referrals' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_referrals_rejected') }}
union all
select
    'refunds' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_refunds_rejected') }}
union all
select
    'reviews' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_reviews_rejected') }}
union all
select
    'subscriptions' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_subscriptions_rejected') }}
union all
select
    'support_tickets' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_support_tickets_rejected') }}
union all
select
    'survey_responses' as entity,
    row_key,
    rule as rejection_reason,
    source_name,
    amount
from {{ ref('input_survey_responses_rejected') }}
