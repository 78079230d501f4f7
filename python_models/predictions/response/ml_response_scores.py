"""The probability of every customer to respond to messages, with its reasons."""


def model(dbt, session):
    from growthmart import response

    rows, stored = dbt.ref("feat_customer_response_outcomes"), dbt.ref("ml_response_model")
    return response.score(session, response.RESPONSE, rows, stored)
