"""Has dbt write a manifest, in a folder of its own that is gone afterwards."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from growthmart.lint.manifest import LintError, read_manifest


def _profile_options(project: Path) -> list[str]:
    """Point dbt at the project's profile, unless the user has pointed it elsewhere."""
    if os.environ.get("DBT_PROFILES_DIR"):
        return []
    found = [folder for folder in (project, project / "profiles") if _has_profile(folder)]
    return ["--profiles-dir", str(found[0])] if found else []


def _has_profile(folder: Path) -> bool:
    return (folder / "profiles.yml").is_file()


def parse_manifest(project: Path) -> dict[str, Any]:
    """Run ``dbt parse`` from scratch, without output, and return its manifest.

    Neither ``target/`` nor ``logs/`` of the project is touched, no connection is opened.

    Raises:
        LintError: dbt cannot parse the project; the text is dbt's own.

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
