with as_of as (
    select * from {{ ref('as_of') }}
),

features as (
    select * from {{ ref('feat_customer_orders') }}
),

labels as (
    select * from {{ ref('ml_segmentation_labels') }}
),

measured as (
    select
        labels.segment_id,
        cast(features.recency_days as decimal(18, 2)) as recency_days,
        cast(features.orders_count as decimal(18, 2)) as orders_count,
        features.lifetime_net_revenue,
        features.net_revenue_90d,
        features.average_order_value
    from features
    inner join as_of
        on features.as_of_date = as_of.as_of_date
    inner join labels
        on features.customer_id = labels.customer_id
),

-- a segment without a value still has its row
listed as (
    select *
    from measured
    unpivot include nulls (
        amount for feature in (
            recency_days, orders_count, lifetime_net_revenue, net_revenue_90d, average_order_value
        )
    )
),

summed as (
    select
        segment_id,
        feature,
        cast(sum(amount) as decimal(38, 2)) as total,
        count(amount) as known_count,
        cast(sum(case when segment_id <> 'no_orders' then amount end) as decimal(38, 2))
            as buyers_total,
        count(case when segment_id <> 'no_orders' then amount end) as buyers_known_count
    from listed
    group by segment_id, feature
)

select
    cast(segment_id as string) as segment_id,
    cast(feature as string) as feature,
    {{ ratio('total', 'known_count') }} as segment_mean,
    {{ ratio('sum(total) over of_feature', 'sum(known_count) over of_feature') }}
        as population_mean,
    {{ ratio('sum(buyers_total) over of_feature', 'sum(buyers_known_count) over of_feature') }}
        as buyers_mean
from summed
window of_feature as (partition by feature)
