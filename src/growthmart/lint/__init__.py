"""The project's own lint rules, which no other tool has; they read dbt's manifest and the files."""

from __future__ import annotations

from pathlib import Path

from growthmart.lint.manifest import LintError, build_project, read_files, read_manifest
from growthmart.lint.parsing import parse_manifest
from growthmart.lint.project import Node, Project, Violation
from growthmart.lint.rules import RULES

__all__ = [
    "RULES",
    "LintError",
    "Node",
    "Project",
    "Violation",
    "check",
    "load_project",
]


def load_project(folder: Path, manifest: Path | None = None) -> Project:
    """Read a project by a given manifest, or by a new one from ``dbt parse``.

    Raises:
        LintError: there is no project, or its manifest cannot be read or written.

    """
    if not (folder / "dbt_project.yml").is_file():
        raise LintError(f"{folder} has no dbt_project.yml: name the folder with --project")
    document = parse_manifest(folder) if manifest is None else read_manifest(manifest)
    return build_project(document, read_files(folder))


def check(project: Project) -> list[Violation]:
    """Apply every rule, and return the violations without duplicates, sorted by path."""
    return sorted({violation for rule in RULES for violation in rule(project)})
