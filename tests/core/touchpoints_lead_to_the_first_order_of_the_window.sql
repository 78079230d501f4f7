-- Between a touchpoint and its conversion, the person has no other conversion. A touchpoint without
-- a conversion is followed by none of its person.
with orders as (
    select * from {{ ref('fct_orders') }}
    where status <> 'cancelled'
),

touchpoints as (
    select
        touchpoints.*,
        conversions.ordered_at as converted_at
    from {{ ref('fct_touchpoints') }} as touchpoints
    left join orders as conversions
        on touchpoints.conversion_id = conversions.order_id
)

select touchpoints.touchpoint_id
from touchpoints
where
    touchpoints.conversion_id is not null
    and not coalesce(
        touchpoints.converted_at
        between touchpoints.touched_at and touchpoints.touched_at + {{ attribution_window() }},
        false
    )
union all
select touchpoints.touchpoint_id
from touchpoints
inner join orders
    on touchpoints.customer_id = orders.customer_id
where
    orders.ordered_at
    between touchpoints.touched_at and touchpoints.touched_at + {{ attribution_window() }}
    and (
        touchpoints.converted_at is null
        or orders.ordered_at < touchpoints.converted_at
    )
