"""Waivers: known failures that are accepted until a day, from ``expectations/waivers.yml``.

As in suites, a faulty entry raises no error. It becomes a ``Problem`` and closes the gate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from growthmart.quality.kwargs import nearest
from growthmart.quality.suite_yaml import describe_fault, read_document
from growthmart.quality.suites import Problem, Suite

FILE = "waivers.yml"
KEYS = ("expectation", "accepted_until", "reason")


@dataclass(frozen=True)
class Waiver:
    """One accepted failure; it is accepted up to and including ``accepted_until``."""

    expectation: str
    accepted_until: date
    reason: str


def _accepted_until(value: Any) -> date | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _waiver(raw: Any, known: set[str]) -> Waiver | str:
    """Return the waiver, or what is wrong with it."""
    if not isinstance(raw, dict):
        return f"a waiver is a mapping with {', '.join(KEYS)}"
    unknown = sorted(str(key) for key in set(raw) - set(KEYS))
    if unknown:
        return f"unknown key {unknown[0]!r}{nearest(unknown[0], KEYS)}"
    expectation, reason = raw.get("expectation"), raw.get("reason")
    if not isinstance(expectation, str) or not expectation.strip():
        return "the waiver names no expectation: give the id of one"
    if expectation not in known:
        return f"there is no expectation {expectation!r}{nearest(expectation, known)}"
    accepted_until = _accepted_until(raw.get("accepted_until"))
    if accepted_until is None:
        return (
            f"the waiver of {expectation} needs accepted_until, a date such as 2026-12-31, "
            f"and has {raw.get('accepted_until')!r}"
        )
    if not isinstance(reason, str) or not reason.strip():
        return f"the waiver of {expectation} has no reason: say why the failure is accepted"
    return Waiver(expectation, accepted_until, " ".join(reason.split()))


def _known_ids(folder: Path) -> set[str]:
    """Return the ids in the suites of every layer; the gate of a layer reports its broken files."""
    ids: set[str] = set()
    for path in folder.glob("*/*.yml"):
        try:
            document, _ = read_document(path)
        except (yaml.YAMLError, OSError, ValueError):
            continue
        entries = document.get("expectations") if isinstance(document, dict) else None
        entries = entries if isinstance(entries, list) else []
        ids |= {str(entry["id"]) for entry in entries if isinstance(entry, dict) and "id" in entry}
    return ids


def load_waivers(folder: Path, defaults: set[str]) -> tuple[dict[str, Waiver], Suite]:
    """Read the waivers of all layers.

    Args:
        folder: the folder ``expectations``, which holds a folder of suites for each layer.
        defaults: the ids of the default expectations.

    Returns:
        The waivers by the id of their expectation, and a suite with the faults of the file, for
        the table ``waivers``. Both are empty if there is no file.

    """
    path = folder / FILE
    faults = Suite(file=str(path), table="waivers")
    if not path.exists():
        return {}, faults
    try:
        document, lines = read_document(path, "waivers")
    except (yaml.YAMLError, OSError, ValueError) as error:
        faults.report("yaml", *describe_fault(error))
        return {}, faults
    entries = document.get("waivers") if isinstance(document, dict) else None
    if not isinstance(document, dict) or set(document) != {"waivers"} or entries is None:
        faults.report("form", "the file holds one key, waivers: a list, which may be empty ([])", 1)
        return {}, faults
    known = defaults | _known_ids(folder) if entries else set()
    return _waivers(entries, lines, faults, known), faults


def _waivers(
    entries: Iterable[Any], lines: dict[int, int], faults: Suite, known: set[str]
) -> dict[str, Waiver]:
    waivers: dict[str, Waiver] = {}
    if not isinstance(entries, list):
        faults.report("list", "waivers must be a list", 1)
        return waivers
    for number, raw in enumerate(entries):
        line = lines.get(number, 1)
        read = _waiver(raw, known)
        if isinstance(read, Waiver) and read.expectation in waivers:
            read = f"{read.expectation} has a waiver already"
        if isinstance(read, Waiver):
            waivers[read.expectation] = read
        else:
            faults.problems.append(Problem(f"waivers.line_{line}", read, line))
    return waivers
