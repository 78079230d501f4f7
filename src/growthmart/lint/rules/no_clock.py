"""Rule: the clock is read nowhere."""

from __future__ import annotations

import ast
import re

from growthmart.lint.project import Project, Violation
from growthmart.lint.source_text import (
    docstrings,
    parse_python,
    python_model_files,
    without_comments,
)

SQL_CLOCK = re.compile(
    r"""
    \b( current_date | current_timestamp | localtimestamp | transaction_timestamp | sysdate
      | get_current_timestamp )\b
    | \b( now | today | getdate )\s*\(
    """,
    re.VERBOSE | re.IGNORECASE,
)
PYTHON_CLOCK = {"now", "utcnow", "today"}
TIME_FUNCTIONS = {"time", "time_ns"}
SQL_FOLDERS = ("models/", "python_models/", "macros/", "tests/", "snapshots/")

REMEDY = "read the date from as_of, or pass it as a variable"


def _violation(path: str, line: int, what: str) -> Violation:
    return Violation(path, f"line {line} reads the clock with {what}", REMEDY)


def _in_sql(path: str, text: str) -> list[Violation]:
    return [
        _violation(path, number, match.group().rstrip("( \t"))
        for number, line in enumerate(without_comments(text).split("\n"), start=1)
        for match in SQL_CLOCK.finditer(line)
    ]


def _clock_of(node: ast.AST) -> str | None:
    """Return the name of the clock that a part of a Python file reads."""
    if isinstance(node, ast.Attribute):
        is_time = isinstance(node.value, ast.Name) and node.value.id == "time"
        if node.attr in PYTHON_CLOCK or (is_time and node.attr in TIME_FUNCTIONS):
            return ast.unparse(node)
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        named = [alias.name for alias in node.names if alias.name in TIME_FUNCTIONS]
        return f"time.{named[0]}" if named else None
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        match = SQL_CLOCK.search(without_comments(node.value))
        return match.group().rstrip("( \t") if match else None
    return None


def _in_python(path: str, text: str) -> list[Violation]:
    tree = parse_python(text)
    if tree is None:
        return []
    skipped = docstrings(tree)
    return [
        _violation(path, node.lineno, clock)
        for node in ast.walk(tree)
        if isinstance(node, ast.expr | ast.stmt)
        and id(node) not in skipped
        and (clock := _clock_of(node))
    ]


def no_clock(project: Project) -> list[Violation]:
    """Let no model, macro, test or snapshot ask what time it is.

    Example: ``where ordered_at > current_date - 30``.
    Reason: two builds of the same data must be equal, and historical data has its own present: the
    last complete day of orders, which the model ``as_of`` holds.
    How to remediate: cross join ``as_of``; in a Python model read ``as_of_date`` from its features.
    """
    violations = []
    for path, text in project.files.items():
        if path.endswith(".sql") and path.startswith(SQL_FOLDERS):
            violations += _in_sql(path, text)
    for path, text in python_model_files(project.files).items():
        violations += _in_python(path, text)
    return violations
