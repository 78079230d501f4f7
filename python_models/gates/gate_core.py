"""Runs the expectations on every table of the layer: see docs/quality-gates.md."""


def model(dbt, session):
    from growthmart import quality

    dbt.ref("dim_customers")
    dbt.ref("customer_merges")
    dbt.ref("dim_products")
    dbt.ref("fct_orders")
    dbt.ref("fct_order_items")
    dbt.ref("fct_refunds")
    dbt.ref("fct_events")
    dbt.ref("fct_sessions")
    dbt.ref("fct_messages")
    dbt.ref("fct_loyalty_transactions")
    dbt.ref("fct_interactions")
    dbt.ref("fct_support_tickets")
    dbt.ref("fct_reviews")
    dbt.ref("fct_survey_responses")
    dbt.ref("fct_consents")
    dbt.ref("fct_referrals")
    dbt.ref("fct_payments")
    dbt.ref("fct_subscriptions")
    dbt.ref("fct_leads")
    dbt.ref("fct_opportunities")
    dbt.ref("fct_marketing_costs")
    dbt.ref("fct_ad_spend")
    dbt.ref("dim_campaigns")
    dbt.ref("dim_promotions")
    dbt.ref("dim_days")
    return quality.run_gate(session)
