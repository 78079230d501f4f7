{{ config(enabled='olist' in var('sources')) }}

with freight as (
    select
        order_id,
        {{ null_unless_all_known('try_cast(freight_value as decimal(18, 2))') }} as shipping_amount
    from {{ source('olist', 'order_items') }}
    group by order_id
)

-- an order without lines has no known freight
select
    {{ source_key('olist', 'orders.order_id') }} as order_key,
    'olist' as source_name,
    {{ source_key('olist', 'customers.customer_unique_id') }} as source_customer_key,
    {{ utc_timestamp('orders.order_purchase_timestamp', 'America/Sao_Paulo') }} as ordered_at,
    case
        when orders.order_status in ('created', 'invoiced', 'processing') then 'placed'
        when orders.order_status = 'approved' then 'paid'
        when orders.order_status in ('canceled', 'unavailable') then 'cancelled'
        else orders.order_status
    end as status,
    'BRL' as currency_code,
    freight.shipping_amount,
    {{ utc_timestamp('orders.order_delivered_carrier_date', 'America/Sao_Paulo') }} as shipped_at,
    {{ utc_timestamp('orders.order_delivered_customer_date', 'America/Sao_Paulo') }}
        as delivered_at,
    {{ utc_timestamp('orders.order_estimated_delivery_date', 'America/Sao_Paulo') }} as promised_at
from {{ source('olist', 'orders') }} as orders
left join {{ source('olist', 'customers') }} as customers
    on orders.customer_id = customers.customer_id
left join freight
    on orders.order_id = freight.order_id
