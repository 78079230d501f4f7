{{ config(enabled=is_built()) }}

with as_of as (
    select * from {{ ref('as_of') }}
),

leads as (
    select * from {{ ref('fct_leads') }}
),

-- a change after the as-of date is not known yet
known as (
    select
        leads.source_name,
        leads.status,
        leads.value,
        leads.value_rate_origin,
        leads.created_date,
        coalesce(leads.origin, 'unknown') as origin,
        {%- for change in ['qualified', 'won', 'lost'] %}
        {{ known_time('leads.' ~ change ~ '_at', 'as_of.as_of_date') }} as {{ change }}_at
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from leads
    inner join as_of
        on leads.created_date <= as_of.as_of_date
),

-- a source that has no qualified or lost lead, or no value, does not record them
recorded as (
    select
        source_name,
        count(qualified_at) > 0 as has_qualified,
        count(lost_at) > 0 as has_lost,
        count(value_rate_origin) > 0 as has_value
    from {{ ref('fct_leads') }}
    group by source_name
),

judged as (
    select
        known.*,
        recorded.has_qualified,
        recorded.has_lost,
        recorded.has_value,
        cast(date_trunc('month', known.created_date) as date) as first_contact_month,
        {{ local_date('known.won_at') }} as won_date
    from known
    inner join recorded
        on known.source_name = recorded.source_name
),

counted as (
    select
        origin,
        first_contact_month,
        count(*) as leads_count,
        case when bool_and(has_qualified) then count(qualified_at) end as qualified_count,
        count_if(status = 'won') as won_count,
        case when bool_and(has_lost) then count_if(status = 'lost') end as lost_count,
        median(greatest({{ days_between('created_date', 'won_date') }}, 0)) filter (
            where status = 'won'
        ) as median_days_to_win,
        bool_and(has_value) as has_value,
        count(value) filter (where status = 'won') as valued_count,
        count_if(status = 'won' and value_rate_origin = 'missing') as unknown_count,
        cast(sum(value) filter (where status = 'won') as decimal(18, 2)) as won_value
    from judged
    group by origin, first_contact_month
)

select
    origin,
    first_contact_month,
    cast(leads_count as int) as leads_count,
    cast(qualified_count as int) as qualified_count,
    cast(won_count as int) as won_count,
    cast(lost_count as int) as lost_count,
    {{ ratio('won_count', 'leads_count') }} as win_rate,
    {{ ratio('won_count', 'won_count + lost_count') }} as closed_win_rate,
    cast(median_days_to_win as double) as median_days_to_win,
    case
        when won_count = 0 and has_value then cast(0 as decimal(18, 2))
        when unknown_count = 0 and valued_count > 0 then won_value
    end as won_value
from counted
