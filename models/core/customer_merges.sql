{%- set context = state_context() if execute else {} -%}

with issued as (
    select * from {{ ref('int_customer_id_history') }}
    where
        sources = {{ text_literal(context.sources) }}
        and key_fingerprint = {{ text_literal(context.key_fingerprint) }}
),

customers as (
    select * from {{ ref('dim_customers') }}
),

newest as (
    select
        *,
        row_number() over (
            partition by identity_pseudonym
            order by run_at desc nulls last, run_id desc nulls last
        ) as issue_number
    from issued
),

-- ids of people that no longer exist, each with the person that the id belongs to now
merged_ids as (
    select
        issued.customer_id as old_customer_id,
        newest.customer_id as new_customer_id,
        newest.run_at as merged_at,
        row_number() over (
            partition by issued.customer_id
            order by
                case when issued.identity_pseudonym = issued.customer_id then 0 else 1 end
                asc nulls last,
                newest.run_at asc nulls last,
                newest.customer_id asc nulls last
        ) as merge_rank
    from issued
    inner join newest
        on issued.identity_pseudonym = newest.identity_pseudonym and newest.issue_number = 1
    inner join customers
        on newest.customer_id = customers.customer_id
    left join customers as same_customers
        on issued.customer_id = same_customers.customer_id
    where same_customers.customer_id is null
)

select
    old_customer_id,
    new_customer_id,
    merged_at
from merged_ids
where merge_rank = 1
