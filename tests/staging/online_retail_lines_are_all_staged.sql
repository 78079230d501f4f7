{{ config(enabled='online_retail' in var('sources')) }}

-- Every line of the raw file is in exactly one staging model: the sums are equal to the cent.
with raw_lines as (
    select
        cast(
            sum({{ money('quantity * try_cast(unit_price as decimal(18, 4))') }}) as decimal(18, 2)
        ) as amount
    from {{ source('online_retail', 'online_retail') }}
),

staged as (
    select cast(sum({{ money('quantity * unit_price') }}) as decimal(18, 2)) as amount
    from {{ ref('stg_online_retail__order_items') }}
    union all
    select cast(sum(shipping_amount) as decimal(18, 2)) as amount
    from {{ ref('stg_online_retail__orders') }}
    union all
    select -cast(sum(amount) as decimal(18, 2)) as amount
    from {{ ref('stg_online_retail__refunds') }}
)

select raw_lines.amount
from raw_lines
where
    raw_lines.amount is distinct from (
        select cast(sum(staged.amount) as decimal(18, 2)) from staged
    )
