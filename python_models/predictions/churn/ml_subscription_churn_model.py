"""The model of contractual churn, one per training run, kept in the state database."""


def model(dbt, session):
    from growthmart import churn

    rows = dbt.ref("feat_subscription_churn_outcomes")
    stored = session.table(str(dbt.this)) if dbt.is_incremental else None
    cost, value = dbt.config.get("contact_cost"), dbt.config.get("contact_value")
    campaign = churn.Campaign(float(cost), float(value))
    return churn.train_when_due(session, churn.SUBSCRIPTION_CHURN, rows, stored, campaign)
