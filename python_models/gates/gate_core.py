"""Great Expectations on every table of the layer: see docs/quality-gates.md."""


def model(dbt, session):
    from growthmart import quality

    dbt.ref("dim_customers")
    dbt.ref("dim_products")
    dbt.ref("fct_orders")
    dbt.ref("fct_order_items")
    dbt.ref("fct_refunds")
    return quality.run_gate(session)
