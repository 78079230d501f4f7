"""Rule: the same SQL gives the same answer on every engine."""

from __future__ import annotations

import re
from collections.abc import Iterator

from growthmart.lint.portability.checks import CHECKS, Found
from growthmart.lint.portability.constructs import CONSTRUCTS
from growthmart.lint.portability.text import SqlText, read
from growthmart.lint.project import Project, Violation

FOLDERS = ("models/", "python_models/", "macros/", "tests/", "snapshots/")
ENGINE = "macros/engine/"
_MACRO = re.compile(
    r"\{%-?\s*macro\s+(?P<name>\w+).*?\{%-?\s*endmacro\s*-?%\}", re.DOTALL | re.IGNORECASE
)
# A macro that runs on one engine only has a comment that says so, and why.
_ONE_ENGINE = re.compile(r"\{#-?\s*(?:DuckDB|Spark) only:\s*\w")


def _shared(path: str, text: str) -> str:
    """Return a file without the macros for one engine; line numbers do not change."""

    def blank(macro: re.Match[str]) -> str:
        is_body = path.startswith(ENGINE) and re.match("default__|spark__", macro.group("name"))
        if is_body or _ONE_ENGINE.search(macro.group()):
            return "\n" * macro.group().count("\n")
        return macro.group()

    return _MACRO.sub(blank, text) if path.startswith("macros/") else text


def _found(sql: SqlText) -> Iterator[Found]:
    for construct in CONSTRUCTS:
        for match in construct.pattern.finditer(sql.code):
            written = " ".join(match.group().split()).replace("@", "")
            yield match.start(), f"{written} {construct.why}", construct.instead
    for check in CHECKS:
        yield from check(sql)


def portable_sql(project: Project) -> list[Violation]:
    """Check that models, tests and macros have only SQL that means the same on DuckDB and Spark.

    Example: ``concat(first_name, last_name)``, ``order by ordered_at``, ``date_diff('day', a, b)``.
    Reason: much SQL runs on both engines and gives different answers without an error. No one
    notices it until the numbers of two shops are compared.
    How to remediate: write what the message says. SQL that the engines write in different ways
    belongs in macros/engine, with a body ``default__`` for DuckDB and ``spark__`` for Spark. A
    macro that only one engine runs has a comment: ``{#- DuckDB only: why -#}``.
    """
    return [
        Violation(path, f"line {sql.line(position)}: {wrong}", remedy)
        for path, text in project.files.items()
        if path.endswith(".sql") and path.startswith(FOLDERS)
        for sql in (read(path, _shared(path, text)),)
        for position, wrong, remedy in _found(sql)
    ]
