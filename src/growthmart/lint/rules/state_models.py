"""Rule: history is kept, and what a gate judged is what the next layer reads."""

from __future__ import annotations

from growthmart.lint.layers import GATED_LAYERS
from growthmart.lint.project import Node, Project, Violation

STATE_DATABASE = "state"
STAMP = "stamp_build("


def _state(model: Node) -> list[Violation]:
    violations = []
    where = model.yaml_path or model.path
    if model.materialized != "incremental":
        violations.append(
            Violation(
                where,
                f"{model.name} lies in state and is materialized as {model.materialized}",
                "set materialized: incremental in its own YAML, where Python models heed it",
            )
        )
    if model.full_refresh is not False:
        violations.append(
            Violation(
                where,
                f"{model.name} lies in state and --full-refresh would empty it",
                "set full_refresh: false",
            )
        )
    return violations


def _is_unfilled(model: Node) -> bool:
    """Return whether this is the view of an entity that no enabled source fills."""
    reads_staging = any(read.startswith("model.stg_") for read in model.reads)
    return model.layer == "input" and model.materialized == "view" and not reads_staging


def _gated(model: Node) -> list[Violation]:
    violations = []
    is_kept = model.materialized == "table" or model.database == STATE_DATABASE
    if not is_kept and not _is_unfilled(model):
        violations.append(
            Violation(
                model.path,
                f"{model.name} is judged by a gate and materialized as {model.materialized}",
                "make it a table, so that what was judged is what is used",
            )
        )
    if model.persists_relation_docs:
        violations.append(
            Violation(
                model.path,
                f"persist_docs of {model.name} would overwrite the comment that holds its stamp",
                "switch persist_docs.relation off",
            )
        )
    if not any(STAMP in hook for hook in model.post_hooks):
        violations.append(
            Violation(
                model.path,
                f"{model.name} is judged by a gate and carries no stamp",
                "add the post-hook {{ stamp_build() }}",
            )
        )
    return violations


def state_models(project: Project) -> list[Violation]:
    """Keep models in state incremental for ever, and gated models tables with a stamp.

    Example: ``+materialized: incremental`` for a folder of gates in dbt_project.yml, which dbt
    ignores for Python models without a word.
    Reason: a model in state that is no longer incremental loses its history at the next build. A
    gate judges tables by their stamp: a view is computed anew after it was judged, and a comment
    written by persist_docs replaces the stamp. An entity that no source fills is an empty view.
    How to remediate: set ``materialized: incremental`` in the model's own YAML and
    ``full_refresh: false``; on gated folders ``materialized: table`` and the post-hook.
    """
    violations = []
    for model in project.models:
        if model.database == STATE_DATABASE:
            violations += _state(model)
        if model.layer in GATED_LAYERS:
            violations += _gated(model)
    return violations
