"""Centres of the customer segments, kept in the state database."""


def model(dbt, session):
    from growthmart import segmentation

    features = dbt.ref("feat_customer_orders").join(dbt.ref("as_of"), "as_of_date")
    customers = features.select(*segmentation.COLUMNS).order("customer_id").to_arrow_table()
    stored = session.table(str(dbt.this)).to_arrow_table() if dbt.is_incremental else None
    return segmentation.train_when_due(session, customers, stored)
