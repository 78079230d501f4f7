with numbered as (
    select
        *,
        row_number() over (
            partition by funnel_name, subject_id
            order by
                happened_at asc nulls last,
                fitting_steps_count asc nulls last,
                happening_id asc nulls last
        ) as happening_number
    from {{ ref('funnel_happenings') }}
    where step_number = 1
)

select
    funnel_name,
    subject_id,
    source_name,
    happened_at as entered_at,
    has_time,
    channel,
    device_type,
    case when fitting_steps_count > 1 then '|' || happening_id || '|' end as used_ids
from numbered
where happening_number = 1
