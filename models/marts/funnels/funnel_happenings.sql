{#- table, steps that a row of it fits, type, key, time, day -#}
{%- set kinds_of_happenings = [
    ('sessions', "steps.step_type = 'session'",
        'session', 'session_id', 'started_at', 'session_date'),
    ('orders', "steps.step_type = 'order' and steps.step_value in ('any', orders.order_value)",
        'order', 'order_id', 'ordered_at', 'order_date'),
    ('first_events', "steps.step_number = 1 and steps.event_name = first_events.event_name",
        'event', 'event_id', 'event_at', 'event_date'),
    ('events', "steps.step_number > 1 and steps.event_name = events.event_name",
        'event', 'event_id', 'event_at', 'event_date'),
] -%}
with as_of as (
    select * from {{ ref('as_of') }}
),

sessions as {{ not_materialized() }} (
    select * from {{ ref('fct_sessions') }}
),

events as (
    select
        *,
        cast(null as string) as channel
    from {{ ref('fct_events') }}
),

-- only the first step needs the channel and the device of the session
first_events as (
    select
        events.event_id,
        events.session_id,
        events.source_name,
        events.customer_id,
        events.identified_at,
        events.event_at,
        events.event_date,
        events.event_name,
        sessions.channel,
        sessions.device_type
    from {{ ref('fct_events') }} as events
    inner join sessions
        on events.session_id = sessions.session_id
),

orders as (
    select
        orders.*,
        cast(orders.order_sequence_number as string) as order_value,
        coalesce(orders.last_touch_channel, 'unattributed') as channel,
        sessions.device_type
    from {{ ref('fct_orders') }} as orders
    left join sessions
        on orders.session_id = sessions.session_id
    where orders.status <> 'cancelled'
),

event_kinds as (
    select distinct
        event_name,
        step
    from {{ ref('fct_events') }}
),

-- a step of events has a row for each name of an event that fits it
steps as (
    select
        funnel_steps.*,
        event_kinds.event_name,
        -- one event may fit several steps of a funnel, and an order may be both the second and any
        count(*) over (
            partition by
                funnel_steps.funnel_name,
                event_kinds.event_name,
                case when event_kinds.event_name is null then funnel_steps.step_type end,
                case
                    when event_kinds.event_name is null and funnel_steps.step_type <> 'order'
                        then funnel_steps.step_value
                end
        ) as fitting_steps_count
    from {{ ref('funnel_steps') }} as funnel_steps
    left join event_kinds
        on
            (funnel_steps.step_type = 'event_step' and funnel_steps.step_value = event_kinds.step)
            or (
                funnel_steps.step_type = 'event_name'
                and funnel_steps.step_value = event_kinds.event_name
            )
),

-- a session or an order counts from the day on which it is known to be the customer's
fitting as (
    {%- for table, fits, type, key, happened_at, happened_on in kinds_of_happenings %}
    select
        steps.funnel_name,
        steps.step_number,
        steps.fitting_steps_count,
        '{{ type }}:' || {{ table }}.{{ key }} as happening_id,
        case steps.kind
            when 'session' then {{ table }}.session_id else {{ table }}.customer_id
        end as subject_id,
        case steps.kind
            when 'session' then {{ table }}.{{ happened_on }}
            else {{ known_date(table ~ '.' ~ happened_on, table ~ '.identified_at') }}
        end as known_on,
        {{ table }}.source_name,
        {{ table }}.{{ happened_at }} as happened_at,
        {{ table }}.channel,
        {{ table }}.device_type
    from steps
    inner join {{ table }}
        on {{ fits }}
    union all
    {%- endfor %}
    {%- for change in ['created', 'qualified', 'won', 'lost'] %}
    select
        steps.funnel_name,
        steps.step_number,
        steps.fitting_steps_count,
        'lead:' || leads.lead_id || '/{{ change }}' as happening_id,
        leads.lead_id as subject_id,
        {{ local_date('leads.' ~ change ~ '_at') }} as known_on,
        leads.source_name,
        leads.{{ change }}_at as happened_at,
        coalesce(leads.origin, 'unknown') as channel,
        cast(null as string) as device_type
    from steps
    inner join {{ ref('fct_leads') }} as leads
        on steps.step_type = 'lead' and steps.step_value = '{{ change }}'
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
)

select
    fitting.funnel_name,
    cast(fitting.step_number as int) as step_number,
    fitting.subject_id,
    fitting.happening_id,
    cast(fitting.fitting_steps_count as int) as fitting_steps_count,
    fitting.source_name,
    fitting.happened_at,
    {{ has_time_of_day('fitting.happened_at', 'fitting.source_name') }} as has_time,
    case when fitting.step_number = 1 then fitting.channel end as channel,
    case when fitting.step_number = 1 then coalesce(fitting.device_type, 'unknown') end
        as device_type
from fitting
inner join as_of
    on fitting.known_on <= as_of.as_of_date
where fitting.subject_id is not null
