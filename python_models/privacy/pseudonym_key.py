"""The key of the pseudonyms, from the environment: one restricted row."""


def model(dbt, session):
    from growthmart import privacy

    return privacy.key_table(session)
