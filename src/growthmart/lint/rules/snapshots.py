"""Rule: snapshots read input, are restricted, and are read by intermediate models only."""

from __future__ import annotations

from collections.abc import Iterator

from growthmart.lint.project import Node, Project, Violation
from growthmart.lint.rules.published import RESTRICTED
from growthmart.lint.rules.state_models import STATE_DATABASE

READER = "intermediate"
KIND = "snapshot."


def _may_be_read(project: Project, id_: str) -> bool:
    model = project.nodes.get(id_)
    return model is not None and (model.layer == "input" or model.name in ("as_of", "gate_input"))


def _wrong(project: Project, snapshot: Node) -> Iterator[tuple[str, str]]:
    """Yield the problems of a snapshot, each with its remedy."""
    for id_ in snapshot.reads:
        if not _may_be_read(project, id_):
            yield f"reads {id_}", "read input and as_of only"
    if "model.gate_input" not in snapshot.reads:
        yield "does not wait for gate_input", "add the pre-hook assert_gate('gate_input')"
    if (snapshot.database, snapshot.schema) != (STATE_DATABASE, RESTRICTED):
        yield (
            "is not in schema restricted of the state",
            "keep the settings of snapshots in dbt_project.yml",
        )


def snapshots(project: Project) -> list[Violation]:
    """Check what snapshots read, where they are, and who reads them.

    Example: a snapshot of ``dim_customers``, or a mart that reads a snapshot.
    Reason: history outlives the warehouse and the rules of a release. It holds what the sources
    said, which is personal data, and nothing that can be computed again. Data that gate_input
    refused must not become history. Features read the attributes of a date from one model.
    How to remediate: read the input layer, keep the settings of dbt_project.yml, and read a
    snapshot by the macro ``versions_of`` in an intermediate model.
    """
    violations = [
        Violation(snapshot.path, f"{snapshot.name} {wrong}", remedy)
        for snapshot in project.snapshots
        for wrong, remedy in _wrong(project, snapshot)
    ]
    for model in project.models:
        if model.layer != READER and any(id_.startswith(KIND) for id_ in model.reads):
            wrong = f"{model.name} reads a snapshot"
            violations.append(Violation(model.path, wrong, f"read it in {READER}"))
    return violations
