{{ config(enabled=is_built()) }}

with promotions as (
    select * from {{ ref('input_promotions') }}
)

select
    promotion_code as promotion_id,
    source_name,
    promotion_type,
    value,
    minimum_order as minimum_order_amount,
    valid_from,
    {{ end_not_before('valid_from', 'valid_to') }} as valid_to
from promotions
