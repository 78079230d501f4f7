select
    funnel_name,
    kind,
    cast(step_number as int) as step_number,
    step_name,
    step_type,
    -- the input layer writes the names of events in lower case
    case step_type when 'event_name' then lower(step_value) else step_value end as step_value,
    cast(window_days as int) as window_days,
    is_ordered = 'true' as is_ordered
from {{ ref('funnels') }}
