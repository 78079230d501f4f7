"""The model of uplift, one per training run, kept in the state database."""


def model(dbt, session):
    from growthmart import uplift

    rows = dbt.ref("feat_customer_uplift_outcomes")
    stored = session.table(str(dbt.this)) if dbt.is_incremental else None
    return uplift.train_when_due(session, rows, stored)
