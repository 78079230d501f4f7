"""The model of response, one per training run, kept in the state database."""


def model(dbt, session):
    from growthmart import response

    rows = dbt.ref("feat_customer_response_outcomes")
    stored = session.table(str(dbt.this)) if dbt.is_incremental else None
    return response.train_when_due(session, response.RESPONSE, rows, stored, response.Campaign())
