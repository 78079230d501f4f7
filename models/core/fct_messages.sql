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
        messages.message_key,
        messages.source_name,
        accounts.customer_id,
        {{ identified_at('messages.assigned_at', 'accounts.linked_at') }} as identified_at,
        campaigns.campaign_key,
        campaigns.channel,
        messages.experiment_arm,
        messages.assigned_at,
        messages.sent_at,
        -- another machine records each step: the earliest proof of delivery counts
        least(
            messages.delivered_at,
            messages.opened_at,
            messages.clicked_at,
            messages.unsubscribed_at,
            messages.complained_at
        ) as delivered_at,
        messages.opened_at,
        messages.clicked_at,
        messages.unsubscribed_at,
        messages.bounced_at,
        messages.complained_at
    from messages
    left join campaigns
        on messages.campaign_key = campaigns.campaign_key
    left join accounts
        on messages.source_customer_key = accounts.source_customer_key
),

-- letters and calls have no clicks
conversion_windows as (
    select
        message_key,
        customer_id,
        case when channel in ('direct_mail', 'phone') then delivered_at else clicked_at end
            as starts_at
    from identified
),

conversions as (
    select
        conversion_windows.message_key,
        orders.ordered_at,
        orders.net_revenue
    from conversion_windows
    inner join orders
        on
            conversion_windows.customer_id = orders.customer_id
            and conversion_windows.starts_at < orders.ordered_at
            and conversion_windows.starts_at + {{ message_conversion_window() }}
            >= orders.ordered_at
    qualify row_number() over (
        partition by conversion_windows.message_key
        order by orders.ordered_at asc nulls last, orders.order_key asc nulls last
    ) = 1
)

select
    identified.message_key as message_id,
    identified.source_name,
    identified.customer_id,
    identified.identified_at,
    identified.campaign_key as campaign_id,
    {{ message_channel('identified.channel') }} as channel,
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
left join conversions
    on identified.message_key = conversions.message_key
