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
        cast(refunds.quantity - coalesce(sum(matches.quantity), 0) as decimal(18, 6)) as quantity,
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
        cast(sum(quantity) over latest_first as decimal(38, 6)) as quantity_up_to
    from parts
    window
        latest_first as (
            partition by refund_key
            order by purchase_number desc nulls last
            rows between unbounded preceding and current row
        )
),

-- in whole cents; the last part takes the rest, also where the amount has more places
allocated as (
    select
        numbered.*,
        case
            when numbered.quantity_up_to < refunds.quantity
                then least(refunds.amount, {{ allocated_cumulative_amount(
                    'refunds.amount', 'numbered.quantity_up_to', 'refunds.quantity',
                    are_quantities=true
                ) }})
            else refunds.amount
        end as amount_up_to
    from numbered
    inner join refunds
        on numbered.refund_key = refunds.refund_key
),

divided as (
    select
        *,
        cast(amount_up_to - coalesce(lag(amount_up_to) over (
            partition by refund_key
            order by part_number asc nulls last
        ), 0) as decimal(18, 6)) as amount
    from allocated
),

matched as (
    select
        refunds.refund_key,
        coalesce(divided.part_number, 1) as part_number,
        coalesce(refunds.order_key, divided.order_key) as order_key,
        refunds.source_customer_key,
        refunds.product_key,
        coalesce(divided.quantity, refunds.quantity) as quantity,
        coalesce(divided.amount, refunds.amount) as amount,
        refunds.currency_code,
        refunds.refunded_at,
        case
            when refunds.order_key is not null then 'explicit_order'
            else coalesce(divided.match_rule, 'unmatched')
        end as match_rule
    from refunds
    left join divided
        on refunds.refund_key = divided.refund_key
)

-- a refund that spans several purchases becomes one row for each, in whole cents
select
    refund_key || case when part_number = 1 then '' else '/part-' || part_number end as refund_id,
    *
from matched
