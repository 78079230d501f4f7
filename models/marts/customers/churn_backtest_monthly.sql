with churn_window as (
    select * from {{ ref('feat_churn_window') }}
),

fct_orders as (
    select * from {{ ref('fct_orders') }}
),

accepted as (
    select judged_run_id
    from {{ ref('gate_predictions') }}
    where table_name = 'ml_churn_scores'
    group by judged_run_id
    having bool_and(accepted)
),

scores as (
    select *
    from {{ ref('ml_churn_scores') }}
    where
        {{ has_own_origin() }}
        and run_id in (select accepted.judged_run_id from accepted)
),

runs as (
    select distinct
        run_id,
        run_at,
        as_of_date,
        cast(date_trunc('month', as_of_date) as date) as month_start
    from scores
),

last_runs as (
    select
        *,
        row_number() over (
            partition by month_start
            order by as_of_date desc nulls last, run_at desc nulls last, run_id desc nulls last
        ) as runs_from_last
    from runs
),

said as (
    select
        'scores' as said_by,
        scores.customer_id,
        scores.as_of_date,
        scores.probability
    from scores
    inner join last_runs
        on scores.run_id = last_runs.run_id
    where last_runs.runs_from_last = 1
    union all
    select
        'model' as said_by,
        customer_id,
        as_of_date,
        probability
    from {{ ref('ml_churn_backtest') }}
),

-- only those after whose date a whole window has passed
complete as (
    select
        said.*,
        cast(date_trunc('month', said.as_of_date) as date) as month_start
    from said
    inner join churn_window
        on
            {{ days_between('said.as_of_date', 'churn_window.as_of_date') }}
            >= churn_window.churn_window_days
),

came_back as (
    select distinct
        complete.customer_id,
        complete.as_of_date
    from complete
    cross join churn_window
    inner join fct_orders
        on
            complete.customer_id = fct_orders.customer_id
            and complete.as_of_date < fct_orders.order_date
            and {{ days_between('complete.as_of_date', 'fct_orders.order_date') }}
            <= churn_window.churn_window_days
    where fct_orders.status <> 'cancelled'
),

-- equal probabilities share their ranks: twice the mean rank is a whole number
ranked as (
    select
        complete.month_start,
        complete.said_by,
        complete.as_of_date,
        cast(complete.probability as decimal(12, 9)) as probability,
        came_back.customer_id is null as has_churned,
        2 * rank() over (
            partition by complete.month_start, complete.said_by
            order by complete.probability asc nulls last
        ) + count(*) over (
            partition by complete.month_start, complete.said_by, complete.probability
        ) - 1 as twice_rank
    from complete
    left join came_back
        on
            complete.customer_id = came_back.customer_id
            and complete.as_of_date = came_back.as_of_date
),

summed as (
    select
        month_start,
        said_by,
        max(as_of_date) as as_of_date,
        count(*) as customers_count,
        count_if(has_churned) as churned_count,
        cast(sum(probability) as decimal(38, 9)) as expected_count,
        cast(sum(
            case
                when has_churned then (1 - probability) * (1 - probability)
                else probability * probability
            end
        ) as decimal(38, 18)) as squared_error,
        cast(sum(case when has_churned then twice_rank else 0 end) as bigint) as twice_ranks
    from ranked
    group by month_start, said_by
)

select
    month_start,
    cast(said_by as string) as said_by,
    as_of_date,
    cast(customers_count as int) as customers_count,
    {{ ratio('expected_count', 'customers_count') }} as predicted_rate,
    {{ ratio('churned_count', 'customers_count') }} as observed_rate,
    {{ ratio('squared_error', 'customers_count') }} as brier_score,
    {{ ratio(
        'twice_ranks - churned_count * (churned_count + 1)',
        '2 * churned_count * (customers_count - churned_count)'
    ) }} as auc
from summed
