{% set parts = {
    'orders': [
        'orders_count', 'orders_count_30d', 'orders_count_90d', 'orders_count_365d',
        'lifetime_net_revenue', 'net_revenue_90d', 'net_revenue_365d', 'average_order_value',
        'discount_share', 'recency_days', 'tenure_days', 'median_days_between_orders',
        'days_before_last_order',
    ],
    'attributes': ['country'],
    'behaviour': [
        'sessions_count_30d', 'sessions_count_90d', 'views_count_90d', 'carts_count_90d',
        'checkouts_count_90d', 'days_since_last_session',
    ],
    'interests': ['preferred_channel'],
    'loyalty': ['membership_tier', 'points_balance'],
    'messages': ['messages_sent_count_90d', 'messages_clicked_count_90d', 'open_rate'],
    'products': ['categories_count'],
    'satisfaction': ['average_rating'],
    'support': ['support_tickets_count_90d'],
} -%}
{%- set amounts = [
    'lifetime_net_revenue', 'net_revenue_90d', 'net_revenue_365d', 'average_order_value',
] -%}
with dates as (
    select * from {{ ref('int_as_of_dates') }}
),

churn_window as (
    select * from {{ ref('feat_churn_window') }}
),

fct_orders as (
    select * from {{ ref('fct_orders') }}
),

{%- for part in parts %}
{{ part }} as (
    select * from {{ ref('feat_customer_' ~ part) }}
),
{% endfor %}
-- the last snapshots after which a whole window has passed
complete as (
    select
        dates.as_of_date,
        row_number() over (order by dates.as_of_date desc nulls last) as snapshots_from_last,
        count(*) over () as snapshots_count
    from dates
    inner join churn_window
        on
            {{ days_between('dates.as_of_date', 'churn_window.as_of_date') }}
            >= churn_window.churn_window_days
),

-- no snapshot serves two purposes; the training comes first
snapshots as (
    select
        as_of_date,
        case
            when snapshots_from_last = least(snapshots_count, 3) then 'training'
            when snapshots_from_last = 1 then 'test'
            else 'calibration'
        end as purpose
    from complete
    where snapshots_from_last <= 3
    union all
    select
        as_of_date,
        'scoring' as purpose
    from churn_window
),

buyers as (
    select
        orders.*,
        snapshots.purpose
    from orders
    inner join snapshots
        on orders.as_of_date = snapshots.as_of_date
    where orders.orders_count > 0
),

came_back as (
    select distinct
        buyers.customer_id,
        buyers.as_of_date
    from buyers
    cross join churn_window
    inner join fct_orders
        on
            buyers.customer_id = fct_orders.customer_id
            and buyers.as_of_date < fct_orders.order_date
            and {{ days_between('buyers.as_of_date', 'fct_orders.order_date') }}
            <= churn_window.churn_window_days
    where fct_orders.status <> 'cancelled'
)

select
    buyers.customer_id,
    buyers.as_of_date,
    buyers.purpose,
    case when buyers.purpose <> 'scoring' then came_back.customer_id is null end as has_churned,
    {%- for part, columns in parts.items() %}
    {%- for column in columns %}
    {%- set source = ('buyers' if part == 'orders' else part) ~ '.' ~ column %}
    {%- set amount = 'cast(' ~ source ~ ' as double) as ' ~ column %}
    {{ amount if column in amounts else source }}
    {%- if not loop.last %},{% endif %}
    {%- endfor %}
    {%- if not loop.last %},{% endif %}
    {%- endfor %}
from buyers
left join came_back
    on
        buyers.customer_id = came_back.customer_id
        and buyers.as_of_date = came_back.as_of_date
{%- for part in parts if part != 'orders' %}
left join {{ part }}
    on
        buyers.customer_id = {{ part }}.customer_id
        and buyers.as_of_date = {{ part }}.as_of_date
{%- endfor %}
