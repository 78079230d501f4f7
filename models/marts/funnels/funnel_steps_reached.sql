{#- the clock of the source that knows only days -#}
{% set clock = source_time_zone(
    '(case when happenings.has_time then subjects.source_name else happenings.source_name end)'
) -%}
{% set next_steps -%}
select
    funnel_name,
    subject_id,
    step_number,
    source_name,
    entered_at,
    reached_at,
    last_time_at,
    has_time,
    seconds_to_step,
    used_ids
from (
    select
        subjects.funnel_name,
        subjects.subject_id,
        happenings.step_number,
        happenings.source_name,
        subjects.entered_at,
        -- in any order, an earlier happening reaches its step together with the step before
        case
            when steps.is_ordered and happenings.has_time then happenings.happened_at
            else greatest(subjects.reached_at, happenings.happened_at)
        end as reached_at,
        case
            when happenings.has_time then happenings.happened_at else subjects.last_time_at
        end as last_time_at,
        happenings.has_time,
        case
            when subjects.has_time and happenings.has_time then greatest(
                {{ seconds_between('subjects.reached_at', 'happenings.happened_at') }}, 0
            )
        end as seconds_to_step,
        case
            when happenings.fitting_steps_count > 1
                then coalesce(subjects.used_ids, '|') || happenings.happening_id || '|'
            else subjects.used_ids
        end as used_ids,
        row_number() over (
            partition by subjects.funnel_name, subjects.subject_id
            order by
                happenings.happened_at asc nulls last,
                happenings.fitting_steps_count asc nulls last,
                happenings.happening_id asc nulls last
        ) as happening_number
    from __newest__ as subjects
    inner join {{ ref('funnel_happenings') }} as happenings
        on
            subjects.funnel_name = happenings.funnel_name
            and subjects.subject_id = happenings.subject_id
            and subjects.step_number + 1 = happenings.step_number
    inner join {{ ref('funnel_steps') }} as steps
        on
            happenings.funnel_name = steps.funnel_name
            and happenings.step_number = steps.step_number
    where
        happenings.step_number __steps__
        and abs({{ seconds_between('subjects.entered_at', 'happenings.happened_at') }})
        <= steps.window_days * 86400
        and (
            not steps.is_ordered
            -- a day without a time may have been later on that day, but times are in order
            or (
                (
                    happenings.happened_at >= subjects.reached_at
                    or {{ local_date('happenings.happened_at', clock) }}
                    = {{ local_date('subjects.reached_at', clock) }}
                )
                and (
                    not happenings.has_time
                    or coalesce(happenings.happened_at >= subjects.last_time_at, true)
                )
            )
        )
        -- one event is one step
        and coalesce(not contains(subjects.used_ids, '|' || happenings.happening_id || '|'), true)
) as candidates
where happening_number = 1
{%- endset %}

{% set first_steps -%}
(
    select
        *,
        1 as step_number,
        entered_at as reached_at,
        case when has_time then entered_at end as last_time_at
    from {{ ref('funnel_entries') }}
)
{%- endset %}

-- Step n of every subject is the earliest happening that fits it and may follow step n - 1. Of
-- happenings at one instant, the one that fits the fewest steps is taken: the others are left for
-- the steps that they fit.
with entries as {{ not_materialized() }} (
    select * from {{ ref('funnel_entries') }}
),

-- Most happenings are of the first two steps: the rounds after these read only the others. Channel
-- and device are joined afterwards.
later_steps as (
    {{ repeated_steps(
        next_steps | replace('__newest__', first_steps) | replace('__steps__', '= 2'),
        next_steps | replace('__steps__', '> 2')
    ) | indent(4) }}
),

reached as (
    select
        funnel_name,
        subject_id,
        1 as step_number,
        channel,
        device_type,
        entered_at,
        entered_at as reached_at,
        cast(null as bigint) as seconds_to_step
    from entries
    union all
    select
        entries.funnel_name,
        entries.subject_id,
        later_steps.step_number,
        entries.channel,
        entries.device_type,
        entries.entered_at,
        later_steps.reached_at,
        later_steps.seconds_to_step
    from later_steps
    inner join entries
        on
            later_steps.funnel_name = entries.funnel_name
            and later_steps.subject_id = entries.subject_id
)

select
    funnel_name,
    subject_id,
    cast(step_number as int) as step_number,
    {{ local_date('entered_at') }} as entered_date,
    channel,
    device_type,
    reached_at,
    cast(seconds_to_step as bigint) as seconds_to_step
from reached
