"""Rule: only what may leave the warehouse leaves it, and completely."""

from __future__ import annotations

from growthmart.lint.project import Node, Project, Violation

PUBLISHABLE = ("core", "marts")
RESTRICTED = "restricted"


def _wrong(model: Node, referenced: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return what is wrong with a published model, each with its remedy."""
    faults = []
    if model.layer not in PUBLISHABLE:
        faults.append(("stands in neither core nor marts", "publish a mart that reads it"))
    if model.schema == RESTRICTED:
        faults.append(("is restricted", "drop meta.published: personal data stays inside"))
    if model.id not in referenced:
        remedy = f'add dbt.ref("{model.name}") to python_models/publish.py'
        faults.append(("is not among the refs of publish", remedy))
    return faults


def published(project: Project) -> list[Violation]:
    """Publish only unrestricted models of core and marts, each waited for.

    Example: ``meta: {published: true}`` on ``input_customer_contacts``, or on a new mart that
    publish.py does not ref.
    Reason: published files leave the warehouse, restricted tables hold what identifies people. A
    model that ``publish`` does not ref may still be building when it runs.
    How to remediate: move what BI needs to a mart; add the ref.
    """
    publish = project.nodes.get("model.publish")
    referenced = publish.reads if publish else ()
    return [
        Violation(model.yaml_path or model.path, f"{model.name} is published and {wrong}", remedy)
        for model in project.models
        if model.meta.get("published")
        for wrong, remedy in _wrong(model, referenced)
    ]
