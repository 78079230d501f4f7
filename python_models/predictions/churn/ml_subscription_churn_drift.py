"""How far today's subscriptions are from those that the model of churn was trained on."""


def model(dbt, session):
    from growthmart import churn

    rows = dbt.ref("feat_subscription_churn_outcomes")
    scores, stored = dbt.ref("ml_subscription_churn_scores"), dbt.ref("ml_subscription_churn_model")
    return churn.drift(session, churn.SUBSCRIPTION_CHURN, rows, scores, stored)
