"""The centres of the customer segments, kept in the state database."""


def model(dbt, session):
    from growthmart import segmentation

    features = dbt.ref("feat_customer_orders").join(dbt.ref("feat_churn_window"), "as_of_date")
    stored = session.table(str(dbt.this)) if dbt.is_incremental else None
    return segmentation.train_when_due(
        session, features.select(*segmentation.TRAINING_COLUMNS), stored
    )
