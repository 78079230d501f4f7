"""The segment of every customer: the nearest centre of the newest model."""


def model(dbt, session):
    from growthmart import segmentation

    features = dbt.ref("feat_customer_orders").join(dbt.ref("as_of"), "as_of_date")
    centres = dbt.ref("ml_segmentation_model")
    return segmentation.label(session, features.select(*segmentation.COLUMNS), centres)
