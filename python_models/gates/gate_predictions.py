"""Runs the expectations on every table of the layer: see docs/quality-gates.md."""


def model(dbt, session):
    from growthmart import quality

    return quality.run_gate(session)
