-- A step has one number, and a number has one step. The steps that features and the matching of
-- orders need exist.
with needed as (
    select 'visit' as step
    union all
    select 'view_item' as step
    union all
    select 'add_to_cart' as step
    union all
    select 'begin_checkout' as step
    union all
    select 'purchase' as step
)

select
    'step' as repeated,
    step as value
from {{ ref('event_steps') }}
group by step
having count(distinct step_number) > 1
union all
select
    'step_number' as repeated,
    cast(step_number as string) as value
from {{ ref('event_steps') }}
group by step_number
having count(distinct step) > 1
union all
select
    'missing' as repeated,
    needed.step as value
from needed
left join {{ ref('event_steps') }} as known
    on needed.step = known.step
where known.step is null
