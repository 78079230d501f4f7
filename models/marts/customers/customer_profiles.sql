with features as (
    select * from {{ ref('feat_customer_orders') }}
),

segments as (
    select * from {{ ref('ml_segmentation_labels') }}
),

-- equal values get equal scores: the rank decides, not the row
ranked as (
    select
        *,
        count(*) over () as buyers_count,
        rank() over (order by recency_days desc) as recency_rank,
        rank() over (order by orders_count) as orders_rank,
        rank() over (order by lifetime_net_revenue) as revenue_rank
    from features
    where orders_count > 0
),

scored as (
    select
        customer_id,
        {{ quintile('recency_rank', 'buyers_count') }}
        || {{ quintile('orders_rank', 'buyers_count') }}
        || {{ quintile('revenue_rank', 'buyers_count') }} as rfm_score
    from ranked
)

select
    features.customer_id,
    features.as_of_date,
    cast(null as string) as age_band,
    cast(null as string) as gender,
    cast(null as string) as country,
    cast(null as string) as occupation_group,
    cast(null as string) as spend_tier,
    features.lifetime_net_revenue,
    features.average_order_value,
    cast(null as double) as discount_share,
    cast(null as string) as preferred_weekday,
    cast(null as int) as preferred_hour,
    cast(null as string) as preferred_device,
    cast(null as string) as preferred_channel,
    cast(null as string) as preferred_occasion,
    cast(null as double) as median_days_between_orders,
    cast(null as string) as favourite_category,
    cast(null as string) as second_category,
    cast(null as double) as category_entropy,
    features.recency_days,
    features.orders_count,
    features.lifetime_net_revenue as monetary_value,
    scored.rfm_score,
    cast(null as string) as lifecycle_stage,
    cast(null as string) as membership_tier,
    cast(null as int) as points_balance,
    cast(null as double) as satisfaction_score,
    cast(null as int) as support_tickets_count,
    cast(segments.segment_id as string) as segment_id,
    cast(segments.segment_name as string) as segment_name,
    cast(null as double) as probability_alive,
    cast(null as decimal(18, 2)) as predicted_clv,
    cast(null as double) as churn_probability,
    cast(null as double) as response_probability,
    cast(null as string) as next_best_product_id
from features
left join scored
    on features.customer_id = scored.customer_id
left join segments
    on features.customer_id = segments.customer_id
