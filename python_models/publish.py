"""The last node of a build: publishes the tables for BI after every gate has passed."""


def model(dbt, session):
    from growthmart.publish import publish

    # the gates read every published table, so publish waits for all of them
    dbt.ref("as_of")
    dbt.ref("gate_core")
    dbt.ref("gate_marts")
    return publish(session)
