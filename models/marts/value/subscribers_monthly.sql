{{ config(enabled=is_built()) }}

with subscriptions as (
    select
        *,
        -- the plans of an unknown person cannot be put together
        coalesce(customer_id, subscription_id) as subscriber_id,
        greatest(
            started_date,
            trial_ended_date,
            -- sources end a trial that is not paid on its last day or on the next
            case
                when ended_date <= cast(trial_ended_date + interval '1' day as date) then ended_date
            end
        ) as paid_from_date
    from {{ ref('fct_subscriptions') }}
),

months as (
    select
        month_start,
        cast(month_start - interval '1' day as date) as opening_day,
        max(date_day) as closing_day
    from {{ ref('dim_days') }}
    group by month_start
),

-- A plan that starts within a day of the end of another one follows it: sources end a plan in its
-- last second, or on its last day.
followed as (
    select
        subscriptions.subscription_id,
        min(followers.started_date) as follower_started_date
    from subscriptions
    inner join subscriptions as followers
        on
            subscriptions.subscriber_id = followers.subscriber_id
            and subscriptions.started_at < followers.started_at
            and followers.started_at >= subscriptions.ended_at - interval '1' day
            and followers.started_at <= subscriptions.ended_at + interval '1' day
    group by subscriptions.subscription_id
),

periods as (
    select
        subscriptions.subscriber_id,
        subscriptions.customer_id,
        subscriptions.monthly_amount,
        subscriptions.started_date,
        subscriptions.paid_from_date,
        subscriptions.paused_date,
        subscriptions.resumed_date,
        coalesce(followed.follower_started_date, subscriptions.ended_date) as ended_date
    from subscriptions
    left join followed
        on subscriptions.subscription_id = followed.subscription_id
),

first_paid as (
    select
        *,
        min(case
            when monthly_amount > 0 and coalesce(paid_from_date < ended_date, true)
                then paid_from_date
        end) over (partition by subscriber_id) as first_paid_date
    from periods
),

-- the last day of a plan is the day before its end
states as (
    select
        months.month_start,
        first_paid.*,
        {%- for moment in ['opening', 'closing'] %}
        first_paid.paid_from_date <= months.{{ moment }}_day
        and coalesce(first_paid.ended_date > months.{{ moment }}_day, true) as is_{{ moment }},
        coalesce(first_paid.paused_date <= months.{{ moment }}_day, false)
        and coalesce(first_paid.resumed_date > months.{{ moment }}_day, true)
            as is_paused_at_{{ moment }},
        {%- endfor %}
        first_paid.paid_from_date > months.closing_day
        and coalesce(first_paid.ended_date > months.closing_day, true) as is_in_trial
    from months
    inner join first_paid
        on
            months.closing_day >= first_paid.started_date
            and months.opening_day < coalesce(first_paid.ended_date, months.closing_day)
),

summed as (
    select
        month_start,
        subscriber_id,
        customer_id,
        first_paid_date,
        {%- for moment in ['opening', 'closing'] %}
        cast(coalesce(sum(monthly_amount) filter (
            where is_{{ moment }} and not is_paused_at_{{ moment }}
        ), 0) as decimal(18, 2)) as {{ moment }}_mrr,
        cast(coalesce(sum(monthly_amount) filter (
            where is_{{ moment }} and is_paused_at_{{ moment }}
        ), 0) as decimal(18, 2)) as {{ moment }}_paused_mrr,
        {%- endfor %}
        cast(count_if(is_in_trial) as int) as trials_count
    from states
    group by month_start, subscriber_id, customer_id, first_paid_date
),

totalled as (
    select
        *,
        opening_mrr + opening_paused_mrr as opening_total,
        closing_mrr + closing_paused_mrr as closing_total
    from summed
)

select
    subscriber_id,
    month_start,
    customer_id,
    opening_mrr,
    opening_paused_mrr,
    closing_mrr,
    closing_paused_mrr,
    case
        when opening_total = closing_total then 'none'
        when opening_total = 0 and first_paid_date < month_start then 'reactivation'
        when opening_total = 0 then 'new'
        when closing_total = 0 then 'churned'
        when closing_total > opening_total then 'expansion'
        else 'contraction'
    end as movement,
    cast(abs(closing_total - opening_total) as decimal(18, 2)) as movement_mrr,
    trials_count
from totalled
where opening_total > 0 or closing_total > 0 or trials_count > 0
