"""What a message adds to the probability that a customer orders, for every customer."""


def model(dbt, session):
    from growthmart import uplift

    rows = dbt.ref("feat_customer_uplift_outcomes")
    return uplift.score(session, rows, dbt.ref("ml_uplift_model"))
