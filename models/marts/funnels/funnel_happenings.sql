{#- table, step_type, step_value, key, time, day -#}
{%- set kinds_of_happenings = [
    ('sessions', 'session', "'start'", 'session_id', 'started_at', 'session_date'),
    ('orders', 'order', "'any'", 'order_id', 'ordered_at', 'order_date'),
    ('orders', 'order', 'orders.order_value', 'order_id', 'ordered_at', 'order_date'),
    ('leads', 'lead', "'created'", "lead_id || '/created'", 'created_at', 'created_date'),
    ('leads', 'lead', "'qualified'", "lead_id || '/qualified'", 'qualified_at', 'qualified_date'),
    ('leads', 'lead', "'won'", "lead_id || '/won'", 'won_at', 'won_date'),
    ('leads', 'lead', "'lost'", "lead_id || '/lost'", 'lost_at', 'lost_date'),
] -%}
with as_of as (
    select * from {{ ref('as_of') }}
),

sessions as (
    select * from {{ ref('fct_sessions') }}
),

events as (
    select * from {{ ref('fct_events') }}
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

leads as (
    select
        *,
        {%- for value in ['qualified', 'won', 'lost'] %}
        {{ local_date(value ~ '_at') }} as {{ value }}_date,
        {%- endfor %}
        coalesce(origin, 'unknown') as channel,
        cast(null as string) as device_type
    from {{ ref('fct_leads') }}
),

steps as (
    select
        *,
        -- an order may be both the second and any
        count(*) over (
            partition by funnel_name, step_type, case when step_type <> 'order' then step_value end
        ) as fitting_steps_count
    from {{ ref('funnel_steps') }}
),

event_kinds as (
    select distinct
        event_name,
        step
    from events
),

-- one event may fit several steps of a funnel
steps_of_events as (
    select
        steps.funnel_name,
        steps.kind,
        steps.step_number,
        event_kinds.event_name,
        event_kinds.step,
        count(*) over (
            partition by steps.funnel_name, event_kinds.event_name, event_kinds.step
        ) as fitting_steps_count
    from steps
    inner join event_kinds
        on
            (steps.step_type = 'event_step' and steps.step_value = event_kinds.step)
            or (steps.step_type = 'event_name' and steps.step_value = event_kinds.event_name)
),

-- a session or an order counts from the day on which it is known to be the customer's
fitting as (
    {%- for table, step_type, step_value, key, happened_at, happened_on in kinds_of_happenings %}
    select
        steps.funnel_name,
        steps.step_number,
        steps.fitting_steps_count,
        '{{ step_type }}:' || {{ table }}.{{ key }} as happening_id,
        {%- if table == 'leads' %}
        leads.lead_id as subject_id,
        leads.{{ happened_on }} as known_on,
        {%- else %}
        case steps.kind
            when 'session' then {{ table }}.session_id else {{ table }}.customer_id
        end as subject_id,
        case steps.kind
            when 'session' then {{ table }}.{{ happened_on }}
            else {{ known_date(table ~ '.' ~ happened_on, table ~ '.identified_at') }}
        end as known_on,
        {%- endif %}
        {{ table }}.source_name,
        {{ table }}.{{ happened_at }} as happened_at,
        {{ table }}.channel,
        {{ table }}.device_type
    from steps
    inner join {{ table }}
        on steps.step_type = '{{ step_type }}' and steps.step_value = {{ step_value }}
    union all
    {%- endfor %}
    select
        steps_of_events.funnel_name,
        steps_of_events.step_number,
        steps_of_events.fitting_steps_count,
        'event:' || events.event_id as happening_id,
        case steps_of_events.kind
            when 'session' then events.session_id else events.customer_id
        end as subject_id,
        case steps_of_events.kind
            when 'session' then events.event_date
            else {{ known_date('events.event_date', 'events.identified_at') }}
        end as known_on,
        events.source_name,
        events.event_at as happened_at,
        sessions.channel,
        sessions.device_type
    from steps_of_events
    inner join events
        on
            steps_of_events.event_name = events.event_name
            and steps_of_events.step = events.step
    -- only the first step needs them
    left join sessions
        on steps_of_events.step_number = 1 and events.session_id = sessions.session_id
)

select
    fitting.funnel_name,
    cast(fitting.step_number as int) as step_number,
    fitting.subject_id,
    fitting.happening_id,
    cast(fitting.fitting_steps_count as int) as fitting_steps_count,
    fitting.happened_at,
    {{ has_time_of_day('fitting.happened_at', 'fitting.source_name') }} as has_time,
    case when fitting.step_number = 1 then fitting.channel end as channel,
    case when fitting.step_number = 1 then coalesce(fitting.device_type, 'unknown') end
        as device_type
from fitting
inner join as_of
    on fitting.known_on <= as_of.as_of_date
where fitting.subject_id is not null
