{{ config(enabled=is_built()) }}

{%- set horizon_days = 30 %}

with as_of as (
    select * from {{ ref('as_of') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

fct_subscriptions as (
    select * from {{ ref('fct_subscriptions') }}
),

attributes as (
    select * from {{ ref('feat_customer_attributes') }}
),

orders as (
    select * from {{ ref('feat_customer_orders') }}
),

behaviour as (
    select * from {{ ref('feat_customer_behaviour') }}
),

support as (
    select * from {{ ref('feat_customer_support') }}
),

-- snapshots after which the horizon has passed
complete as (
    select
        dates.as_of_date,
        row_number() over (order by dates.as_of_date desc nulls last) as snapshots_from_last
    from dates
    cross join as_of
    where {{ days_between('dates.as_of_date', 'as_of.as_of_date') }} >= {{ horizon_days }}
),

snapshots as (
    select
        as_of_date,
        case snapshots_from_last
            when 1 then 'test'
            when 2 then 'calibration'
            else 'training'
        end as purpose
    from complete
    union all
    select
        as_of_date,
        'scoring' as purpose
    from as_of
),

-- a person whose next plan begins by the day after the end stays
ends as (
    select
        fct_subscriptions.subscription_id,
        max(followers.subscription_id) is not null as is_followed
    from fct_subscriptions
    left join fct_subscriptions as followers
        on
            fct_subscriptions.customer_id = followers.customer_id
            and fct_subscriptions.subscription_id <> followers.subscription_id
            and {{ days_between('followers.started_date', 'fct_subscriptions.ended_date') }} >= -1
            and (
                followers.ended_date is null
                or fct_subscriptions.ended_date < followers.ended_date
            )
    group by fct_subscriptions.subscription_id
),

-- a trial that is not paid has not begun to pay: its end is no churn
running as (
    select
        fct_subscriptions.*,
        snapshots.as_of_date,
        snapshots.purpose,
        coalesce(
            {{ days_between('snapshots.as_of_date', 'fct_subscriptions.ended_date') }}
            <= {{ horizon_days }}
            and not ends.is_followed,
            false
        ) as has_churned
    from fct_subscriptions
    inner join ends
        on fct_subscriptions.subscription_id = ends.subscription_id
    inner join snapshots
        on
            fct_subscriptions.started_date <= snapshots.as_of_date
            and coalesce(fct_subscriptions.trial_ended_date, fct_subscriptions.started_date)
            <= snapshots.as_of_date
            and (
                fct_subscriptions.ended_date is null
                or fct_subscriptions.ended_date > snapshots.as_of_date
            )
)

select
    running.subscription_id,
    running.as_of_date,
    running.customer_id,
    running.purpose,
    case when running.purpose <> 'scoring' then running.has_churned end as has_churned,
    running.plan,
    cast(running.monthly_amount as double) as monthly_amount,
    cast({{ days_between('running.started_date', 'running.as_of_date') }} as int)
        as days_subscribed,
    running.trial_ended_date is not null as had_trial,
    coalesce(
        running.paused_date <= running.as_of_date
        and (running.resumed_date is null or running.as_of_date < running.resumed_date),
        false
    ) as is_paused,
    attributes.country,
    orders.orders_count,
    orders.orders_count_90d,
    orders.recency_days,
    behaviour.sessions_count_30d,
    behaviour.days_since_last_session,
    support.support_tickets_count_90d
from running
left join attributes
    on
        running.customer_id = attributes.customer_id
        and running.as_of_date = attributes.as_of_date
left join orders
    on running.customer_id = orders.customer_id and running.as_of_date = orders.as_of_date
left join behaviour
    on running.customer_id = behaviour.customer_id and running.as_of_date = behaviour.as_of_date
left join support
    on running.customer_id = support.customer_id and running.as_of_date = support.as_of_date
