"""What the champion says of the churn after past dates, to compare with what happened."""


def model(dbt, session):
    from growthmart import churn

    rows, stored = dbt.ref("feat_customer_churn_outcomes"), dbt.ref("ml_churn_model")
    return churn.backtest(session, churn.CHURN, rows, stored)
