with transactions as (
    select * from {{ ref('input_loyalty_transactions') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'customer'
)

select
    transactions.loyalty_key as loyalty_transaction_id,
    transactions.source_name,
    identities.customer_id,
    {{ identified_at('transactions.transacted_at', 'identities.linked_at') }} as identified_at,
    transactions.order_key as order_id,
    transactions.transaction_type,
    transactions.points,
    case
        when transactions.transaction_type = 'earn' then transactions.points
        else -transactions.points
    end as points_change,
    transactions.transacted_at
from transactions
left join identities
    on transactions.source_customer_key = identities.identity_id
