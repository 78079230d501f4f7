"""Reads dbt's manifest and the project's files into a ``Project``."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from growthmart.lint.project import Node, Project

SOURCE_FILES = (
    ("models", ".sql"),
    ("macros", ".sql"),
    ("tests", ".sql"),
    ("snapshots", ".sql"),
    ("python_models", ".sql"),
    ("expectations", ".yml"),
    ("expectations", ".yaml"),
)


class LintError(Exception):
    """The project cannot be checked; the text says why in one line."""


def _short_id(package: str, unique_id: str) -> str:
    """Remove this package's name from an id; an id of another package is not changed."""
    kind, owner, name = unique_id.split(".", 2)
    return f"{kind}.{name}" if owner == package else unique_id


def _posix(path: str | None) -> str:
    """Return a path of the manifest with forward slashes and without its package."""
    return (path or "").split("://")[-1].replace("\\", "/")


def _hooks(config: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(str(hook["sql"]) for hook in config.get(name) or ())


def _node(package: str, raw: dict[str, Any]) -> Node:
    config = raw["config"]
    return Node(
        name=raw["name"],
        path=_posix(raw["original_file_path"]),
        reads=tuple(
            _short_id(package, one) for one in (raw.get("depends_on") or {}).get("nodes") or ()
        ),
        database=raw.get("database") or "",
        schema=raw.get("schema") or "",
        materialized=config.get("materialized") or "",
        full_refresh=config.get("full_refresh"),
        persists_relation_docs=bool((config.get("persist_docs") or {}).get("relation")),
        post_hooks=_hooks(config, "post-hook"),
        meta=config.get("meta") or {},
        yaml_path=_posix(raw.get("patch_path")),
    )


def read_files(folder: Path) -> dict[str, str]:
    """Return the text of every file that a rule reads, by its path in the project."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for top, suffix in SOURCE_FILES
        for path in sorted((folder / top).rglob(f"*{suffix}"))
        if path.is_file()
    }


def read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest file.

    Raises:
        LintError: it is missing or is no JSON object.

    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LintError(f"cannot read {path}: {error.strerror or error}") from None
    except ValueError:
        raise LintError(f"{path} is no JSON: write it again with dbt parse") from None
    if not isinstance(document, dict):
        raise LintError(f"{path} is no dbt manifest: write it again with dbt parse")
    return document


def build_project(manifest: dict[str, Any], files: dict[str, str]) -> Project:
    """Build the project from a manifest and the text of its files.

    Raises:
        LintError: the manifest is not as dbt 1.11 writes it.

    """
    try:
        package = manifest["metadata"]["project_name"]
        disabled = [raw for versions in manifest["disabled"].values() for raw in versions]

        def nodes(raws: Iterable[dict[str, Any]], kind: str = "model") -> tuple[Node, ...]:
            return tuple(
                _node(package, raw)
                for raw in raws
                if raw["package_name"] == package and raw["resource_type"] == kind
            )

        enabled = manifest["nodes"].values()
        return Project(nodes(enabled), nodes(disabled), nodes(enabled, "snapshot"), files)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise LintError(f"the manifest is not as dbt 1.11 writes it: {error!r}") from None
