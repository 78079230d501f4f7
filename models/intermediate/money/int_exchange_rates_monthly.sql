{%- set stated = reporting_currency() -%}
{%- set advice = "set var reporting_currency, and var fallback_rates or exchange rates for the "
    ~ "others" -%}

with orders as (
    select * from {{ ref('input_orders') }}
),

refunds as (
    select * from {{ ref('input_refunds') }}
),

products as (
    select * from {{ ref('input_products') }}
),

-- every amount except those of products: they use the rate of the order of the line
dated_amounts as (
    select
        currency_code,
        {{ local_month('ordered_at') }} as month_start
    from orders
    union
    select
        currency_code,
        {{ local_month('refunded_at') }} as month_start
    from refunds
    union
    select
        currency_code,
        cast(date_trunc('month', date_day) as date) as month_start
    from {{ ref('input_ad_spend') }}
    union
    select
        currency_code,
        month as month_start
    from {{ ref('input_marketing_costs') }}
    union
    select
        currency_code,
        cast(date_trunc('month', coalesce(started_on, ended_on)) as date) as month_start
    from {{ ref('input_campaigns') }}
    union
    select
        campaigns.currency_code,
        {{ local_month('messages.assigned_at') }} as month_start
    from {{ ref('input_messages') }} as messages
    inner join {{ ref('input_campaigns') }} as campaigns
        on messages.campaign_key = campaigns.campaign_key
    where campaigns.started_on is null
    union
    select
        currency_code,
        {{ local_month('started_at') }} as month_start
    from {{ ref('input_subscriptions') }}
    union
    select
        currency_code,
        {{ local_month('created_at') }} as month_start
    from {{ ref('input_leads') }}
    union
    select
        cast(null as string) as currency_code,
        {{ local_month('entered_at') }} as month_start
    from {{ ref('input_opportunities') }}
),

exchange_rates as (
    select * from {{ ref('input_exchange_rates') }}
),

reporting as (
    {% if stated -%}
    select '{{ stated }}' as currency_code
    {%- else -%}
    select
        case
            when count(distinct currency_code) > 1 then {{ raise_error(
                "'the orders are in several currencies (' || "
                ~ distinct_list_text('currency_code') ~ " || '): " ~ advice ~ "'"
            ) }}
            else max(currency_code)
        end as currency_code
    from orders
    {%- endif %}
),

currencies as (
    select currency_code from dated_amounts
    where currency_code is not null
    union
    select currency_code from products
    where currency_code is not null
),

months as (
    select distinct month_start from dated_amounts
    where month_start is not null
),

fallback_rates as (
    {% for currency, rate in var('fallback_rates').items() -%}
    select
        '{{ currency }}' as currency_code,
        cast({{ rate }} as decimal(22, 12)) as rate_to_reporting
    union all
    {% endfor -%}
    select
        cast(null as string) as currency_code,
        cast(null as decimal(22, 12)) as rate_to_reporting
    where 1 = 0
)

select
    months.month_start,
    currencies.currency_code,
    reporting.currency_code as reporting_currency,
    case
        when currencies.currency_code = reporting.currency_code then cast(1 as decimal(22, 12))
        else coalesce(exchange_rates.rate_to_reporting, fallback_rates.rate_to_reporting)
    end as rate_to_reporting,
    case
        when currencies.currency_code = reporting.currency_code then 'same'
        when exchange_rates.rate_to_reporting is not null then 'source'
        when fallback_rates.rate_to_reporting is not null then 'fallback'
        else 'missing'
    end as rate_origin
from months
cross join currencies
cross join reporting
left join exchange_rates
    on
        months.month_start = exchange_rates.month
        and currencies.currency_code = exchange_rates.currency_code
left join fallback_rates
    on currencies.currency_code = fallback_rates.currency_code
