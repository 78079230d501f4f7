-- In every month, each attribution model credits the conversions and the net revenue of all orders
-- that are not cancelled, to the cent.
with orders as (
    select
        cast(date_trunc('month', orders.order_date) as date) as month_start,
        count(*) as conversions,
        {{ null_unless_all_known('orders.net_revenue') }} as revenue
    from {{ ref('fct_orders') }} as orders
    inner join {{ ref('as_of') }} as as_of
        on orders.order_date <= as_of.as_of_date
    where orders.status <> 'cancelled'
    group by cast(date_trunc('month', orders.order_date) as date)
),

expected as (
    {%- for attribution_model in attribution_models() %}
    select
        *,
        '{{ attribution_model }}' as attribution_model
    from orders
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

credited as (
    select
        month_start,
        attribution_model,
        cast(sum(attributed_conversions) as decimal(18, 6)) as conversions,
        {{ null_unless_all_known('attributed_revenue') }} as revenue
    from {{ ref('channel_attribution') }}
    group by month_start, attribution_model
)

select
    coalesce(expected.month_start, credited.month_start) as month_start,
    coalesce(expected.attribution_model, credited.attribution_model) as attribution_model
from expected
full join credited
    on
        expected.month_start = credited.month_start
        and expected.attribution_model = credited.attribution_model
where
    coalesce(expected.conversions, 0) <> coalesce(credited.conversions, 0)
    -- a month with spend and without an order has no revenue
    or coalesce(expected.revenue, 0) <> coalesce(credited.revenue, 0)
