with sessions as (
    select * from {{ ref('int_events_aggregated_to_sessions') }}
),

identities as (
    select * from {{ ref('int_identities_resolved') }}
)

select
    sessions.session_key,
    coalesce(account_ids.customer_id, cookie_ids.customer_id, device_ids.customer_id)
        as customer_id,
    case
        when account_ids.customer_id is not null
            then {{ identified_at('sessions.account_seen_at', 'account_ids.linked_at') }}
        when cookie_ids.customer_id is not null
            then {{ identified_at('sessions.started_at', 'cookie_ids.linked_at') }}
        else {{ identified_at('sessions.started_at', 'device_ids.linked_at') }}
    end as identified_at,
    -- with its type: a cookie and an account may be the same text
    {{ pseudonym("'anonymous/' || sessions.anonymous_id") }} as anonymous_id
from sessions
left join identities as account_ids
    on
        sessions.source_customer_key = account_ids.identity_id
        and account_ids.identity_type = 'customer'
left join identities as cookie_ids
    on
        sessions.anonymous_id = cookie_ids.identity_id
        and cookie_ids.identity_type = 'anonymous'
left join identities as device_ids
    on
        sessions.device_id = device_ids.identity_id
        and device_ids.identity_type = 'device'
        -- a cookie that leads to nobody may be shared: its device does not know better
        and sessions.anonymous_id is null
