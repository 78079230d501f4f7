"""The segment of every customer, by the newest centres."""


def model(dbt, session):
    from growthmart import segmentation

    features = dbt.ref("feat_customer_orders").join(dbt.ref("as_of"), "as_of_date")
    features = features.project(
        "customer_id, as_of_date, recency_days, orders_count, lifetime_net_revenue"
    )
    centres = dbt.ref("ml_segmentation_model").to_arrow_table()
    return segmentation.label(session, features.order("customer_id").to_arrow_table(), centres)
