"""What every customer with an order is expected to do, by the champion of ml_clv_model."""


def model(dbt, session):
    from growthmart import clv

    customers = dbt.ref("feat_customer_purchases").join(dbt.ref("as_of"), "as_of_date")
    months, rate = dbt.config.get("horizon_months"), dbt.config.get("annual_discount_rate")
    stored = dbt.ref("ml_clv_model")
    return clv.score(session, customers.select(*clv.COLUMNS), stored, int(months), float(rate))
