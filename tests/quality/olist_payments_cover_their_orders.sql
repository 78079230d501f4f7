{{ config(enabled='olist' in var('sources')) }}

-- What is paid is the value of the order, or more or less for a reason that is known, save for one
-- order in a thousand and ten more.
select cast(sum(orders_count) as bigint) as orders_count
from {{ ref('quality_payment_reasons') }}
where source_name = 'olist'
having
    sum(case when reason in ('paid_more', 'paid_less', 'no_payment') then orders_count else 0 end)
    > 10 + 0.001 * sum(orders_count)
