"""Runs the expectations on every table of the layer: see docs/quality-gates.md."""


def model(dbt, session):
    from growthmart import quality

    dbt.ref("ml_segmentation_model")
    dbt.ref("ml_segmentation_labels")
    return quality.run_gate(session)
