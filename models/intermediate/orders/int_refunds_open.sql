with refunds as (
    select * from {{ ref('input_refunds') }}
    where order_key is null and product_key is not null and quantity is not null
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
)

select
    refunds.refund_key,
    accounts.customer_id,
    refunds.product_key,
    refunds.currency_code,
    refunds.refunded_at,
    refunds.quantity,
    refunds.amount,
    {{ average_amount('refunds.amount', 'refunds.quantity') }} as unit_amount,
    cast(row_number() over (
        partition by accounts.customer_id, refunds.product_key
        order by refunds.refunded_at asc nulls last, refunds.refund_key asc nulls last
    ) as int) as refund_number
from refunds
inner join accounts
    on refunds.source_customer_key = accounts.source_customer_key
