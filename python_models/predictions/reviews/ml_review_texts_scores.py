"""The sentiment and the topic of every review with a text."""


def model(dbt, session):
    from growthmart import reviews

    texts = dbt.ref("int_reviews_with_text").select(*reviews.COLUMNS)
    return reviews.score_texts(session, texts, dbt.ref("ml_review_texts_model"))
