with identities as (
    select * from {{ ref('int_identities_resolved') }}
    -- all ids that may have named a person: accounts, addresses and cookies with a guest's order
    where identity_type = 'customer' or has_guest_order
),

named as (
    select
        customer_id,
        person_key,
        case
            when identity_type = 'customer' then identity_id
            else identity_type || '/' || identity_id
        end as name_of_person
    from identities
),

current_ids as (
    select
        case
            -- most ids name their own person: that pseudonym is computed already
            when name_of_person = person_key then customer_id
            else {{ pseudonym('name_of_person') }}
        end as identity_pseudonym,
        customer_id
    from named
),

{% if is_incremental() -%}
issued as (
    select
        *,
        row_number() over (
            partition by identity_pseudonym
            order by run_at desc nulls last, run_id desc nulls last
        ) as issue_number
    from {{ this }}
    where {{ has_own_origin() }}
),

changed as (
    select current_ids.*
    from current_ids
    left join issued
        on
            current_ids.identity_pseudonym = issued.identity_pseudonym
            and current_ids.customer_id = issued.customer_id
            and issued.issue_number = 1
    where issued.identity_pseudonym is null
)
{%- else -%}
changed as (
    select * from current_ids
)
{%- endif %}

select
    {{ text_literal(invocation_id) }} as run_id,
    cast(
        {{ text_literal(run_started_at.strftime('%Y-%m-%d %H:%M:%S.%f')) }} as timestamp
    ) as run_at,
    {{ origin_columns() }},
    identity_pseudonym,
    customer_id
from changed
