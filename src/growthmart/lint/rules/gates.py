"""Rule: each gate reads its whole layer, and every later layer waits for the gate."""

from __future__ import annotations

from growthmart.lint.layers import NEXT_LAYERS, gate_name
from growthmart.lint.project import Node, Project, Violation


def _references(gate: Node, layer: str, models: list[Node], waits_for: set[str]) -> list[Violation]:
    expected = {model.id for model in models}
    missing = [
        Violation(
            gate.path,
            f"{gate.name} does not read {id_.partition('.')[2]}",
            f"add it to ref_models in python_models/gates/{gate.name}.yml",
        )
        for id_ in expected - set(gate.reads)
    ]
    extra = [
        Violation(
            gate.path,
            f"{gate.name} reads {id_.partition('.')[2]}, which is no model of {layer}",
            f"remove it from ref_models in python_models/gates/{gate.name}.yml",
        )
        for id_ in set(gate.reads) - expected - waits_for
    ]
    return missing + extra


def gates(project: Project) -> list[Violation]:
    """Check that each gate reads its whole layer and nothing more, and that later layers wait.

    Example: a new mart is not in ``gate_marts``, or ``features`` has lost its pre-hook
    ``assert_gate('gate_core')``.
    Reason: a table that no gate reads is published without a check. A layer that does not wait for
    the gate is built on refused data.
    How to remediate: add the model to ``ref_models`` in the YAML of the gate. Add the guard to the
    folder in dbt_project.yml again, or for ``publish`` the ref to gate_marts.
    """
    violations = []
    # a gate may read these to wait for their tests; it does not judge them
    quality = {model.id for model in project.layer("quality")}
    for layer, next_layers in NEXT_LAYERS.items():
        models = project.layer(layer)
        name = gate_name(layer)
        gate = project.gate(layer)
        if gate is None:
            if models:
                path = f"python_models/gates/{name}.py"
                wrong = f"there is no {name}, but {layer} has models"
                violations.append(Violation(path, wrong, "write the gate"))
            continue
        violations += _references(gate, layer, models, quality)
        violations += [
            Violation(
                model.path,
                f"{model.name} does not wait for {name}",
                f"guard its folder with assert_gate('{name}')"
                if next_layer != "publish"
                else f'add dbt.ref("{name}")',
            )
            for next_layer in next_layers
            for model in project.layer(next_layer)
            if gate.id not in project.ancestors(model)
        ]
    return violations
