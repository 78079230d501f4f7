with as_of as (
    select * from {{ ref('as_of') }}
),

steps as (
    select * from {{ ref('funnel_steps') }}
),

reached as (
    select * from {{ ref('funnel_steps_reached') }}
),

counted as (
    select
        entered_date,
        funnel_name,
        channel,
        device_type,
        step_number,
        count(*) as entrants,
        -- where all steps are at the instant of the step before, the source knows no times
        case when max(seconds_to_step) > 0 then median(seconds_to_step) end
            as median_seconds_to_step
    from reached
    group by entered_date, funnel_name, channel, device_type, step_number
),

entered as (
    select
        *,
        entrants as first_entrants
    from counted
    where step_number = 1
),

-- a step that no one reached is a row with 0
filled as (
    select
        entered.entered_date,
        entered.funnel_name,
        entered.channel,
        entered.device_type,
        steps.step_number,
        steps.step_name,
        steps.window_days,
        entered.first_entrants,
        coalesce(counted.entrants, 0) as entrants,
        counted.median_seconds_to_step
    from entered
    inner join steps
        on entered.funnel_name = steps.funnel_name
    left join counted
        on
            entered.entered_date = counted.entered_date
            and entered.funnel_name = counted.funnel_name
            and entered.channel = counted.channel
            and entered.device_type = counted.device_type
            and steps.step_number = counted.step_number
)

select
    filled.entered_date as date_day,
    filled.funnel_name,
    filled.channel,
    filled.device_type,
    cast(filled.step_number as int) as step_number,
    filled.step_name,
    cast(filled.entrants as int) as entrants,
    {{ ratio('filled.entrants', 'lag(filled.entrants) over of_funnel') }} as step_conversion_rate,
    {{ ratio('filled.entrants', 'filled.first_entrants') }} as overall_conversion_rate,
    cast(filled.median_seconds_to_step as double) as median_seconds_to_step,
    {{ days_between('filled.entered_date', 'as_of.as_of_date') }} >= filled.window_days
        as is_complete
from filled
cross join as_of
window
    of_funnel as (
        partition by
            filled.entered_date, filled.funnel_name, filled.channel, filled.device_type
        order by filled.step_number asc nulls last
    )
