{% macro rejection_rules(entity) -%}
    {#- The branches of a CASE: the rules of an entity, in addition to the rules of every entity
        (judged_rows). The first rule that a row breaks is its rejection reason. An entity that is
        not named here has no rules of its own. -#}

{%- if entity == 'customers' %}
    -- The source says that it is a test account.
    when is_test then 'test'

{%- elif entity == 'customer_contacts' %}
    -- The contact is that of a customer who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'identities' %}
    {%- set types = "('customer', 'anonymous', 'device', 'email_hash', 'phone_hash', 'loyalty')" %}
    -- An id of an unknown type cannot link two ids.
    when left_type not in {{ types }} or right_type not in {{ types }} then 'unknown_type'
    -- An id of type customer is the key of a customer who exists.
    when left_type = 'customer'
        and {{ orphan('left_id', ref('input_customers'), 'source_customer_key') }}
        then 'orphan_customer'
    when right_type = 'customer'
        and {{ orphan('right_id', ref('input_customers'), 'source_customer_key') }}
        then 'orphan_customer'

{%- elif entity == 'products' %}
    -- Prices and costs are not negative.
    when list_price < 0 or unit_cost < 0 then 'negative_price'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'

{%- elif entity == 'orders' %}
    -- The source says that it is a test order.
    when is_test then 'test'
    -- A test account placed the order.
    when source_customer_key in (
        select source_customer_key
        from ({{ judged_rows('customers') }}) as judged_customers
        where rejection_reason = 'test'
    ) then 'test_customer'
    -- The status is one of the contract.
    when status not in ('placed', 'paid', 'shipped', 'delivered', 'cancelled')
        then 'unknown_status'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- The sales channel is one of the contract.
    when sales_channel not in ('web', 'app', 'store', 'phone') then 'unknown_sales_channel'
    -- An export cannot know an order that was placed more than a day after it.
    when ordered_at > loaded_at + interval '1' day then 'in_the_future'
    -- Amounts of an order are not negative: what is paid back is a refund.
    when shipping_amount < 0 or tax_amount < 0 or discount_amount < 0 then 'negative_amount'
    -- The order names no customer, or one who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'order_items' %}
    -- Prices and discounts are not negative.
    when unit_price < 0 or discount_amount < 0 then 'negative_price'
    -- A line sells at least one unit: what is given back is a refund.
    when quantity <= 0 then 'bad_quantity'
    -- An amount of 10^12 or more does not fit the money of the marts.
    when try_cast(quantity as double) * try_cast(unit_price as double) >= 1e12
        then 'amount_out_of_range'
    -- The line belongs to an order that exists.
    when {{ orphan('order_key', ref('input_orders')) }} then 'orphan_order'
    -- The line names a product that exists.
    when {{ orphan('product_key', ref('input_products')) }} then 'orphan_product'

{%- elif entity == 'payments' %}
    -- Payments are not negative: what is paid back is a refund.
    when amount < 0 then 'negative_amount'
    -- A payment has at least one installment.
    when installments < 1 then 'bad_installments'
    -- The payment is for an order that exists.
    when {{ orphan('order_key', ref('input_orders')) }} then 'orphan_order'

{%- elif entity == 'refunds' %}
    -- Refunds are positive amounts.
    when amount < 0 then 'negative_amount'
    -- A refund gives back at least one unit, or names no units.
    when quantity <= 0 then 'bad_quantity'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- The refund names no order, or one that exists.
    when {{ orphan('order_key', ref('input_orders')) }} then 'orphan_order'
    -- The refund names no customer, or one who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'
    -- The refund names no product, or one that exists.
    when {{ orphan('product_key', ref('input_products')) }} then 'orphan_product'

{%- elif entity == 'events' %}
    -- An event without any id belongs to no session.
    when coalesce(anonymous_id, source_customer_key, device_id) is null then 'unidentified'
    -- An export cannot know an event that happened more than a day after it.
    when event_at > loaded_at + interval '1' day then 'in_the_future'
    -- The event names no customer, or one who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'
    -- The event names no order, or one that exists.
    when {{ orphan('order_key', ref('input_orders')) }} then 'orphan_order'
    -- The event names no product, or one that exists.
    when {{ orphan('product_key', ref('input_products')) }} then 'orphan_product'

{%- elif entity == 'ad_spend' %}
    -- Counts are not negative.
    when impressions < 0 or clicks < 0 or conversions < 0 then 'bad_count'
    -- Amounts are not negative.
    when spend < 0 or conversions_value < 0 then 'negative_amount'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'

{%- elif entity == 'marketing_costs' %}
    -- The type of cost is one of the contract.
    when cost_type not in ('agency', 'tools', 'people', 'content') then 'unknown_cost_type'
    -- Costs are not negative.
    when amount < 0 then 'negative_amount'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- A month is written as its first day.
    when month <> cast(date_trunc('month', month) as date) then 'not_first_of_month'

{%- elif entity == 'campaigns' %}
    -- The channel is one of the contract.
    when channel not in ('email', 'sms', 'push', 'ads', 'direct_mail', 'phone')
        then 'unknown_channel'
    -- Costs are not negative.
    when fixed_cost < 0 or cost_per_message < 0 then 'negative_amount'
    -- A currency is three capital letters, and a cost has a currency.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    when currency_code is null and coalesce(fixed_cost, cost_per_message) is not null
        then 'unknown_currency'
    -- A campaign does not end before it starts.
    when ended_on < started_on then 'impossible_times'

{%- elif entity == 'messages' %}
    -- A message is assigned, sent, delivered, then opened or answered.
    when sent_at < assigned_at or delivered_at < sent_at or bounced_at < sent_at
        then 'impossible_times'
    when least(opened_at, clicked_at, unsubscribed_at, complained_at) < delivered_at
        then 'impossible_times'
    -- The control group receives no message.
    when experiment_arm = 'control' and sent_at is not null then 'control_was_sent'
    -- The message goes to a customer who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'
    -- The message belongs to a campaign that exists.
    when {{ orphan('campaign_key', ref('input_campaigns')) }} then 'orphan_campaign'

{%- elif entity == 'promotions' %}
    -- Amounts are not negative.
    when value < 0 or minimum_order < 0 then 'negative_amount'
    -- A promotion does not end before it starts.
    when valid_to < valid_from then 'impossible_times'

{%- elif entity == 'loyalty_transactions' %}
    -- The type is one of the contract.
    when transaction_type not in ('earn', 'spend', 'expire') then 'unknown_transaction_type'
    -- Points are positive: the type says whether they are earned or spent.
    when points <= 0 then 'bad_points'
    -- The points are those of a customer who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'
    -- The transaction names no order, or one that exists.
    when {{ orphan('order_key', ref('input_orders')) }} then 'orphan_order'

{%- elif entity == 'subscriptions' %}
    -- The price is not negative.
    when monthly_amount < 0 then 'negative_amount'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- A subscription does not end before it starts.
    when ended_at < started_at then 'impossible_times'
    -- The subscription is that of a customer who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'leads' %}
    -- The value is not negative.
    when value < 0 then 'negative_amount'
    -- A currency is three capital letters, and a value has a currency.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    when currency_code is null and value is not null then 'unknown_currency'
    -- A lead is created before it is qualified, won or lost.
    when least(qualified_at, won_at, lost_at) < created_at then 'impossible_times'
    -- A lead is not both won and lost.
    when won_at is not null and lost_at is not null then 'impossible_times'
    -- The lead names no customer, or one who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'opportunities' %}
    -- The amount is not negative.
    when amount < 0 then 'negative_amount'
    -- The opportunity names no lead, or one that exists.
    when {{ orphan('lead_key', ref('input_leads')) }} then 'orphan_lead'
    -- The opportunity names no customer, or one who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'interactions' %}
    -- The type is one of the contract.
    when interaction_type not in ('call', 'chat', 'visit', 'mail', 'social')
        then 'unknown_interaction_type'
    -- A duration is not negative.
    when duration_seconds < 0 then 'bad_duration'
    -- The interaction is with a customer who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'support_tickets' %}
    -- A ticket is opened before it is answered or resolved.
    when least(first_reply_at, resolved_at) < opened_at then 'impossible_times'
    -- The ticket names no customer, or one who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'reviews' %}
    -- A rating is 1 to 5.
    when rating not between 1 and 5 then 'bad_rating'
    -- The review names no customer, or one who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'
    -- The review names no order, or one that exists.
    when {{ orphan('order_key', ref('input_orders')) }} then 'orphan_order'
    -- The review names no product, or one that exists.
    when {{ orphan('product_key', ref('input_products')) }} then 'orphan_product'

{%- elif entity == 'survey_responses' %}
    -- The type of question is one of the contract.
    when question_type not in ('nps', 'csat', 'ces') then 'unknown_question_type'
    -- The scale is that of the question: NPS 0 to 10, CSAT 1 to 5, CES 1 to 7.
    when question_type = 'nps' and score not between 0 and 10 then 'bad_score'
    when question_type = 'csat' and score not between 1 and 5 then 'bad_score'
    when question_type = 'ces' and score not between 1 and 7 then 'bad_score'
    -- The response names no customer, or one who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'consents' %}
    -- The purpose is one of the contract.
    when purpose not in ('marketing', 'profiling', 'ads') then 'unknown_purpose'
    -- A consent is not withdrawn before it is granted.
    when withdrawn_at < granted_at then 'impossible_times'
    -- The consent is that of a customer who exists.
    when {{ orphan('source_customer_key', ref('input_customers')) }} then 'orphan_customer'

{%- elif entity == 'referrals' %}
    -- A customer cannot refer to the same customer.
    when referrer_source_customer_key = referred_source_customer_key then 'self_referral'
    -- Both customers exist.
    when {{ orphan(
        'referrer_source_customer_key', ref('input_customers'), 'source_customer_key'
    ) }} then 'orphan_customer'
    when {{ orphan(
        'referred_source_customer_key', ref('input_customers'), 'source_customer_key'
    ) }} then 'orphan_customer'

{%- elif entity == 'exchange_rates' %}
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- A rate is positive.
    when rate_to_reporting <= 0 then 'rate_not_positive'
    -- A month is written as its first day.
    when month <> cast(date_trunc('month', month) as date) then 'not_first_of_month'

{%- endif %}
{%- endmacro %}
