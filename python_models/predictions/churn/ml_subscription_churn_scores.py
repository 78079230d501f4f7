"""The probability that a subscription ends in the next 30 days, with its reasons."""


def model(dbt, session):
    from growthmart import churn

    rows = dbt.ref("feat_subscription_churn_outcomes")
    stored = dbt.ref("ml_subscription_churn_model")
    return churn.score(session, churn.SUBSCRIPTION_CHURN, rows, stored)
