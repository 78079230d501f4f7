"""How far today's customers are from those that the model of response was trained on."""


def model(dbt, session):
    from growthmart import response

    rows = dbt.ref("feat_customer_response_outcomes")
    scores, stored = dbt.ref("ml_response_scores"), dbt.ref("ml_response_model")
    return response.drift(session, response.RESPONSE, rows, scores, stored)
