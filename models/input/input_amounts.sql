{{ config(post_hook="{{ insert_amounts() }}") }}

-- the hook fills the table
select
    try_cast(null as string) as entity,
    try_cast(null as string) as kind,
    try_cast(null as string) as source_name,
    try_cast(null as string) as order_key,
    try_cast(null as string) as refund_key,
    try_cast(null as decimal(30, 12)) as amount,
    try_cast(null as string) as currency_code,
    try_cast(null as timestamp) as occurred_at
where 1 = 0
