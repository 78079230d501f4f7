"""One module per rule. A rule is a function from the project to its violations.

To add one: write ``rules/<name>.py`` with a docstring in the shape Example, Reason, How to
remediate, and append the function to ``RULES``. Test in tests/python/lint that a good project
passes, and that the rule finds every way to break it.
"""

from __future__ import annotations

from collections.abc import Callable

from growthmart.lint.project import Project, Violation
from growthmart.lint.rules.gates import gates
from growthmart.lint.rules.portable_sql import portable_sql
from growthmart.lint.rules.published import published
from growthmart.lint.rules.safe_casts import safe_casts
from growthmart.lint.rules.snapshots import snapshots
from growthmart.lint.rules.state_models import state_models
from growthmart.lint.rules.suites import suites
from growthmart.lint.rules.unique_scores import unique_scores

Rule = Callable[[Project], list[Violation]]

RULES: tuple[Rule, ...] = (
    safe_casts,
    portable_sql,
    gates,
    state_models,
    snapshots,
    published,
    suites,
    unique_scores,
)
