{% set parts = [
    'attributes', 'habits', 'baskets', 'products', 'prices', 'discounts', 'behaviour', 'interests',
    'interactions', 'messages', 'support', 'satisfaction', 'loyalty',
] -%}
{% set has_campaigns = 'campaign_propensity' not in switched_off('models') -%}
{% set scores = {
    'segments': 'ml_segmentation_labels',
    'customer_values': 'customer_value',
    'churn': 'churn_scores',
} -%}
{% if has_campaigns %}{% do scores.update(propensity='campaign_propensity') %}{% endif -%}
with churn_window as (
    select * from {{ ref('feat_churn_window') }}
),

customers as (
    select * from {{ ref('dim_customers') }}
),

-- the churn window has one row, of the as-of date
orders as (
    select
        feat_customer_orders.*,
        churn_window.churn_window_days
    from {{ ref('feat_customer_orders') }} as feat_customer_orders
    inner join churn_window
        on feat_customer_orders.as_of_date = churn_window.as_of_date
),

{%- for part in parts %}
{{ part }} as (
    select * from {{ ref('feat_customer_' ~ part) }}
),
{% endfor %}
{%- for name, table in scores.items() %}
{{ name }} as (
    select * from {{ ref(table) }}
),
{% endfor %}
-- equal values get equal scores: the rank decides, not the row
ranked as (
    select
        *,
        count(*) over () as buyers_count,
        rank() over (order by recency_days desc nulls last) as recency_rank,
        rank() over (order by orders_count nulls last) as orders_rank,
        rank() over (order by lifetime_net_revenue nulls last) as revenue_rank,
        rank() over (order by lifetime_net_revenue desc nulls last) as spend_rank
    from orders
    where orders_count > 0
),

scored as (
    select
        customer_id,
        {{ spend_tier('spend_rank', 'buyers_count') }} as spend_tier,
        {{ quintile('recency_rank', 'buyers_count') }}
        || {{ quintile('orders_rank', 'buyers_count') }}
        || {{ quintile('revenue_rank', 'buyers_count') }} as rfm_score
    from ranked
)

select
    orders.customer_id,
    orders.as_of_date,
    attributes.age_band,
    attributes.gender,
    attributes.country,
    attributes.occupation_group,
    scored.spend_tier,
    orders.lifetime_net_revenue,
    orders.average_order_value,
    orders.average_net_order_value,
    orders.discount_share,
    discounts.discount_sensitivity,
    prices.price_sensitivity,
    baskets.average_basket_units,
    baskets.average_basket_products,
    habits.preferred_weekday,
    habits.weekend_order_share,
    habits.preferred_hour,
    habits.preferred_daypart,
    interests.preferred_device,
    interests.preferred_channel,
    habits.preferred_season,
    habits.preferred_occasion,
    orders.median_days_between_orders,
    products.favourite_category,
    products.second_category,
    products.categories_count,
    products.category_entropy,
    interests.top_wishlist_category,
    interests.top_topic_read,
    behaviour.contents_read_count,
    behaviour.activities_joined_count,
    behaviour.sessions_count_90d,
    behaviour.days_since_last_session,
    behaviour.average_session_seconds,
    messages.messages_sent_count_90d,
    messages.email_open_rate,
    messages.email_click_rate,
    messages.sms_click_rate,
    messages.mobile_push_click_rate,
    messages.preferred_message_channel,
    interactions.interactions_count,
    interactions.inbound_interactions_count,
    interactions.preferred_interaction_type,
    interactions.days_since_last_interaction,
    orders.recency_days,
    orders.orders_count,
    orders.lifetime_net_revenue as monetary_value,
    scored.rfm_score,
    {{ lifecycle_stage(
        'orders.orders_count',
        'orders.recency_days',
        'orders.days_before_last_order',
        'orders.churn_window_days'
    ) }} as lifecycle_stage,
    loyalty.membership_tier,
    loyalty.points_balance,
    satisfaction.csat as satisfaction_score,
    satisfaction.csat,
    satisfaction.nps,
    satisfaction.reviews_count,
    {{ ratio('satisfaction.reviews_count', 'orders.orders_count') }} as reviews_per_order,
    satisfaction.average_rating,
    support.support_tickets_count,
    cast(segments.segment_id as string) as segment_id,
    cast(segments.segment_name as string) as segment_name,
    customer_values.probability_alive,
    customer_values.predicted_clv,
    churn.churn_probability,
    {{ 'propensity.response_probability' if has_campaigns else 'cast(null as double)' }}
        as response_probability,
    cast(null as string) as next_best_product_id
from orders
inner join customers
    on orders.customer_id = customers.customer_id
left join scored
    on orders.customer_id = scored.customer_id
{%- for name in scores %}
left join {{ name }}
    on orders.customer_id = {{ name }}.customer_id
{%- endfor %}
{%- for part in parts %}
left join {{ part }}
    on
        orders.customer_id = {{ part }}.customer_id
        and orders.as_of_date = {{ part }}.as_of_date
{%- endfor %}
