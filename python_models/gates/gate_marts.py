"""Runs the expectations on every table of the layer: see docs/quality-gates.md."""


def model(dbt, session):
    from growthmart import quality

    dbt.ref("customer_profiles")
    dbt.ref("segment_profiles")
    dbt.ref("segment_features")
    return quality.run_gate(session)
