"""The probability of churn of every customer with an order, with its reasons."""


def model(dbt, session):
    from growthmart import churn

    rows, stored = dbt.ref("feat_customer_churn_outcomes"), dbt.ref("ml_churn_model")
    return churn.score(session, churn.CHURN, rows, stored)
