"""Rule: one suite of expectations per gated model, one gated model per suite."""

from __future__ import annotations

from pathlib import PurePosixPath

import yaml

from growthmart.lint.layers import GATED_LAYERS
from growthmart.lint.project import Node, Project, Violation

FOLDER = "expectations"


def suite_path(model: Node) -> str:
    """Return where the suite of a gated model belongs."""
    return f"{FOLDER}/{model.layer}/{model.name}.yml"


def expectation_types(suite: str) -> list[str]:
    """Return the types of the expectations of a suite; a faulty file has none.

    What is wrong with a file is for the gate to say, which reads it line by line.
    """
    try:
        document = yaml.safe_load(suite)
    except yaml.YAMLError:
        return []
    entries = document.get("expectations") if isinstance(document, dict) else None
    entries = entries if isinstance(entries, list) else []
    return [str(entry.get("type")) for entry in entries if isinstance(entry, dict)]


def suites(project: Project) -> list[Violation]:
    """Give every model of a gated layer its suite, and leave no suite without a model.

    Example: ``dim_stores`` is new in core and ``expectations/core/dim_stores.yml`` is missing.
    Reason: a table without expectations passes its gate whatever it holds; a suite that was left
    behind by a renamed model judges nothing and looks as if it did.
    How to remediate: write the suite, with a row count at least; rename or delete the orphan. A
    model that a variable has switched off keeps its suite.
    """
    wanted = {
        suite_path(model): model for model in project.known_models if model.layer in GATED_LAYERS
    }
    missing = [
        Violation(path, f"{model.name} has no suite", "write one, with a row count at least")
        for path, model in wanted.items()
        if path not in project.files and model in project.models
    ]
    orphans = [
        Violation(path, "no model of a gated layer has this suite", "rename or delete it")
        for path in project.files
        if path.startswith(f"{FOLDER}/")
        and len(PurePosixPath(path).parts) > 2
        and path not in wanted
    ]
    return missing + orphans
