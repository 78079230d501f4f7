"""Lets dbt write a manifest into a temporary folder."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from growthmart.lint.manifest import LintError, read_manifest


def _profile_options(project: Path) -> list[str]:
    """Let dbt use the project's profile, unless the user has chosen another folder."""
    if os.environ.get("DBT_PROFILES_DIR"):
        return []
    found = [folder for folder in (project, project / "profiles") if _has_profile(folder)]
    return ["--profiles-dir", str(found[0])] if found else []


def _has_profile(folder: Path) -> bool:
    return (folder / "profiles.yml").is_file()


def parse_manifest(project: Path) -> dict[str, Any]:
    """Run ``dbt parse`` from scratch, without output, and return its manifest.

    It does not change ``target/`` or ``logs/`` of the project, and opens no connection.

    Raises:
        LintError: dbt cannot parse the project; the text is that of dbt.

    """
    from dbt.cli.main import dbtRunner

    project = project.resolve()
    with tempfile.TemporaryDirectory(prefix="growthmart_lint_") as target:
        result = dbtRunner().invoke(
            [
                *("--quiet", "--log-level", "none", "--log-level-file", "none"),
                *("--no-partial-parse", "--no-send-anonymous-usage-stats"),
                "parse",
                *("--project-dir", str(project)),
                *_profile_options(project),
                *("--target-path", target, "--log-path", target),
            ]
        )
        if not result.success:
            raise LintError(f"dbt cannot parse {project}: {result.exception or 'run dbt parse'}")
        return read_manifest(Path(target) / "manifest.json")
