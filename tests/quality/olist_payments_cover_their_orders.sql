{{ config(enabled='olist' in var('sources')) }}

-- The amount paid is the value of the order, or differs for a known reason. Exceptions are at most
-- ten orders and one order in a thousand.
select cast(sum(orders_count) as bigint) as orders_count
from {{ ref('quality_payment_reasons') }}
where source_name = 'olist'
having
    sum(case when reason in ('paid_more', 'paid_less', 'no_payment') then orders_count else 0 end)
    > 10 + 0.001 * sum(orders_count)
