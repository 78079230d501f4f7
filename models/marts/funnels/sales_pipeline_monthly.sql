{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

leads as (
    select * from {{ ref('fct_leads') }}
),

opportunities as (
    select
        *,
        {{ local_date('entered_at') }} as entered_date,
        case
            when lower(stage) in ('won', 'closed won', 'closed_won', 'closedwon') then 'won'
            when lower(stage) in ('lost', 'closed lost', 'closed_lost', 'closedlost') then 'lost'
        end as outcome
    from {{ ref('fct_opportunities') }}
),

entered as (
    select
        opportunities.*,
        lead(opportunities.entered_date) over (
            partition by opportunities.opportunity_id
            order by opportunities.entered_at asc nulls last, opportunities.stage asc nulls last
        ) as next_entered_date,
        max(opportunities.entered_at) filter (where opportunities.outcome = 'won') over (
            partition by opportunities.opportunity_id
        ) as won_at,
        max(opportunities.entered_at) filter (where opportunities.outcome = 'lost') over (
            partition by opportunities.opportunity_id
        ) as lost_at,
        -- the id of an opportunity may also be that of a lead
        count(opportunities.outcome) over (
            partition by
                opportunities.lead_id,
                case when opportunities.lead_id is null then opportunities.opportunity_id end
        ) as closed_count
    from opportunities
    inner join as_of
        on opportunities.entered_date <= as_of.as_of_date
),

-- a CRM may close the lead only, and none of its opportunities
judged as (
    select
        entered.*,
        cast(date_trunc('month', entered.entered_date) as date) as month_start,
        case
            when entered.closed_count = 0 then coalesce(leads.status = 'won', false)
            else coalesce(entered.won_at >= coalesce(entered.lost_at, entered.won_at), false)
        end as is_won
    from entered
    left join leads
        on entered.lead_id = leads.lead_id
),

counted as (
    select
        month_start,
        stage,
        count(*) as entered_count,
        count_if(is_won) as won_count,
        count_if(amount_rate_origin = 'missing') as unknown_count,
        cast(sum(amount) as decimal(18, 2)) as value,
        median({{ days_between('entered_date', 'next_entered_date') }}) as median_days_in_stage
    from judged
    group by month_start, stage
)

select
    month_start,
    stage,
    cast(entered_count as int) as entered_count,
    cast(won_count as int) as won_count,
    case when unknown_count = 0 then value end as value,
    {{ ratio('won_count', 'entered_count') }} as conversion_rate,
    cast(median_days_in_stage as double) as median_days_in_stage
from counted
