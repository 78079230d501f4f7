"""How far today's customers are from those that the model of uplift was trained on."""


def model(dbt, session):
    from growthmart import uplift

    rows = dbt.ref("feat_customer_uplift_outcomes")
    scores, stored = dbt.ref("ml_uplift_scores"), dbt.ref("ml_uplift_model")
    return uplift.drift(session, rows, scores, stored)
