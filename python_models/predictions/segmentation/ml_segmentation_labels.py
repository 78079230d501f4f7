"""The segment of every customer, by the newest centres."""


def model(dbt, session):
    from growthmart import segmentation

    features = dbt.ref("feat_customer_orders").join(dbt.ref("as_of"), "as_of_date")
    customers = features.select(*segmentation.COLUMNS).order("customer_id").to_arrow_table()
    centres = dbt.ref("ml_segmentation_model").to_arrow_table()
    return segmentation.label(session, customers, centres)
