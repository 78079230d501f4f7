with sessions as (
    select * from {{ ref('int_events_aggregated_to_sessions') }}
),

accounts as (
    select * from {{ ref('int_customer_accounts') }}
),

cookies as (
    select * from {{ ref('int_cookies_with_pseudonym') }}
),

devices as (
    select * from {{ ref('int_identities_resolved') }}
    where identity_type = 'device'
)

select
    sessions.session_key,
    coalesce(accounts.customer_id, cookies.customer_id, devices.customer_id) as customer_id,
    case
        when accounts.customer_id is not null
            then {{ identified_at('sessions.account_seen_at', 'accounts.linked_at') }}
        when cookies.customer_id is not null
            then {{ identified_at('sessions.started_at', 'cookies.linked_at') }}
        else {{ identified_at('sessions.started_at', 'devices.linked_at') }}
    end as identified_at,
    cookies.cookie_pseudonym as anonymous_id
from sessions
left join accounts
    on sessions.source_customer_key = accounts.source_customer_key
left join cookies
    on sessions.anonymous_id = cookies.anonymous_id
left join devices
    on
        sessions.device_id = devices.identity_id
        -- a cookie without a person may be shared: then the device does not decide
        and sessions.anonymous_id is null
