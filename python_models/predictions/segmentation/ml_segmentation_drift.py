"""How far today's customers are from those that the segments were learnt from."""


def model(dbt, session):
    from growthmart import segmentation

    features = dbt.ref("feat_customer_orders").join(dbt.ref("as_of"), "as_of_date")
    stored = dbt.ref("ml_segmentation_model")
    return segmentation.drift(session, features.select(*segmentation.COLUMNS), stored)
