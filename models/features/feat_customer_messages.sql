{% set channels = ['email', 'sms', 'mobile_push'] -%}
{% set steps = [
    'sent', 'delivered', 'opened', 'clicked', 'unsubscribed', 'complained', 'bounced',
] -%}
with customers as (
    select * from {{ ref('int_customers_as_of_dates') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

messages as (
    select * from {{ ref('fct_messages') }}
    where customer_id is not null
),

-- each step of a message has its own time
message_steps as (
    {%- for step in steps %}
    select
        customer_id,
        channel,
        '{{ step }}' as step,
        {{ local_date('sent_at') }} as sent_date,
        {{ local_date(step ~ '_at') }} as step_date,
        {{ known_date(local_date(step ~ '_at'), 'identified_at') }} as known_date
    from messages
    where {{ step }}_at is not null
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
),

days as (
    select
        customer_id,
        sent_date,
        step_date,
        known_date,
        {%- for step in steps %}
        count_if(step = '{{ step }}') as {{ step }},
        {%- endfor %}
        {%- for channel in channels %}
        count_if(step = 'delivered' and channel = '{{ channel }}') as {{ channel }}_delivered,
        count_if(step = 'clicked' and channel = '{{ channel }}') as {{ channel }}_clicked,
        {%- endfor %}
        count_if(step = 'opened' and channel = 'email') as email_opened
    from message_steps
    group by customer_id, sent_date, step_date, known_date
),

summed as (
    select
        days.customer_id,
        dates.as_of_date,
        {%- for step in steps %}
        cast(sum(days.{{ step }}) as bigint) as {{ step }},
        cast(sum(days.{{ step }}) filter (
            where {{ within_days('days.sent_date', 'dates.as_of_date', 90) }}
        ) as bigint) as {{ step }}_90d,
        {%- endfor %}
        {%- for channel in channels %}
        cast(sum(days.{{ channel }}_delivered) as bigint) as {{ channel }}_delivered,
        cast(sum(days.{{ channel }}_clicked) as bigint) as {{ channel }}_clicked,
        {%- endfor %}
        cast(sum(days.email_opened) as bigint) as email_opened,
        max(days.step_date) filter (where days.sent > 0) as last_sent_date,
        max(days.step_date) filter (where days.clicked > 0) as last_clicked_date
    from days
    inner join dates
        on days.known_date <= dates.as_of_date
    group by days.customer_id, dates.as_of_date
),

clicks as (
    select
        message_steps.customer_id,
        dates.as_of_date,
        message_steps.channel,
        count(*) as clicks_count,
        max(message_steps.step_date) as last_clicked_date
    from message_steps
    inner join dates
        on message_steps.known_date <= dates.as_of_date
    where message_steps.step = 'clicked' and message_steps.channel is not null
    group by message_steps.customer_id, dates.as_of_date, message_steps.channel
),

-- the channel of most clicks; if several have as many, that of the last click
preferred as (
    select * from clicks
    qualify row_number() over (
        partition by customer_id, as_of_date
        order by
            clicks_count desc nulls last,
            last_clicked_date desc nulls last,
            channel asc nulls last
    ) = 1
)

select
    customers.customer_id,
    customers.as_of_date,
    {%- for step in steps %}
    {{ count_if_entity_filled('messages', 'summed.' ~ step) }} as messages_{{ step }}_count,
    {{ count_if_entity_filled('messages', 'summed.' ~ step ~ '_90d') }}
        as messages_{{ step }}_count_90d,
    {%- endfor %}
    {{ rounded_ratio('summed.opened', 'summed.delivered') }} as open_rate,
    {{ rounded_ratio('summed.clicked', 'summed.delivered') }} as click_rate,
    {{ rounded_ratio('summed.opened_90d', 'summed.delivered_90d') }} as open_rate_90d,
    {{ rounded_ratio('summed.clicked_90d', 'summed.delivered_90d') }} as click_rate_90d,
    {{ rounded_ratio('summed.email_opened', 'summed.email_delivered') }} as email_open_rate,
    {%- for channel in channels %}
    {{ rounded_ratio('summed.' ~ channel ~ '_clicked', 'summed.' ~ channel ~ '_delivered') }}
        as {{ channel }}_click_rate,
    {%- endfor %}
    preferred.channel as preferred_message_channel,
    cast({{ days_between('summed.last_sent_date', 'customers.as_of_date') }} as int)
        as days_since_last_message,
    cast({{ days_between('summed.last_clicked_date', 'customers.as_of_date') }} as int)
        as days_since_last_click
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
left join preferred
    on
        customers.customer_id = preferred.customer_id
        and customers.as_of_date = preferred.as_of_date
