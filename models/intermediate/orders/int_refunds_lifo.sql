{% set purchases -%}
select
    customer_id,
    product_key,
    currency_code,
    order_key,
    line_number,
    ordered_at,
    purchase_number,
    unit_amount,
    units_left,
    amount_left,
    cast(null as string) as refund_key,
    cast(0 as decimal(18, 6)) as quantity,
    0 as step_number
from {{ ref('int_order_items_returnable') }}
where units_left > 0
{%- endset %}

{% set next_refund -%}
select
    customer_id,
    product_key,
    currency_code,
    order_key,
    line_number,
    ordered_at,
    purchase_number,
    unit_amount,
    cast(units_left - taken_quantity as decimal(18, 6)) as units_left,
    cast(amount_left - coalesce({{ allocated_cumulative_amount(
        'refund_amount', 'taken_quantity', 'refund_quantity', are_quantities=true
    ) }}, 0) as decimal(18, 2)) as amount_left,
    refund_key,
    cast(taken_quantity as decimal(18, 6)) as quantity,
    step_number
from (
    -- then the latest purchases, also where more is paid back than was paid
    select
        *,
        affordable_taken + greatest(0, least(
            units_offered - affordable_taken,
            refund_quantity - cast(sum(affordable_taken) over (
                partition by customer_id, product_key
            ) as decimal(18, 6)) - coalesce(cast(sum(units_offered - affordable_taken) over (
                partition by customer_id, product_key
                order by purchase_number desc nulls last
                rows between unbounded preceding and 1 preceding
            ) as decimal(18, 6)), 0)
        )) as taken_quantity
    from (
        -- first the purchases that paid as much as is paid back: those at the refund's own price
        -- before the others, and the latest first
        select
            *,
            greatest(0, least(
                affordable_units,
                refund_quantity - coalesce(cast(sum(affordable_units) over (
                    partition by customer_id, product_key
                    order by is_at_its_price desc nulls last, purchase_number desc nulls last
                    rows between unbounded preceding and 1 preceding
                ) as decimal(18, 6)), 0)
            )) as affordable_taken
        from (
            select
                *,
                case
                    when not is_in_its_currency then 0
                    when refund_cents * units_offered <= cents_left then units_offered
                    else cast(greatest(0, least(
                        cast(units_offered as double),
                        coalesce(floor({{ ratio('cents_left', 'refund_cents') }}), 0)
                    )) as decimal(18, 6))
                end as affordable_units
            from (
                select
                    purchases.customer_id,
                    purchases.product_key,
                    purchases.currency_code,
                    purchases.order_key,
                    purchases.line_number,
                    purchases.ordered_at,
                    purchases.purchase_number,
                    purchases.unit_amount,
                    purchases.units_left,
                    purchases.amount_left,
                    refunds.refund_key,
                    refunds.quantity as refund_quantity,
                    refunds.amount as refund_amount,
                    refunds.refund_number as step_number,
                    refunds.currency_code = purchases.currency_code as is_in_its_currency,
                    refunds.currency_code = purchases.currency_code
                    and refunds.unit_amount = purchases.unit_amount as is_at_its_price,
                    case
                        when purchases.ordered_at <= refunds.refunded_at
                            then least(purchases.units_left, refunds.quantity)
                        else 0
                    end as units_offered,
                    {{ ratio(to_cents('refunds.amount'), 'refunds.quantity') }} as refund_cents,
                    -- half a cent of rounding; prices that are equal to the cent differ by less than
                    -- a cent per unit
                    {{ to_cents('purchases.amount_left') }} + 0.5 + case
                        when refunds.unit_amount = purchases.unit_amount
                            then cast(purchases.units_left as double)
                        else 0
                    end as cents_left
                from __newest__ as purchases
                inner join {{ ref('int_refunds_open') }} as refunds
                    on
                        purchases.customer_id = refunds.customer_id
                        and purchases.product_key = refunds.product_key
                        and purchases.step_number + 1 = refunds.refund_number
                where purchases.units_left > 0
            ) as offered
        ) as affordable
    ) as first_taken
) as taken
{%- endset %}

-- A refund that names no order is matched to purchases of the same customer and product that were
-- made before it. The refunds of a customer and product take units one after the other, the
-- earliest first: step n is the n-th refund of every customer and product.
with matches as (
    {{ repeated_steps(purchases, next_refund) | indent(4) }}
)

select
    refund_key,
    order_key,
    max(purchase_number) as purchase_number,
    cast(sum(quantity) as decimal(18, 6)) as quantity
from matches
where quantity > 0
group by refund_key, order_key
