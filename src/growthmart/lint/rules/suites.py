"""Rule: every suite of expectations has a model that a gate judges."""

from __future__ import annotations

from pathlib import PurePosixPath

import yaml

from growthmart.lint.layers import GATED_LAYERS
from growthmart.lint.project import Node, Project, Violation

FOLDER = "expectations"


def suite_path(model: Node) -> str:
    """Return the path of the suite of a gated model."""
    return f"{FOLDER}/{model.layer}/{model.name}.yml"


def expectation_types(suite: str) -> list[str]:
    """Return the types of the expectations of a suite; none if the file is faulty.

    The gate reports the faults of a file, with line numbers.
    """
    try:
        document = yaml.safe_load(suite)
    except yaml.YAMLError:
        return []
    entries = document.get("expectations") if isinstance(document, dict) else None
    entries = entries if isinstance(entries, list) else []
    return [str(entry.get("type")) for entry in entries if isinstance(entry, dict)]


def suites(project: Project) -> list[Violation]:
    """Check that every suite has a model of a gated layer.

    Example: ``dim_shops`` is now ``dim_stores``, and ``expectations/core/dim_shops.yml`` is left.
    Reason: a suite without its model checks nothing, but a reader thinks that it does. A model does
    not need a suite: its gate then expects that the table exists and has its columns.
    How to remediate: rename or delete the suite. A model that a variable has disabled keeps its
    suite.
    """
    wanted = {suite_path(model) for model in project.known_models if model.layer in GATED_LAYERS}
    return [
        Violation(path, "no model of a gated layer has this suite", "rename or delete it")
        for path in project.files
        if path.startswith(f"{FOLDER}/")
        and len(PurePosixPath(path).parts) > 2
        and path not in wanted
    ]
