"""The words of good and bad reviews, and of topics."""


def model(dbt, session):
    from growthmart import reviews

    texts = dbt.ref("int_reviews_with_text").select(*reviews.TRAINING_COLUMNS)
    return reviews.train(session, texts, dbt.ref("int_names_of_contacts"))
