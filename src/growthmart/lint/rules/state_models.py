"""Rule: history is kept, and the next layer reads exactly the tables that a gate judged."""

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
                f"{model.name} is in state and is materialized as {model.materialized}",
                "set materialized: incremental in its own YAML, which Python models read",
            )
        )
    if model.full_refresh is not False:
        violations.append(
            Violation(
                where,
                f"{model.name} is in state and --full-refresh would empty it",
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
                "make it a table, so that the next layer reads the rows that were judged",
            )
        )
    if model.persists_relation_docs:
        violations.append(
            Violation(
                model.path,
                f"persist_docs of {model.name} would overwrite the comment that holds its stamp",
                "set persist_docs.relation to false",
            )
        )
    if not any(STAMP in hook for hook in model.post_hooks):
        violations.append(
            Violation(
                model.path,
                f"{model.name} is judged by a gate and has no stamp",
                "add the post-hook {{ stamp_build() }}",
            )
        )
    return violations


def state_models(project: Project) -> list[Violation]:
    """Check that models in state are incremental, and that gated models are tables with a stamp.

    Example: ``+materialized: incremental`` for a folder of gates in dbt_project.yml, which dbt
    ignores for Python models without a message.
    Reason: a model in state that is not incremental loses its history at the next build. A gate
    identifies the tables that it judged by their stamp. A view is computed again after it was
    judged, and persist_docs writes a comment that replaces the stamp. The empty view of an entity
    that no source fills is allowed.
    How to remediate: set ``materialized: incremental`` in the model's own YAML and
    ``full_refresh: false``. On gated folders set ``materialized: table`` and the post-hook.
    """
    violations = []
    for model in project.models:
        if model.database == STATE_DATABASE:
            violations += _state(model)
        if model.layer in GATED_LAYERS:
            violations += _gated(model)
    return violations
