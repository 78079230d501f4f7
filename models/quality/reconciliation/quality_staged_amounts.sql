with money_rows as (
    select
        entity,
        kind,
        {{ known_source('source_name') }} as source_name,
        order_key,
        refund_key,
        amount,
        currency_code,
        {{ local_month('occurred_at') }} as month_start
    from {{ ref('input_amounts') }}
),

order_rates as (
    select * from {{ ref('quality_order_rates') }}
),

refund_parts as (
    select * from {{ ref('quality_refund_parts') }}
),

core_orders as (
    select * from {{ ref('fct_orders') }}
),

currencies as (
    select * from {{ ref('int_exchange_rates_monthly') }}
),

-- the rate of a row whose order is not in the export
latest_rates as (
    select
        core_orders.source_name,
        order_rates.exchange_rate
    from core_orders
    inner join order_rates
        on core_orders.order_id = order_rates.order_key
    where order_rates.exchange_rate is not null
    qualify row_number() over (
        partition by core_orders.source_name
        order by core_orders.ordered_at desc nulls last, core_orders.order_id asc nulls last
    ) = 1
),

refund_values as (
    select
        refund_key,
        cast(sum(amount) as decimal(28, 6)) as amount,
        coalesce(cast(sum(exact_amount) as decimal(30, 10)), 0) as exact_amount
    from refund_parts
    group by refund_key
),

valued_rows as (
    select
        money_rows.kind,
        money_rows.source_name,
        cast({{ unrounded_amount(
            'money_rows.amount',
            'case when order_rates.order_key is null then latest_rates.exchange_rate '
            ~ 'else order_rates.exchange_rate end'
        ) }} as decimal(30, 10)) as exact_amount
    from money_rows
    left join order_rates
        on money_rows.order_key = order_rates.order_key
    left join latest_rates
        on money_rows.source_name = latest_rates.source_name
    where money_rows.entity <> 'refunds'
    union all
    -- the parts of a refund at the rates of their orders; what no part has, at its own month's rate
    select
        money_rows.kind,
        money_rows.source_name,
        -coalesce(refund_values.exact_amount, 0) - coalesce(cast({{ unrounded_amount(
            '(money_rows.amount - coalesce(refund_values.amount, 0))',
            'coalesce(currencies.rate_to_reporting, latest_rates.exchange_rate)'
        ) }} as decimal(30, 10)), 0) as exact_amount
    from money_rows
    left join refund_values
        on money_rows.refund_key = refund_values.refund_key
    left join currencies
        on
            money_rows.month_start = currencies.month_start
            and money_rows.currency_code = currencies.currency_code
    left join latest_rates
        on money_rows.source_name = latest_rates.source_name
    where money_rows.entity = 'refunds'
)

select
    source_name,
    coalesce(cast(sum(exact_amount) filter (where kind = 'staged') as decimal(30, 10)), 0)
        as staged_amount,
    coalesce(cast(sum(exact_amount) filter (where kind = 'rejected') as decimal(30, 10)), 0)
        as rejected_amount,
    coalesce(cast(sum(exact_amount) filter (where kind = 'superseded') as decimal(30, 10)), 0)
        as superseded_amount
from valued_rows
group by source_name
