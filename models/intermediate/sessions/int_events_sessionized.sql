{{ config(
    materialized='incremental',
    incremental_strategy='append',
    partition_by='event_date',
    on_schema_change='fail',
    pre_hook="{% set deletion = delete_changed_days(this, ref('input_events'), "
        ~ "ref('int_server_events_matched_to_visitors')) %}"
        ~ "{% if is_incremental() %}{{ deletion }}{% endif %}",
) }}

{%- set last_date = last_sessionized_date(this) %}
{%- set all_events = events_with_visitors(
    ref('input_events'), ref('int_server_events_matched_to_visitors')
) %}

-- only a few columns go through the window functions; the others are joined to the result. There
-- are two CTEs, because DuckDB would materialize all columns of a CTE that is read twice
with events as (
    {{ all_events }}
    {%- if is_incremental() %}
    where cast(events.event_at as date) > {{ last_date }}
    {%- endif %}
),

whole_events as (
    {{ all_events }}
    {%- if is_incremental() %}
    where cast(events.event_at as date) > {{ last_date }}
    {%- endif %}
),

candidates as (
    select
        event_key,
        event_at,
        coalesce(matched_visitor_key, {{ visitor_key() }}) as visitor_key,
        source_customer_key as account_key,
        cast(null as string) as carried_session_key,
        1 as first_event_number
    from events
    {%- if is_incremental() %}

    union all

    -- the last event of every session that may continue after the last midnight
    select
        event_key,
        event_at,
        coalesce(matched_visitor_key, {{ visitor_key() }}) as visitor_key,
        account_key,
        session_key as carried_session_key,
        event_number as first_event_number
    from {{ this }}
    where event_at >= {{ last_date }} + interval '1' day - {{ session_timeout() }}
    qualify
        row_number() over (partition by session_key order by event_number desc nulls last) = 1
    {%- endif %}
),

ordered as (
    select
        *,
        row_number() over in_time as visitor_event_number,
        lag(event_at) over in_time as previous_event_at
    from candidates
    window in_time as (
        partition by visitor_key order by event_at asc nulls last, event_key asc nulls last
    )
),

with_pauses as (
    select
        *,
        carried_session_key is not null
        or coalesce(event_at > previous_event_at + {{ session_timeout() }}, true) as is_after_pause
    from ordered
),

with_known_account as (
    select
        *,
        -- after a pause without a login the value is '': the account is forgotten
        {{ last_value_ignore_nulls(
            "coalesce(account_key, case when is_after_pause then '' end)"
        ) }} over (
            partition by visitor_key
            order by visitor_event_number asc nulls last
            rows between unbounded preceding and 1 preceding
        ) as known_account_key
    from with_pauses
),

with_session_starts as (
    select
        *,
        is_after_pause
        or (known_account_key <> '' and account_key <> known_account_key) as is_start
    from with_known_account
),

numbered as (
    select
        event_key,
        case when is_start then account_key else coalesce(account_key, known_account_key) end
            as known_account_key,
        {{ last_value_ignore_nulls(
            'case when is_start then coalesce(carried_session_key, event_key) end'
        ) }} over so_far as session_key,
        visitor_event_number - {{ last_value_ignore_nulls(
            'case when is_start then visitor_event_number - first_event_number end'
        ) }} over so_far as event_number
    from with_session_starts
    window so_far as (
        partition by visitor_key order by visitor_event_number asc nulls last
    )
)

select
    {%- for column in sessionized_columns() %}
    whole_events.{{ column }},
    {%- endfor %}
    nullif(numbered.known_account_key, '') as account_key,
    numbered.session_key,
    cast(numbered.event_number as int) as event_number,
    {{ sessionization_rules() }} as sessionized_by,
    cast(whole_events.event_at as date) as event_date
from numbered
inner join whole_events
    on numbered.event_key = whole_events.event_key
