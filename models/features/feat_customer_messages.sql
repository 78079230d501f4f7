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
        count_if(step = 'delivered' and channel = 'email') as emails_delivered,
        count_if(step = 'opened' and channel = 'email') as emails_opened,
        count_if(step = 'clicked' and channel = 'email') as emails_clicked
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
        cast(sum(days.emails_delivered) as bigint) as emails_delivered,
        cast(sum(days.emails_opened) as bigint) as emails_opened,
        cast(sum(days.emails_clicked) as bigint) as emails_clicked,
        max(days.step_date) filter (where days.sent > 0) as last_sent_date,
        max(days.step_date) filter (where days.clicked > 0) as last_clicked_date
    from days
    inner join dates
        on days.known_date <= dates.as_of_date
    group by days.customer_id, dates.as_of_date
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
    {{ rounded_ratio('summed.emails_opened', 'summed.emails_delivered') }} as email_open_rate,
    {{ rounded_ratio('summed.emails_clicked', 'summed.emails_delivered') }} as email_click_rate,
    cast({{ days_between('summed.last_sent_date', 'customers.as_of_date') }} as int)
        as days_since_last_message,
    cast({{ days_between('summed.last_clicked_date', 'customers.as_of_date') }} as int)
        as days_since_last_click
from customers
left join summed
    on
        customers.customer_id = summed.customer_id
        and customers.as_of_date = summed.as_of_date
