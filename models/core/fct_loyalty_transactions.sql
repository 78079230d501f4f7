with transactions as (
    select * from {{ ref('input_loyalty_transactions') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
)

select
    transactions.loyalty_key as loyalty_transaction_id,
    transactions.source_name,
    accounts.customer_id,
    {{ identified_at('transactions.transacted_at', 'accounts.linked_at') }} as identified_at,
    transactions.order_key as order_id,
    transactions.transaction_type,
    transactions.points,
    case
        when transactions.transaction_type = 'earn' then transactions.points
        else -transactions.points
    end as points_change,
    transactions.transacted_at
from transactions
left join accounts
    on transactions.source_customer_key = accounts.source_customer_key
