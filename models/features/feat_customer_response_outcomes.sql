{{ config(enabled=is_built()) }}

{%- set reach_days = 30 %}
{%- set parts = {
    'orders': [
        'days_known', 'orders_count', 'orders_count_90d', 'orders_count_365d',
        'lifetime_net_revenue', 'average_order_value', 'discount_share', 'recency_days',
    ],
    'attributes': ['country'],
    'behaviour': ['sessions_count_30d', 'sessions_count_90d', 'days_since_last_session'],
    'interests': ['preferred_channel'],
    'messages': [
        'messages_sent_count_90d', 'messages_opened_count', 'messages_clicked_count', 'open_rate',
        'click_rate', 'preferred_message_channel', 'days_since_last_click',
    ],
} -%}
{%- set amounts = ['lifetime_net_revenue', 'average_order_value'] %}

with as_of as (
    select * from {{ ref('as_of') }}
),

dates as (
    select * from {{ ref('int_as_of_dates') }}
),

fct_messages as (
    select * from {{ ref('fct_messages') }}
    where customer_id is not null and sent_at is not null
),

fct_orders as (
    select * from {{ ref('fct_orders') }}
    where status <> 'cancelled'
),

{%- for part in parts %}
{{ part }} as (
    select * from {{ ref('feat_customer_' ~ part) }}
),
{% endfor %}
-- snapshots after which everything has passed: the days of sending, and the window of the last day
complete as (
    select dates.as_of_date
    from dates
    cross join as_of
    where
        {{ days_between('dates.as_of_date', 'as_of.as_of_date') }}
        >= {{ reach_days + var('experiment_window_days') | int }}
),

outcomes as (
    select
        fct_messages.customer_id,
        complete.as_of_date,
        count(fct_orders.order_id) > 0
        or count_if(coalesce(
            {{ days_between('complete.as_of_date', local_date('fct_messages.clicked_at')) }}
            <= {{ reach_days + var('experiment_window_days') | int }},
            false
        )) > 0 as has_responded
    from fct_messages
    inner join complete
        on
            complete.as_of_date < {{ local_date('fct_messages.sent_at') }}
            and {{ days_between('complete.as_of_date', local_date('fct_messages.sent_at')) }}
            <= {{ reach_days }}
    left join fct_orders
        on
            fct_messages.customer_id = fct_orders.customer_id
            and fct_messages.sent_at < fct_orders.ordered_at
            and fct_messages.sent_at + {{ experiment_window() }} >= fct_orders.ordered_at
    group by fct_messages.customer_id, complete.as_of_date
),

labelled as (
    select
        outcomes.*,
        case dense_rank() over (order by outcomes.as_of_date desc nulls last)
            when 1 then 'test'
            when 2 then 'calibration'
            else 'training'
        end as purpose
    from outcomes
    inner join orders
        on outcomes.customer_id = orders.customer_id and outcomes.as_of_date = orders.as_of_date
    where orders.orders_count > 0
),

asked as (
    select
        customer_id,
        as_of_date,
        purpose,
        has_responded
    from labelled
    union all
    select
        orders.customer_id,
        orders.as_of_date,
        'scoring' as purpose,
        cast(null as boolean) as has_responded
    from orders
    inner join as_of
        on orders.as_of_date = as_of.as_of_date
    where orders.orders_count > 0
)

select
    asked.customer_id,
    asked.as_of_date,
    asked.purpose,
    asked.has_responded,
    {%- for part, columns in parts.items() %}
    {%- for column in columns %}
    {%- set source = part ~ '.' ~ column %}
    {% if column in amounts %}cast({{ source }} as double) as {{ column }}
    {%- else %}{{ source }}{% endif %}
    {%- if not loop.last %},{% endif %}
    {%- endfor %}
    {%- if not loop.last %},{% endif %}
    {%- endfor %}
from asked
inner join orders
    on asked.customer_id = orders.customer_id and asked.as_of_date = orders.as_of_date
{%- for part in parts if part != 'orders' %}
left join {{ part }}
    on
        asked.customer_id = {{ part }}.customer_id
        and asked.as_of_date = {{ part }}.as_of_date
{%- endfor %}
