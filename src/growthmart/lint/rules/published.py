"""Rule: only core and marts are published, and a gate checks every published model."""

from __future__ import annotations

from growthmart.lint.project import Node, Project, Violation

PUBLISHABLE = ("core", "marts")
RESTRICTED = "restricted"


def _wrong(model: Node, judged: set[str]) -> list[tuple[str, str]]:
    """Return the problems of a published model, each with its remedy."""
    faults = []
    if model.layer not in PUBLISHABLE:
        faults.append(("is in neither core nor marts", "publish a mart that reads it"))
    if model.schema == RESTRICTED:
        faults.append(("is restricted", "remove meta.published: personal data is not published"))
    if model.id not in judged:
        remedy = f"add it to ref_models in python_models/gates/gate_{model.layer}.yml"
        faults.append(("is judged by no gate that publish waits for", remedy))
    return faults


def published(project: Project) -> list[Violation]:
    """Check that only unrestricted models of core and marts are published, after their gate.

    Example: ``meta: {published: true}`` on ``input_customer_contacts``, or on a new mart that
    gate_marts does not ref.
    Reason: published files leave the warehouse, and restricted tables hold personal data. A model
    that no gate judges may be wrong, and may be unfinished when ``publish`` runs.
    How to remediate: move the columns that BI needs to a mart, and add the model to the gate.
    """
    publish = project.nodes.get("model.publish")
    gates = publish.reads if publish else ()
    judged = {id_ for gate in gates if gate in project.nodes for id_ in project.nodes[gate].reads}
    return [
        Violation(model.yaml_path or model.path, f"{model.name} is published and {wrong}", remedy)
        for model in project.models
        if model.meta.get("published")
        for wrong, remedy in _wrong(model, judged)
    ]
