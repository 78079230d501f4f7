"""SQL without its comments, Python as a tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

# Strings come first in meaning: a comment sign inside one begins no comment. They end on their
# line, so that a lone apostrophe spoils no more than its line.
_TOKENS = re.compile(
    r"""
      (?P<comment> \{\#.*?\#\} | /\*.*?\*/ | --[^\n]* )
    | '(?:[^'\n]|'')*'
    | "[^"\n]*"
    """,
    re.VERBOSE | re.DOTALL,
)


def without_comments(sql: str) -> str:
    """Return SQL with Jinja without comments, every line at its old number."""

    def blank(match: re.Match[str]) -> str:
        comment = match.group("comment")
        return match.group() if comment is None else " " + "\n" * comment.count("\n")

    return _TOKENS.sub(blank, sql)


def parse_python(text: str) -> ast.Module | None:
    """Return the tree of a Python file, None where it is no Python."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def docstrings(tree: ast.Module) -> set[int]:
    """Return the ids of the constants in a tree that are docstrings."""
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def python_model_files(files: Mapping[str, str]) -> dict[str, str]:
    """Return the Python files that stand inside a model path."""
    return {
        path: text
        for path, text in files.items()
        if path.endswith(".py") and path.startswith(("models/", "python_models/"))
    }
