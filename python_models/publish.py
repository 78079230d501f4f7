"""The last node: what passed every gate replaces what BI reads."""


def model(dbt, session):
    from growthmart.publish import publish

    dbt.ref("as_of")
    dbt.ref("gate_marts")
    dbt.ref("dim_customers")
    dbt.ref("customer_merges")
    dbt.ref("dim_products")
    dbt.ref("dim_campaigns")
    dbt.ref("fct_ad_spend")
    dbt.ref("fct_sessions")
    dbt.ref("fct_messages")
    dbt.ref("fct_orders")
    dbt.ref("fct_order_items")
    dbt.ref("fct_refunds")
    dbt.ref("customer_profiles")
    dbt.ref("segment_profiles")
    dbt.ref("segment_features")
    return publish(session)
