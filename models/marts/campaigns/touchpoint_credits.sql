with as_of as (
    select * from {{ ref('as_of') }}
),

conversions as (
    select
        orders.order_id,
        orders.order_date,
        orders.net_revenue
    from {{ ref('fct_orders') }} as orders
    inner join as_of
        on orders.order_date <= as_of.as_of_date
    where orders.status <> 'cancelled'
),

touchpoints as (
    select * from {{ ref('fct_touchpoints') }}
    where channel is not null
),

-- a conversion without a touchpoint has a path of one: unattributed
paths as (
    select
        conversions.order_id,
        conversions.order_date,
        cast(1000000 as bigint) as conversion_units,
        cast(floor({{ to_cents('conversions.net_revenue') }}) as bigint) as revenue_units,
        touchpoints.touchpoint_id,
        touchpoints.touched_at,
        coalesce(touchpoints.channel, 'unattributed') as channel,
        touchpoints.campaign_id,
        row_number() over (
            partition by conversions.order_id
            order by touchpoints.touched_at asc nulls last, touchpoints.touchpoint_id asc nulls last
        ) as touch_number,
        row_number() over (
            partition by conversions.order_id
            order by
                case when touchpoints.channel = 'direct' then 2 else 1 end asc nulls last,
                touchpoints.touched_at desc nulls last,
                touchpoints.touchpoint_id desc nulls last
        ) as number_from_last_non_direct,
        count(*) over (partition by conversions.order_id) as touches_count,
        max(touchpoints.touched_at) over (partition by conversions.order_id) as last_touched_at
    from conversions
    left join touchpoints
        on conversions.order_id = touchpoints.conversion_id
),

-- whole numbers, of which only the proportions count; null gets nothing
weighted as (
    select
        *,
        cast(case when touch_number = 1 then 1 end as bigint) as first_touch,
        cast(case when touch_number = touches_count then 1 end as bigint) as last_touch,
        cast(case when number_from_last_non_direct = 1 then 1 end as bigint) as last_non_direct,
        cast(1 as bigint) as linear,
        -- 40 % to the first and the last, 20 % to those between them
        cast(case
            when touches_count > 2 and touch_number in (1, touches_count)
                then 2 * (touches_count - 2)
            else 1
        end as bigint) as position_based,
        coalesce({{ time_decay_weight('touched_at', 'last_touched_at') }}, 1) as time_decay
    from paths
),

listed as (
    select *
    from weighted
    unpivot (weight for attribution_model in ({{ attribution_models() | join(', ') }}))
),

-- the largest remainder: every touchpoint gets the whole part of its share; of what is left, one
-- unit each goes to those with the largest parts behind the point
summed as (
    select
        *,
        cast(sum(weight) over (partition by attribution_model, order_id) as bigint) as whole
    from listed
),

cut as (
    select
        *,
        {{ whole_share('conversion_units', 'weight', 'whole') }} as conversion_share,
        {{ whole_share('revenue_units', 'weight', 'whole') }} as revenue_share
    from summed
),

remaining as (
    select
        *,
        conversion_units - cast(
            sum(cast(conversion_share as decimal(18, 0))) over of_conversion as decimal(18, 0)
        )
            as conversion_units_left,
        revenue_units - cast(
            sum(cast(revenue_share as decimal(18, 0))) over of_conversion as decimal(18, 0)
        )
            as revenue_units_left,
        row_number() over (
            partition by attribution_model, order_id
            order by
                {{ share_remainder('conversion_units', 'weight', 'whole', 'conversion_share') }}
                desc nulls last,
                touch_number asc nulls last
        ) as conversion_rank,
        row_number() over (
            partition by attribution_model, order_id
            order by
                {{ share_remainder('revenue_units', 'weight', 'whole', 'revenue_share') }}
                desc nulls last,
                touch_number asc nulls last
        ) as revenue_rank
    from cut
    window of_conversion as (partition by attribution_model, order_id)
)

select
    cast(attribution_model as string) as attribution_model,
    order_id,
    cast(touch_number as int) as touch_number,
    touchpoint_id,
    channel,
    campaign_id,
    order_date,
    cast(
        (
            conversion_share + case when conversion_rank <= conversion_units_left then 1 else 0 end
        ) * cast(0.000001 as decimal(7, 6)) as decimal(18, 6)
    ) as attributed_conversions,
    cast(
        (
            revenue_share + case when revenue_rank <= revenue_units_left then 1 else 0 end
        ) * cast(0.01 as decimal(3, 2)) as decimal(18, 2)
    ) as attributed_revenue
from remaining
