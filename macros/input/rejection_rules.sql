{% macro rejection_rules(entity) -%}
    {#- The branches of a CASE: the rules of an entity, in addition to the rules of every entity
        (judged_rows, staged_rows). The first rule that a row breaks is its rejection reason. An
        entity that is not named here has no rules of its own. Times may be out of order by a day:
        machines that do not share a clock write them, and some know only the day. -#}

{%- if entity == 'customers' %}
    -- The source says that it is a test account.
    when is_test then 'test'

{%- elif entity == 'identities' %}
    {%- set types = "('customer', 'anonymous', 'device', 'email_hash', 'phone_hash', 'loyalty')" %}
    -- An id of an unknown type cannot link two ids.
    when left_type not in {{ types }} or right_type not in {{ types }} then 'unknown_type'
    -- A link was not seen in the future.
    when {{ is_in_the_future('first_seen_at') }} then 'in_the_future'
    -- An id of type customer is not that of a test account.
    {%- for side in ['left', 'right'] %}
    when {{ side }}_type = 'customer' and {{ side }}_id in (
        select id from {{ ref('input_test_ids') }} where id_type = 'customer'
    ) then 'test_customer'
    {%- endfor %}
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
    -- A test person ordered without an account.
    when {{ is_of_test_cookie() }} then 'test_customer'
    -- The status is one of the contract.
    when status not in ('placed', 'paid', 'shipped', 'delivered', 'cancelled')
        then 'unknown_status'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- The sales channel is one of the contract.
    when sales_channel not in ('web', 'app', 'store', 'phone') then 'unknown_sales_channel'
    -- An order was not placed in the future.
    when {{ is_in_the_future('ordered_at') }} then 'in_the_future'
    -- Amounts of an order are not negative: what is paid back is a refund.
    when shipping_amount < 0 or tax_amount < 0 or gift_card_amount < 0 or discount_amount < 0
        then 'negative_amount'

{%- elif entity == 'order_items' %}
    -- Prices and discounts are not negative.
    when unit_price < 0 or discount_amount < 0 then 'negative_price'
    -- A line sells something: what is given back is a refund.
    when quantity <= 0 then 'bad_quantity'
    -- An amount of 10^12 or more does not fit the money of the marts.
    when try_cast(quantity as double) * try_cast(unit_price as double) >= 1e12
        then 'out_of_range'

{%- elif entity == 'payments' %}
    -- Payments are not negative: what is paid back is a refund.
    when amount < 0 then 'negative_amount'
    -- A payment has at least one installment.
    when installments < 1 then 'bad_installments'

{%- elif entity == 'refunds' %}
    -- Refunds are positive amounts.
    when amount < 0 then 'negative_amount'
    -- A refund gives something back, or names no quantity.
    when quantity <= 0 then 'bad_quantity'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- A refund was not made in the future.
    when {{ is_in_the_future('refunded_at') }} then 'in_the_future'
    -- The order of the refund was rejected: neither of them counts.
    when {{ orphan('order_key', ref('input_orders')) }} and order_key in (
        select order_key from ({{ union_sources('orders', ['order_key'], is_distinct=true) }}) as staged_orders
    ) then 'rejected_order'

{%- elif entity == 'events' %}
    -- An event without any id belongs to no session.
    when coalesce(anonymous_id, source_customer_key, device_id, order_key) is null
        then 'unidentified'
    -- An event did not happen in the future.
    when {{ is_in_the_future('event_at') }} then 'in_the_future'
    -- A test person visits without an account.
    when {{ is_of_test_cookie() }} then 'test_customer'

{%- elif entity == 'ad_spend' %}
    -- Counts are not negative, but in a credit, which takes clicks back.
    when spend >= 0 and (impressions < 0 or clicks < 0 or conversions < 0) then 'bad_count'
    -- The value of conversions is not negative; spend may be: platforms give credits.
    when conversions_value < 0 then 'negative_amount'
    -- Money was not spent in the future.
    when {{ is_in_the_future('date_day') }} then 'in_the_future'
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

{%- elif entity == 'messages' %}
    -- A message is assigned, sent, delivered, then opened or answered.
    when {{ is_before('sent_at', 'assigned_at') }} then 'impossible_times'
    when {{ is_before('least(delivered_at, bounced_at)', 'sent_at') }} then 'impossible_times'
    when {{ is_before(
        'least(opened_at, clicked_at, unsubscribed_at, complained_at)',
        'greatest(sent_at, delivered_at)'
    ) }} then 'impossible_times'
    -- The control group receives no message.
    when experiment_arm = 'control' and sent_at is not null then 'control_was_sent'

{%- elif entity == 'promotions' %}
    -- Amounts are not negative.
    when value < 0 or minimum_order < 0 then 'negative_amount'

{%- elif entity == 'loyalty_transactions' %}
    -- The type is one of the contract.
    when transaction_type not in ('earn', 'spend', 'expire') then 'unknown_transaction_type'
    -- Points are positive: the type says whether they are earned or spent.
    when points <= 0 then 'bad_points'
    -- Points were not earned or spent in the future.
    when {{ is_in_the_future('transacted_at') }} then 'in_the_future'

{%- elif entity == 'subscriptions' %}
    -- The price is not negative.
    when monthly_amount < 0 then 'negative_amount'
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- A subscription does not end before it starts.
    when {{ is_before('ended_at', 'started_at') }} then 'impossible_times'

{%- elif entity == 'leads' %}
    -- The value is not negative.
    when value < 0 then 'negative_amount'
    -- A currency is three capital letters, and a value has a currency.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    when currency_code is null and value is not null then 'unknown_currency'
    -- A lead was not created in the future.
    when {{ is_in_the_future('created_at') }} then 'in_the_future'

{%- elif entity == 'opportunities' %}
    -- The amount is not negative.
    when amount < 0 then 'negative_amount'
    -- A stage was not entered in the future.
    when {{ is_in_the_future('entered_at') }} then 'in_the_future'

{%- elif entity == 'interactions' %}
    -- The type is one of the contract.
    when interaction_type not in ('call', 'chat', 'visit', 'mail', 'social')
        then 'unknown_interaction_type'
    -- An interaction did not happen in the future.
    when {{ is_in_the_future('happened_at') }} then 'in_the_future'
    -- A duration is not negative.
    when duration_seconds < 0 then 'bad_duration'

{%- elif entity == 'support_tickets' %}
    -- A ticket is opened before it is answered or resolved.
    when {{ is_before('least(first_reply_at, resolved_at)', 'opened_at') }} then 'impossible_times'
    -- A ticket was not opened in the future.
    when {{ is_in_the_future('opened_at') }} then 'in_the_future'

{%- elif entity == 'reviews' %}
    -- A rating is 1 to 5.
    when rating not between 1 and 5 then 'bad_rating'
    -- A review was not written in the future.
    when {{ is_in_the_future('reviewed_at') }} then 'in_the_future'

{%- elif entity == 'survey_responses' %}
    -- The type of question is one of the contract.
    when question_type not in ('nps', 'csat', 'ces') then 'unknown_question_type'
    -- The scale is that of the question: NPS 0 to 10, CSAT 1 to 5, CES 1 to 7.
    when question_type = 'nps' and score not between 0 and 10 then 'bad_score'
    when question_type = 'csat' and score not between 1 and 5 then 'bad_score'
    when question_type = 'ces' and score not between 1 and 7 then 'bad_score'
    -- A question was not answered in the future.
    when {{ is_in_the_future('answered_at') }} then 'in_the_future'

{%- elif entity == 'consents' %}
    -- The purpose is one of the contract.
    when purpose not in ('marketing', 'profiling', 'ads') then 'unknown_purpose'
    -- A consent was not granted in the future.
    when {{ is_in_the_future('granted_at') }} then 'in_the_future'

{%- elif entity == 'referrals' %}
    -- A referral was not made in the future.
    when {{ is_in_the_future('referred_at') }} then 'in_the_future'
    -- A customer cannot refer to the same customer.
    when referrer_source_customer_key = referred_source_customer_key then 'self_referral'

{%- elif entity == 'exchange_rates' %}
    -- A currency is three capital letters.
    when {{ invalid_currency_code('currency_code') }} then 'unknown_currency'
    -- A rate is positive.
    when rate_to_reporting <= 0 then 'rate_not_positive'
    -- A month is written as its first day.
    when month <> cast(date_trunc('month', month) as date) then 'not_first_of_month'

{%- endif %}
{%- endmacro %}
