{{ config(enabled=is_built()) }}

{%- set parts = {
    'orders': [
        'orders_count', 'orders_count_90d', 'orders_count_365d', 'lifetime_net_revenue',
        'average_order_value', 'discount_share', 'recency_days', 'tenure_days',
        'median_days_between_orders',
    ],
    'behaviour': ['sessions_count_90d', 'carts_count_90d', 'days_since_last_session'],
    'discounts': ['discount_sensitivity'],
    'messages': ['messages_sent_count_90d', 'messages_clicked_count_90d', 'click_rate'],
    'prices': ['price_sensitivity'],
    'products': ['categories_count'],
} -%}
{%- set amounts = ['lifetime_net_revenue', 'average_order_value'] %}

with as_of as (
    select * from {{ ref('as_of') }}
),

outcomes as (
    select * from {{ ref('feat_campaign_outcomes') }}
),

{%- for part in parts %}
{{ part }} as (
    select * from {{ ref('feat_customer_' ~ part) }}
),
{% endfor %}
labelled as (
    select
        campaign_id || ' ' || customer_id as row_id,
        campaign_id,
        customer_id,
        as_of_date,
        purpose,
        is_treated,
        treated_share,
        has_ordered
    from outcomes
    union all
    select
        orders.customer_id as row_id,
        cast(null as string) as campaign_id,
        orders.customer_id,
        orders.as_of_date,
        'scoring' as purpose,
        cast(null as boolean) as is_treated,
        cast(null as double) as treated_share,
        cast(null as boolean) as has_ordered
    from orders
    inner join as_of
        on orders.as_of_date = as_of.as_of_date
)

select
    labelled.row_id,
    labelled.customer_id,
    labelled.as_of_date,
    labelled.campaign_id,
    labelled.purpose,
    labelled.is_treated,
    labelled.treated_share,
    labelled.has_ordered,
    {%- for part, columns in parts.items() %}
    {%- for column in columns %}
    {%- set source = part ~ '.' ~ column %}
    {% if column in amounts %}cast({{ source }} as double) as {{ column }}
    {%- else %}{{ source }}{% endif %}
    {%- if not loop.last %},{% endif %}
    {%- endfor %}
    {%- if not loop.last %},{% endif %}
    {%- endfor %}
from labelled
inner join orders
    on labelled.customer_id = orders.customer_id and labelled.as_of_date = orders.as_of_date
{%- for part in parts if part != 'orders' %}
left join {{ part }}
    on
        labelled.customer_id = {{ part }}.customer_id
        and labelled.as_of_date = {{ part }}.as_of_date
{%- endfor %}
where orders.orders_count > 0
