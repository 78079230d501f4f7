-- A fact has the rows of its entity, no more and no fewer. Left out are orders, lines and refunds,
-- because quality_reconciliation accounts for their money; referrals, because fct_referrals drops
-- those within one person; and campaigns, because the ad platforms add campaigns. Ad groups and
-- bookings of costs are added up.
with counted as (
    select
        'fct_ad_spend' as fact,
        (select count(*) from {{ ref('fct_ad_spend') }}) as fact_rows,
        (
            select count(*)
            from (
                select distinct
                    date_day,
                    platform,
                    campaign_key,
                    ad_key
                from {{ ref('input_ad_spend') }}
            ) as ads
        ) as entity_rows
    union all
    select
        'fct_marketing_costs' as fact,
        (select count(*) from {{ ref('fct_marketing_costs') }}) as fact_rows,
        (
            select count(*)
            from (
                select distinct
                    bookings.month,
                    bookings.channel,
                    bookings.cost_type,
                    bookings.source_name
                from {{ ref('input_marketing_costs') }} as bookings
            ) as distinct_bookings
        ) as entity_rows
    {%- if 'dim_promotions' not in switched_off('models') %}
    union all
    select
        'dim_promotions' as fact,
        (select count(*) from {{ ref('dim_promotions') }}) as fact_rows,
        (select count(*) from {{ ref('input_promotions') }}) as entity_rows
    {%- endif %}
    union all
    select
        'fct_loyalty_transactions' as fact,
        (select count(*) from {{ ref('fct_loyalty_transactions') }}) as fact_rows,
        (select count(*) from {{ ref('input_loyalty_transactions') }}) as entity_rows
    {%- if 'fct_subscriptions' not in switched_off('models') %}
    union all
    select
        'fct_subscriptions' as fact,
        (select count(*) from {{ ref('fct_subscriptions') }}) as fact_rows,
        (select count(*) from {{ ref('input_subscriptions') }}) as entity_rows
    {%- endif %}
    union all
    select
        'fct_leads' as fact,
        (select count(*) from {{ ref('fct_leads') }}) as fact_rows,
        (select count(*) from {{ ref('input_leads') }}) as entity_rows
    {%- if 'fct_opportunities' not in switched_off('models') %}
    union all
    select
        'fct_opportunities' as fact,
        (select count(*) from {{ ref('fct_opportunities') }}) as fact_rows,
        (select count(*) from {{ ref('input_opportunities') }}) as entity_rows
    {%- endif %}
    union all
    select
        'fct_interactions' as fact,
        (select count(*) from {{ ref('fct_interactions') }}) as fact_rows,
        (select count(*) from {{ ref('input_interactions') }}) as entity_rows
    union all
    select
        'fct_events' as fact,
        (select count(*) from {{ ref('fct_events') }}) as fact_rows,
        (select count(*) from {{ ref('input_events') }}) as entity_rows
    union all
    select
        'fct_messages' as fact,
        (select count(*) from {{ ref('fct_messages') }}) as fact_rows,
        (select count(*) from {{ ref('input_messages') }}) as entity_rows
    union all
    select
        'fct_support_tickets' as fact,
        (select count(*) from {{ ref('fct_support_tickets') }}) as fact_rows,
        (select count(*) from {{ ref('input_support_tickets') }}) as entity_rows
    union all
    select
        'fct_reviews' as fact,
        (select count(*) from {{ ref('fct_reviews') }}) as fact_rows,
        (select count(*) from {{ ref('input_reviews') }}) as entity_rows
    union all
    select
        'fct_survey_responses' as fact,
        (select count(*) from {{ ref('fct_survey_responses') }}) as fact_rows,
        (select count(*) from {{ ref('input_survey_responses') }}) as entity_rows
    union all
    select
        'fct_consents' as fact,
        (select count(*) from {{ ref('fct_consents') }}) as fact_rows,
        (select count(*) from {{ ref('input_consents') }}) as entity_rows
    union all
    select
        'fct_payments' as fact,
        (select count(*) from {{ ref('fct_payments') }}) as fact_rows,
        (select count(*) from {{ ref('input_payments') }}) as entity_rows
)

select * from counted
where fact_rows <> entity_rows
