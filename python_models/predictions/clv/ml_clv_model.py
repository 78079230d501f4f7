"""The model of customer lifetime value, one per training run, kept in the state database."""


def model(dbt, session):
    from growthmart import clv

    histories = dbt.ref("feat_purchase_outcomes").select(*clv.HISTORY_COLUMNS)
    customers = dbt.ref("feat_customer_purchases").select(*clv.COLUMNS)
    stored = session.table(str(dbt.this)) if dbt.is_incremental else None
    return clv.train_when_due(session, histories, customers, stored)
