"""Great Expectations on every table of the layer: see docs/quality-gates.md."""


def model(dbt, session):
    from growthmart import quality

    dbt.ref("input_customers")
    dbt.ref("input_customers_rejected")
    dbt.ref("input_customer_contacts")
    dbt.ref("input_customer_contacts_rejected")
    dbt.ref("input_identities")
    dbt.ref("input_identities_rejected")
    dbt.ref("input_products")
    dbt.ref("input_products_rejected")
    dbt.ref("input_orders")
    dbt.ref("input_orders_rejected")
    dbt.ref("input_order_items")
    dbt.ref("input_order_items_rejected")
    dbt.ref("input_refunds")
    dbt.ref("input_refunds_rejected")
    dbt.ref("input_exchange_rates")
    dbt.ref("input_exchange_rates_rejected")
    return quality.run_gate(session)
