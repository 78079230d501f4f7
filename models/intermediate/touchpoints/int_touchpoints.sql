with order_sessions as (
    select * from {{ ref('int_orders_matched_to_sessions') }}
),

session_orders as (
    select
        order_sessions.session_key,
        orders.customer_id,
        orders.identified_at
    from order_sessions
    inner join {{ ref('int_orders_with_rates') }} as orders
        on order_sessions.order_key = orders.order_key
    qualify row_number() over (
        partition by order_sessions.session_key
        order by
            case when orders.customer_id is null then 2 else 1 end asc nulls last,
            orders.ordered_at asc nulls last,
            orders.order_key asc nulls last
    ) = 1
),

-- the session of an unknown visitor is that of the person who ordered in it
sessions as (
    select
        visits.session_key,
        coalesce(visits.customer_id, session_orders.customer_id) as customer_id,
        case
            when visits.customer_id is null then session_orders.identified_at
            else visits.identified_at
        end as identified_at,
        visits.started_at,
        visits.channel,
        visits.campaign_key
    from {{ ref('int_sessions_with_last_non_direct') }} as visits
    left join session_orders
        on visits.session_key = session_orders.session_key
    where visits.customer_id is not null or session_orders.session_key is not null
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

clicks as (
    select
        messages.message_key,
        campaigns.campaign_key,
        messages.clicked_at,
        accounts.customer_id,
        {{ identified_at('messages.clicked_at', 'accounts.linked_at') }} as identified_at,
        {{ message_channel('campaigns.channel') }} as channel
    from {{ ref('input_messages') }} as messages
    inner join accounts
        on messages.source_customer_key = accounts.source_customer_key
    left join {{ ref('input_campaigns') }} as campaigns
        on messages.campaign_key = campaigns.campaign_key
    where messages.clicked_at is not null
),

-- most clicks open a session with the campaign's tag: then click and session are one touchpoint. If
-- the campaign of the click is unknown, any session that follows is taken for it
clicks_without_session as (
    select clicks.*
    from clicks
    where not exists (
        select 1
        from sessions
        where
            clicks.customer_id = sessions.customer_id
            and (clicks.campaign_key is null or clicks.campaign_key = sessions.campaign_key)
            and sessions.started_at
            between clicks.clicked_at and clicks.clicked_at + {{ session_timeout() }}
    )
),

orders as (
    select
        tagged.order_key,
        tagged.channel,
        tagged.campaign_key,
        orders.customer_id,
        orders.identified_at,
        orders.ordered_at
    from {{ ref('int_orders_with_utm') }} as tagged
    inner join {{ ref('int_orders_with_rates') }} as orders
        on tagged.order_key = orders.order_key
),

-- the tags of an order count only without a session of the person, or of the order, in the window
orders_without_session as (
    select orders.*
    from orders
    where
        not exists (
            select 1
            from sessions
            where
                orders.customer_id = sessions.customer_id
                and sessions.started_at
                between orders.ordered_at - {{ attribution_window() }} and orders.ordered_at
        )
        and not exists (
            select 1
            from order_sessions
            inner join sessions
                on order_sessions.session_key = sessions.session_key
            where
                orders.order_key = order_sessions.order_key
                and sessions.started_at
                between orders.ordered_at - {{ attribution_window() }} and orders.ordered_at
        )
)

select
    'session/' || session_key as touchpoint_id,
    'session' as touch_type,
    customer_id,
    identified_at,
    started_at as touched_at,
    channel,
    campaign_key,
    cast(null as string) as order_key
from sessions
union all
select
    'message_click/' || message_key as touchpoint_id,
    'message_click' as touch_type,
    customer_id,
    identified_at,
    clicked_at as touched_at,
    channel,
    campaign_key,
    cast(null as string) as order_key
from clicks_without_session
union all
select
    'order/' || order_key as touchpoint_id,
    'order' as touch_type,
    customer_id,
    identified_at,
    ordered_at as touched_at,
    channel,
    campaign_key,
    order_key
from orders_without_session
