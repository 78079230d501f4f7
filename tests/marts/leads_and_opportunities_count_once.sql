-- Every lead and every stage of an opportunity up to the as-of date counts once.
with as_of as (
    select * from {{ ref('as_of') }}
),

counted as (
    select
        'lead_funnel' as mart,
        (
            select coalesce(cast(sum(leads_count) as bigint), 0) from {{ ref('lead_funnel') }}
        ) as mart_count,
        (
            select count(*)
            from {{ ref('fct_leads') }} as leads
            inner join as_of
                on leads.created_date <= as_of.as_of_date
        ) as core_count
    union all
    select
        'sales_pipeline_monthly' as mart,
        (
            select coalesce(cast(sum(entered_count) as bigint), 0)
            from {{ ref('sales_pipeline_monthly') }}
        ) as mart_count,
        (
            select count(*)
            from {{ ref('fct_opportunities') }} as opportunities
            inner join as_of
                on {{ local_date('opportunities.entered_at') }} <= as_of.as_of_date
        ) as core_count
)

select * from counted
where mart_count <> core_count
