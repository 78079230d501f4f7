{{ config(enabled='olist' in var('sources')) }}

-- Price and freight of every raw line are staged: the sums are equal to the cent.
with raw_lines as (
    select
        cast(sum(try_cast(price as decimal(18, 2))) as decimal(18, 2))
        + cast(sum(try_cast(freight_value as decimal(18, 2))) as decimal(18, 2)) as amount
    from {{ source('olist', 'order_items') }}
),

staged as (
    select
        cast(
            sum({{ money('quantity * try_cast(unit_price as decimal(18, 4))') }}) as decimal(18, 2)
        ) as amount
    from {{ ref('stg_olist__order_items') }}
    union all
    select cast(sum(shipping_amount) as decimal(18, 2)) as amount
    from {{ ref('stg_olist__orders') }}
)

select raw_lines.amount
from raw_lines
where
    raw_lines.amount is distinct from (
        select cast(sum(staged.amount) as decimal(18, 2)) from staged
    )
