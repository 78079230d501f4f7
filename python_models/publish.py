"""The last node of a build: publishes the tables for BI after every gate has passed.

The gates have read every published table, so publish waits for all of them.
"""


def model(dbt, session):
    from growthmart.publish import publish

    dbt.ref("as_of")
    dbt.ref("gate_core")
    dbt.ref("gate_marts")
    return publish(session)
