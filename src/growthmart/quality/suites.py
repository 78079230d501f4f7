"""Reads the suite files ``expectations/<layer>/<model>.yml``, and reports their faults.

A bad file raises no error here. Each fault becomes a ``Problem`` with its file and line, and all
other expectations still run.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from growthmart.quality.kwargs import nearest
from growthmart.quality.suite_yaml import describe_fault, read_document

SEVERITIES = ("critical", "warning", "info")
ROW_COUNT = "expect_table_row_count_to_be_between"
# Expectation types of this project, which tables have without a suite (defaults.py).
EXISTS = "expect_table_to_exist"
REJECTED_SHARE = "expect_rejected_share_to_be_at_most"
SUITE_KEYS = {"name", "id", "meta", "notes", "expectations"}
ENTRY_KEYS = {"id", "type", "severity", "kwargs", "meta", "notes", "description"}


@dataclass(frozen=True)
class Entry:
    """One expectation as the suite file has it."""

    id: str
    type: str
    severity: str
    kwargs: dict[str, Any]
    line: int = 0
    what_to_do: str | None = None


@dataclass(frozen=True)
class Problem:
    """A fault of a suite file, which becomes one error row of the gate."""

    id: str
    error: str
    line: int | None = None
    type: str | None = None
    severity: str | None = None
    what_to_do: str | None = None
    column: str | None = None


@dataclass
class Suite:
    """The expectations of one table from one file, and the faults of the file."""

    file: str
    table: str
    optional: bool = False
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def add(self, one: Entry | Problem) -> None:
        """Add an expectation, or what is wrong with it."""
        if isinstance(one, Entry):
            self.entries.append(one)
        else:
            self.problems.append(one)

    def report(self, what: str, error: str, line: int | None = None) -> None:
        """Add a fault of the whole file, with an id that is the same in every run."""
        self.problems.append(Problem(id=f"{Path(self.file).stem}.{what}", error=error, line=line))


def _entry(raw: Any, line: int, suite: Suite) -> Entry | Problem:
    """Check the form of one entry; the meaning of its kwargs is checked later."""
    unnamed = f"{Path(suite.file).stem}.line_{line}"
    if not isinstance(raw, dict):
        return Problem(unnamed, "an expectation is a mapping with id, type, severity, kwargs", line)
    meta = raw.get("meta") or {}
    kwargs = {} if raw.get("kwargs") is None else raw["kwargs"]
    severity = raw.get("severity")
    kind = raw.get("type")
    advice = meta.get("what_to_do") if isinstance(meta, dict) else None
    column = kwargs.get("column") if isinstance(kwargs, dict) else None
    shown: dict[str, Any] = {
        "line": line,
        "type": str(kind) if kind else None,
        "severity": severity if severity in SEVERITIES else None,
        "what_to_do": str(advice) if advice else None,
        "column": str(column) if column else None,
    }
    name = raw.get("id")
    if not isinstance(name, str) or not name.strip():
        return Problem(unnamed, "the expectation has no id: give it a stable, unique text", **shown)
    unknown = sorted(str(key) for key in set(raw) - ENTRY_KEYS)
    if unknown:
        text = f"unknown key {unknown[0]!r}{nearest(unknown[0], ENTRY_KEYS)}"
        return Problem(name, text, **shown)
    if not isinstance(kind, str):
        return Problem(name, "the expectation has no type", **shown)
    if severity not in SEVERITIES:
        text = f"invalid severity {severity!r}: write one of {', '.join(SEVERITIES)}"
        return Problem(name, text + nearest(str(severity), SEVERITIES), **shown)
    if not isinstance(kwargs, dict) or not isinstance(meta, dict):
        return Problem(name, "kwargs and meta must be mappings", **shown)
    fault = _cannot_fail(kind, kwargs)
    if fault is not None:
        return Problem(name, fault, **shown)
    return Entry(name, kind, severity, dict(kwargs), line, shown["what_to_do"])


def _cannot_fail(kind: str, kwargs: dict[str, Any]) -> str | None:
    """Return why an expectation can never fail, or None."""
    if kind in (EXISTS, REJECTED_SHARE):
        return f"{kind} is a default expectation, which a suite cannot have: delete it"
    least = kwargs.get("min_value")
    has_least = least is not None and (least != 0 or kwargs.get("strict_min"))
    if kind == ROW_COUNT and not has_least and kwargs.get("max_value") is None:
        return "every table has 0 rows or more: set min_value to 1 or more, or delete it"
    return None


def _suite(path: Path) -> Suite:
    suite = Suite(file=str(path), table=path.stem)
    try:
        document, lines = read_document(path)
    except (yaml.YAMLError, OSError, ValueError) as error:
        suite.report("yaml", *describe_fault(error))
        return suite
    if not isinstance(document, dict):
        suite.report("form", "a suite is a mapping with name, meta and expectations", 1)
        return suite
    unknown = sorted(str(key) for key in set(document) - SUITE_KEYS)
    if unknown:
        suite.report("key", f"unknown key {unknown[0]!r}{nearest(unknown[0], SUITE_KEYS)}", 1)
    meta = document.get("meta")
    if not isinstance(meta, dict) or not isinstance(meta.get("table"), str):
        suite.report("meta", "meta.table must name the table that the suite is for", 1)
        meta = meta if isinstance(meta, dict) else {}
    suite.table = str(meta.get("table") or path.stem)
    optional = meta.get("optional", False)
    if not isinstance(optional, bool):
        suite.report("optional", "meta.optional must be true or false", 1)
    suite.optional = optional is True
    entries = document.get("expectations")
    if not isinstance(entries, list):
        suite.report("list", "expectations must be a list", 1)
        entries = []
    elif not entries:
        suite.report("list", "the suite holds no expectation: delete the file", 1)
    for number, raw in enumerate(entries):
        suite.add(_entry(raw, lines.get(number, 1), suite))
    counted = any(isinstance(raw, dict) and raw.get("type") == ROW_COUNT for raw in entries)
    if entries and not suite.optional and not counted:
        text = f"the table is not optional, and its suite holds no {ROW_COUNT}"
        suite.report("row_count", f"{text}: on an empty table most expectations pass", 1)
    return suite


def _check_ids(suite: Suite, ids: dict[str, str]) -> None:
    """Keep the first expectation of each id; a later one becomes a problem with file and line."""
    entries, problems = suite.entries, suite.problems
    suite.entries, suite.problems = [], []
    every: list[Entry | Problem] = [*entries, *problems]
    for one in sorted(every, key=lambda one: one.line or 0):
        if one.id in ids:
            text = f"the id {one.id!r} is used twice, first by {ids[one.id]}"
            name = f"{Path(suite.file).stem}.line_{one.line}"
            suite.problems.append(Problem(name, text, one.line, one.type, one.severity))
            continue
        ids[one.id] = f"{suite.file}:{one.line}"
        suite.add(one)


def load_suites(folder: Path, tables: Iterable[str], taken: Iterable[str] = ()) -> list[Suite]:
    """Read every suite of a layer and compare them with its tables.

    Args:
        folder: the folder of the layer, relative to the project.
        tables: the names of the layer's tables; not every table needs a suite.
        taken: the ids of the default expectations, which no suite may use.

    Returns:
        One suite per file, sorted by path. If an earlier file has the same id or the same table,
        there is a problem.

    """
    suites = [_suite(path) for path in sorted(folder.glob("*.yml"))]
    ids = dict.fromkeys(taken, "the defaults of a table")
    seen: dict[str, str] = {}
    for suite in suites:
        if suite.table not in tables:
            text = f"the gate has no table {suite.table!r}{nearest(suite.table, tables)}"
            suite.report("unknown_table", text, 1)
            suite.entries = []
        elif suite.table in seen:
            text = f"the table {suite.table!r} has a suite already: {seen[suite.table]}"
            suite.report("second_suite", text, 1)
            suite.entries = []
        else:
            seen[suite.table] = suite.file
        _check_ids(suite, ids)
    for path in sorted(folder.glob("*.yaml")):
        fault = Problem(f"{path.name}.name", f"name the file {path.stem}.yml")
        suites.append(Suite(file=str(path), table=path.stem, problems=[fault]))
    return suites
