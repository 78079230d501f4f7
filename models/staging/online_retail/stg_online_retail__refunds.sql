{{ config(enabled='online_retail' in var('sources')) }}

with lines as (
    select
        *,
        row_number() over (
            partition by invoice_no
            order by {{ online_retail_line_order() }}
        ) as line_number
    from {{ source('online_retail', 'online_retail') }}
    where {{ online_retail_line_kind() }} = 'refund'
)

select
    {{ source_key('online_retail', 'invoice_no') }} || '/' || cast(line_number as string)
        as refund_key,
    'online_retail' as source_name,
    {{ source_key('online_retail', 'customer_id') }} as source_customer_key,
    {{ online_retail_product_key() }} as product_key,
    -quantity as quantity,
    {{ money('-quantity * try_cast(unit_price as decimal(18, 4))') }} as amount,
    'GBP' as currency_code,
    invoice_date as refunded_at,
    case when {{ online_retail_product_key() }} is null then 'shipping' else 'goods' end as reason
from lines
