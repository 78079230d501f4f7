{{ config(post_hook="{{ insert_rejected_rows({
    'orders': 'shipping_amount',
    'order_items': line_amount('quantity', 'unit_price'),
    'refunds': '-amount',
}) }}") }}

-- the hook fills the table
select
    try_cast(null as string) as entity,
    try_cast(null as string) as row_key,
    try_cast(null as string) as rejection_reason,
    try_cast(null as string) as source_name,
    try_cast(null as decimal(18, 2)) as amount
where 1 = 0
