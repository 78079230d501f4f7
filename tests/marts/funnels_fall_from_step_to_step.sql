-- No step has more entrants than the step before, and each day, channel and device has all steps.
with steps as (
    select
        *,
        lag(entrants) over of_funnel as entrants_before,
        lag(step_number) over of_funnel as step_before,
        max(step_number) over (
            partition by date_day, funnel_name, channel, device_type
        ) as last_step
    from {{ ref('funnel_daily') }}
    window
        of_funnel as (
            partition by date_day, funnel_name, channel, device_type
            order by step_number asc nulls last
        )
),

lengths as (
    select
        funnel_name,
        max(step_number) as steps_count
    from {{ ref('funnel_steps') }}
    group by funnel_name
)

select
    steps.date_day,
    steps.funnel_name,
    steps.channel,
    steps.device_type,
    steps.step_number
from steps
left join lengths
    on steps.funnel_name = lengths.funnel_name
where
    steps.entrants > coalesce(steps.entrants_before, steps.entrants)
    or steps.step_number <> coalesce(steps.step_before, 0) + 1
    or steps.last_step is distinct from lengths.steps_count
