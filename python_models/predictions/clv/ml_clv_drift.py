"""How far today's customers are from those that the model of their value was learnt from."""


def model(dbt, session):
    from growthmart import clv

    customers = dbt.ref("feat_customer_purchases").join(dbt.ref("as_of"), "as_of_date")
    return clv.drift(session, customers.select(*clv.COLUMNS), dbt.ref("ml_clv_model"))
