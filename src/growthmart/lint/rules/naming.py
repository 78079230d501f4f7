"""Rule: the name says the layer, and every model is a relation."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from growthmart.lint.layers import GATES, LAYERS
from growthmart.lint.project import Node, Project, Violation

WORDS = r"[a-z0-9]+(_[a-z0-9]+)*"
TWO_WORDS = r"[a-z0-9]+(_[a-z0-9]+)+"
PREFIXES = ("stg_", "input_", "int_", "fct_", "dim_", "feat_", "ml_", "gate_")

# Per layer: the pattern of its names and how to say it. Two names are exceptions: customer_merges
# of core, the history of merged people, neither a fact nor a dimension; and int_touchpoints, the
# touches that orders are credited to, whose one word says it.
PATTERNS = {
    "input": (rf"input_{WORDS}", "input_<entities> or input_<entities>_rejected"),
    "intermediate": (rf"int_({TWO_WORDS}|touchpoints)|as_of", "int_<entities>_<verbed>"),
    "core": (rf"(fct|dim)_{WORDS}|customer_merges", "fct_<events> or dim_<things>"),
    "features": (rf"feat_{TWO_WORDS}", "feat_<entity>_<purpose>"),
    "predictions": (rf"ml_{TWO_WORDS}", "ml_<task>_model or ml_<task>_<output>"),
    "marts": (rf"(?!{'|'.join(PREFIXES)}){WORDS}", "the business thing, without a prefix"),
    "quality": (rf"quality_{WORDS}", "quality_<facts>"),
    "privacy": (WORDS, "words in small letters"),
    "publish": ("publish", "publish"),
    **{gate: (gate, gate) for gate in GATES},
}


def _pattern(model: Node) -> tuple[str, str] | None:
    """Return the pattern for a model's name and how to say it; None where no folder fits."""
    if model.layer != "staging":
        return PATTERNS.get(model.layer or "")
    parts = PurePosixPath(model.path).parts
    if len(parts) < 4:
        return None
    return rf"stg_{re.escape(parts[2])}__{WORDS}", f"stg_{parts[2]}__<entities>"


def naming(project: Project) -> list[Violation]:
    """Name models by their layer, keep them in a layer's folder, and make none ephemeral.

    Example: ``models/core/orders.sql``, or ``materialized: ephemeral``.
    Reason: the name alone must say what may be built on a model. An ephemeral model is no relation:
    it can be neither tested nor looked at when a number is wrong.
    How to remediate: rename the model and its YAML, or move them; materialise it as its folder is.
    """
    violations = []
    for model in project.known_models:
        pattern = _pattern(model)
        if pattern is None:
            where = "models/staging/<source>/" if model.layer == "staging" else "a layer's folder"
            wrong = f"{model.name} stands outside {where}"
            folders = ", ".join(sorted(LAYERS - {*GATES, "publish"}))
            remedy = f"move it to one of {folders}, gates"
            if model.layer == "staging":
                remedy = "move it to the folder of its source"
            violations.append(Violation(model.path, wrong, remedy))
        elif not re.fullmatch(pattern[0], model.name):
            wrong = f"{model.name} is not named as its folder asks"
            violations.append(Violation(model.path, wrong, f"name it {pattern[1]}"))
        if model.materialized == "ephemeral":
            wrong = f"{model.name} is ephemeral"
            violations.append(Violation(model.path, wrong, "make it a table or a view"))
    return violations
