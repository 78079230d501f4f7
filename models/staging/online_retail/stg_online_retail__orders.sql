{{ config(enabled='online_retail' in var('sources')) }}

with lines as (
    select
        *,
        {{ online_retail_line_kind() }} as line_kind
    from {{ source('online_retail', 'online_retail') }}
)

-- an invoice without goods is not an order
select
    {{ source_key('online_retail', 'invoice_no') }} as order_key,
    'online_retail' as source_name,
    {{ source_key('online_retail', 'max(customer_id)') }} as source_customer_key,
    min(invoice_date) as ordered_at,
    'paid' as status,
    'GBP' as currency_code,
    'web' as sales_channel,
    cast(coalesce(
        sum({{ money('quantity * try_cast(unit_price as decimal(18, 4))') }})
        filter (where line_kind = 'shipping'),
        0
    ) as decimal(18, 2)) as shipping_amount
from lines
group by invoice_no
having bool_or(line_kind = 'goods')
