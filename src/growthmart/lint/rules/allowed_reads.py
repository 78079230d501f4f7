"""Rule: who may read whom."""

from __future__ import annotations

from growthmart.lint.layers import GATES, READS, room_of
from growthmart.lint.project import Project, Violation


def _room(project: Project, id_: str) -> str | None:
    """Return the room of what is read, None for what stands in no layer."""
    node = project.nodes.get(id_)
    kind, _, name = id_.partition(".")
    return node.room if node else room_of(kind, name, "")


def allowed_reads(project: Project) -> list[Violation]:
    """Let each model read only the layers that the table in ``growthmart.lint.layers`` gives it.

    Example: a mart selects from ``ref('int_orders_with_revenue')``.
    Reason: layers build on one another one way, so that a source is added without touching a mart,
    a gate stands between any two that it separates, and the pseudonym's key has one reader.
    How to remediate: read a model of an allowed layer; where none has the columns, add them to the
    core model that should. Gates are judged by the rule ``gates``.
    """
    violations = []
    for node in (*project.models, *project.snapshots):
        room = node.room
        if room is None or room in GATES:
            continue
        for id_ in node.reads:
            target = _room(project, id_)
            if target not in READS[room]:
                allowed = ", ".join(sorted(READS[room])) or "nothing"
                violations.append(
                    Violation(
                        node.path,
                        f"{room} may not read {id_.partition('.')[2]} ({target or 'no layer'})",
                        f"read a model of what it may: {allowed}",
                    )
                )
    return violations
