with messages as (
    select * from {{ ref('input_messages') }}
),

campaigns as (
    select * from {{ ref('input_campaigns') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

orders as (
    select * from {{ ref('int_orders_with_revenue') }}
    where not is_cancelled
),

identified as (
    select
        messages.*,
        accounts.customer_id,
        {{ identified_at('messages.assigned_at', 'accounts.linked_at') }} as identified_at
    from messages
    left join accounts
        on messages.source_customer_key = accounts.source_customer_key
),

-- the first order after the delivery, whether or not the message was the cause
conversions as (
    select
        identified.message_key,
        orders.ordered_at,
        orders.net_revenue
    from identified
    inner join orders
        on
            identified.customer_id = orders.customer_id
            and identified.delivered_at < orders.ordered_at
            and identified.delivered_at + {{ attribution_window() }} >= orders.ordered_at
    qualify row_number() over (
        partition by identified.message_key
        order by orders.ordered_at asc nulls last, orders.order_key asc nulls last
    ) = 1
)

select
    identified.message_key as message_id,
    identified.source_name,
    identified.customer_id,
    identified.identified_at,
    identified.campaign_key as campaign_id,
    {{ message_channel('campaigns.channel') }} as channel,
    identified.experiment_arm,
    identified.assigned_at,
    identified.sent_at,
    identified.delivered_at,
    identified.opened_at,
    identified.clicked_at,
    identified.unsubscribed_at,
    identified.bounced_at,
    identified.complained_at,
    conversions.ordered_at as converted_at,
    -- without an order the revenue is 0; the revenue of an order without a rate is unknown
    case
        when conversions.message_key is null then cast(0 as decimal(18, 2))
        else conversions.net_revenue
    end as attributed_revenue
from identified
inner join campaigns
    on identified.campaign_key = campaigns.campaign_key
left join conversions
    on identified.message_key = conversions.message_key
