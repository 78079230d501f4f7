"""Rule: Python models are thin."""

from __future__ import annotations

import ast
import re

from growthmart.lint.project import Project, Violation
from growthmart.lint.source_text import parse_python, python_model_files

MOST_LINES = 25
FORBIDDEN_CALLS = {"print", "open", "input", "exec", "eval"}
FORBIDDEN_MODULES = {
    *("os", "io", "pathlib", "shutil", "tempfile", "glob", "subprocess", "sys", "logging"),
    *("socket", "urllib", "http", "requests", "httpx", "csv", "pickle", "sqlite3"),
}
IO_METHOD = re.compile(
    r"^(read|write|scan|sink)_\w+$|^(to|from)_(csv|parquet|json|excel|pickle|feather|sql)\w*$"
)
BARE_REF = re.compile(r"""^\s*dbt\.ref\(["']\w+["']\)\s*$""")


def _input_output(node: ast.AST) -> str | None:
    """Return the name of what reads, writes or prints in a part of a Python file."""
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            return node.func.id
        if isinstance(node.func, ast.Attribute) and IO_METHOD.match(node.func.attr):
            return node.func.attr
    modules: list[str] = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        modules = [node.module or ""]
    return next((name for name in modules if name.split(".")[0] in FORBIDDEN_MODULES), None)


def _faults(text: str) -> list[tuple[str, str]]:
    """Return what is wrong with one file, each with its remedy."""
    tree = parse_python(text)
    if tree is None:
        return [("this is no Python", "mend the syntax")]
    faults = []
    # a ref on a line of its own declares an edge, it is no logic
    lines = sum(not BARE_REF.match(line) for line in text.splitlines())
    if lines > MOST_LINES:
        wrong = f"{lines} lines, at most {MOST_LINES} are allowed"
        faults.append((wrong, "move the logic to a tested function of src/growthmart"))
    returns = sum(isinstance(node, ast.Return) for node in ast.walk(tree))
    if returns != 1:
        faults.append((f"{returns} returns, exactly one is allowed", "return once, at the end"))
    return faults + [
        (f"line {node.lineno} uses {name}", "leave reading, writing and printing to the library")
        for node in ast.walk(tree)
        if isinstance(node, ast.expr | ast.stmt) and (name := _input_output(node))
    ]


def python_models(project: Project) -> list[Violation]:
    """Keep Python models short, with one return, without input, output or print.

    Example: a model of 80 lines that trains, scores and writes a file.
    Reason: dbt runs these files and no test does; dbt-duckdb takes the one return. What is worth a
    test belongs in the library, where pytest reaches it.
    How to remediate: select columns and sort here, call one function of ``src/growthmart``, return.
    """
    return [
        Violation(path, wrong, remedy)
        for path, text in python_model_files(project.files).items()
        for wrong, remedy in _faults(text)
    ]
