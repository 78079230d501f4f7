{%- set known_refund_amount = 'joined.booked_refund_amount' if sources_of('refunds') else 'null' -%}
with days as (
    select
        date_day,
        month_start
    from {{ ref('dim_days') }}
),

orders as (
    select * from {{ ref('fct_orders') }}
    where status <> 'cancelled'
),

refunds as (
    select * from {{ ref('product_refunds_monthly') }}
),

elasticities as (
    select * from {{ ref('product_price_elasticity_monthly') }}
),

-- an order without lines may have a discount of its own
lines as (
    select
        orders.order_date,
        orders.session_id,
        coalesce(items.product_id, 'unknown') as product_id,
        coalesce(items.quantity, 0) as quantity,
        case
            when items.order_id is null then orders.gross_revenue - orders.discount_amount
            else items.gross_revenue - items.discount_amount
        end as sales_amount,
        {{ average_amount('items.gross_revenue', 'items.quantity') }} as unit_price
    from orders
    left join {{ ref('fct_order_items') }} as items
        on orders.order_id = items.order_id
),

sales as (
    select
        lines.product_id,
        days.month_start,
        cast(sum(lines.quantity) as decimal(18, 6)) as units,
        {{ null_unless_all_known('lines.sales_amount') }} as sales_amount,
        min(lines.unit_price) as lowest_price,
        max(lines.unit_price) as highest_price
    from lines
    inner join days
        on lines.order_date = days.date_day
    group by lines.product_id, days.month_start
),

view_events as (
    select
        coalesce(events.product_id, 'unknown') as product_id,
        days.month_start,
        events.session_id,
        count(*) as views
    from {{ ref('fct_events') }} as events
    inner join days
        on events.event_date = days.date_day
    where events.step = 'view_item'
    group by coalesce(events.product_id, 'unknown'), days.month_start, events.session_id
),

bought as (
    select distinct
        product_id,
        session_id
    from lines
    where session_id is not null
),

viewed as (
    select
        view_events.product_id,
        view_events.month_start,
        cast(sum(view_events.views) as bigint) as views,
        count(*) as sessions_count,
        count(bought.session_id) as buying_sessions_count
    from view_events
    left join bought
        on
            view_events.product_id = bought.product_id
            and view_events.session_id = bought.session_id
    group by view_events.product_id, view_events.month_start
),

keys as (
    select
        product_id,
        month_start
    from sales
    union distinct
    select
        product_id,
        month_start
    from refunds
    union distinct
    select
        product_id,
        month_start
    from viewed
),

joined as (
    select
        keys.product_id,
        keys.month_start,
        coalesce(sales.units, 0) as units,
        case when sales.product_id is null then 0 else sales.sales_amount end as sales_amount,
        case when refunds.product_id is null then 0 else refunds.refund_amount end
            as booked_refund_amount,
        sales.lowest_price,
        sales.highest_price,
        viewed.views,
        viewed.sessions_count,
        viewed.buying_sessions_count
    from keys
    left join sales
        on keys.product_id = sales.product_id and keys.month_start = sales.month_start
    left join refunds
        on keys.product_id = refunds.product_id and keys.month_start = refunds.month_start
    left join viewed
        on keys.product_id = viewed.product_id and keys.month_start = viewed.month_start
)

select
    joined.month_start,
    joined.product_id,
    cast(joined.units as decimal(18, 6)) as units,
    cast(joined.sales_amount as decimal(18, 2)) as sales_amount,
    cast({{ known_refund_amount }} as decimal(18, 2)) as refund_amount,
    cast(joined.sales_amount - joined.booked_refund_amount as decimal(18, 2)) as net_revenue,
    {{ ratio(known_refund_amount, 'joined.sales_amount') }} as refund_rate,
    {{ average_amount('joined.sales_amount', 'joined.units') }} as average_price,
    joined.lowest_price,
    joined.highest_price,
    {{ count_if_entity_filled('events', 'joined.views') }} as views,
    {{ count_if_entity_filled('events', 'joined.sessions_count') }} as viewing_sessions_count,
    {{ ratio('joined.buying_sessions_count', 'joined.sessions_count') }} as view_to_purchase_rate,
    elasticities.weeks_count as price_elasticity_weeks_count,
    elasticities.price_elasticity,
    elasticities.price_elasticity_low,
    elasticities.price_elasticity_high
from joined
left join elasticities
    on
        joined.product_id = elasticities.product_id
        and joined.month_start = elasticities.month_start
