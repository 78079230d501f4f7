"""How far today's customers are from those that the model of churn was trained on."""


def model(dbt, session):
    from growthmart import churn

    rows = dbt.ref("feat_customer_churn_outcomes")
    scores, stored = dbt.ref("ml_churn_scores"), dbt.ref("ml_churn_model")
    return churn.drift(session, churn.CHURN, rows, scores, stored)
