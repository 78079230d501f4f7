with refunds as (
    select * from {{ ref('input_refunds') }}
),

matches as (
    select * from {{ ref('int_refunds_lifo') }}
),

parts as (
    select
        refund_key,
        order_key,
        quantity,
        purchase_number,
        'latest_purchase' as match_rule
    from matches
    union all
    select
        refunds.refund_key,
        cast(null as string) as order_key,
        cast(refunds.quantity - coalesce(sum(matches.quantity), 0) as bigint) as quantity,
        cast(null as int) as purchase_number,
        'unmatched' as match_rule
    from refunds
    left join matches
        on refunds.refund_key = matches.refund_key
    where refunds.order_key is null and refunds.quantity is not null
    group by refunds.refund_key, refunds.quantity
    having refunds.quantity > coalesce(sum(matches.quantity), 0)
),

numbered as (
    select
        *,
        cast(row_number() over latest_first as int) as part_number,
        cast(sum(quantity) over latest_first as bigint) as quantity_up_to
    from parts
    window
        latest_first as (
            partition by refund_key
            order by purchase_number desc nulls last
            rows between unbounded preceding and current row
        )
),

matched as (
    select
        refunds.refund_key,
        coalesce(numbered.part_number, 1) as part_number,
        coalesce(refunds.order_key, numbered.order_key) as order_key,
        refunds.source_customer_key,
        refunds.product_key,
        cast(coalesce(numbered.quantity, refunds.quantity) as int) as quantity,
        cast(case
            when numbered.quantity < refunds.quantity
                then {{ allocated_cumulative_amount(
                    'refunds.amount', 'numbered.quantity_up_to', 'refunds.quantity'
                ) }} - {{ allocated_cumulative_amount(
                    'refunds.amount', 'numbered.quantity_up_to - numbered.quantity',
                    'refunds.quantity'
                ) }}
            else refunds.amount
        end as decimal(18, 2)) as amount,
        refunds.currency_code,
        refunds.refunded_at,
        case
            when refunds.order_key is not null then 'explicit_order'
            else coalesce(numbered.match_rule, 'unmatched')
        end as match_rule
    from refunds
    left join numbered
        on refunds.refund_key = numbered.refund_key
)

-- a refund that spans several purchases becomes one row for each, in whole cents
select
    refund_key || case when part_number = 1 then '' else '/part-' || part_number end as refund_id,
    *
from matched
