{{ config(enabled='online_retail' in var('sources')) }}

with lines as (
    select
        *,
        {{ online_retail_line_kind() }} as line_kind
    from {{ source('online_retail', 'online_retail') }}
),

numbered as (
    select
        *,
        -- lines have no number in the file: two equal lines remain two lines
        cast(row_number() over (
            partition by invoice_no
            order by {{ online_retail_line_order() }}
        ) as int) as line_number,
        bool_or(line_kind = 'goods') over (partition by invoice_no) as has_goods
    from lines
)

-- shipping of an order is a column of the order; an invoice of shipping only has no goods
select
    {{ source_key('online_retail', 'invoice_no') }} as order_key,
    line_number,
    'online_retail' as source_name,
    {{ source_key('online_retail', 'upper(trim(stock_code))') }} as product_key,
    quantity,
    try_cast(unit_price as decimal(18, 4)) as unit_price,
    case
        when line_kind = 'shipping' then 'not_goods'
        when line_kind <> 'goods' then line_kind
    end as rejection_reason
from numbered
where line_kind <> 'refund' and not (line_kind = 'shipping' and has_goods)
