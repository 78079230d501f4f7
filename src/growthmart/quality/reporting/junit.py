"""The results of a run as JUnit XML, which CI systems show: a suite per gate, a case per check."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any
from xml.etree import ElementTree

from growthmart.quality.reporting.findings import Row
from growthmart.quality.reporting.run import Run

# Characters that XML 1.0 does not allow, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(run: Run, results: Sequence[Row]) -> None:
    """Write ``quality.junit.xml`` into dbt's target folder.

    Args:
        run: the run; the file of an earlier run is replaced.
        results: the rows of the gates.

    """
    (run.target_folder / "quality.junit.xml").write_text(to_xml(results), encoding="utf-8")


def to_xml(results: Sequence[Row]) -> str:
    """Return the XML of a run's results.

    Args:
        results: the rows of the gates, sorted by gate.

    """
    root = ElementTree.Element("testsuites", name="growthmart")
    for gate, rows in groupby(results, key=lambda row: str(row["gate"])):
        cases = [_case(gate, row) for row in rows]
        suite = ElementTree.SubElement(root, "testsuite", {"name": _text(gate)} | _counts(cases))
        suite.extend(cases)
    cases = root.findall("./testsuite/testcase")
    root.attrib.update(_counts(cases))
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _counts(cases: list[ElementTree.Element]) -> dict[str, str]:
    def having(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    return {
        "tests": str(len(cases)),
        "failures": having("failure"),
        "errors": having("error"),
        "skipped": having("skipped"),
    }


def _case(gate: str, row: Row) -> ElementTree.Element:
    """Return one expectation as failed, error (it could not run), skipped (waived) or passed."""
    table = _text(f"{gate}.{row['table_name']}")
    case = ElementTree.Element("testcase", classname=table, name=_text(row["expectation_id"]))
    if row.get("suite_file"):
        case.set("file", _text(row["suite_file"]))
    if row.get("suite_line"):
        case.set("line", str(row["suite_line"]))
    facts = "; ".join(_facts(row))
    if row["success"]:
        return case
    if row.get("waived_until"):
        ElementTree.SubElement(case, "skipped", message=_text(row.get("note")))
    elif row["passed"]:
        ElementTree.SubElement(case, "system-out").text = _text(f"warning: {facts}")
    else:
        tag = "error" if row.get("error") else "failure"
        found = ElementTree.SubElement(case, tag, type=_text(row.get("severity")))
        found.set("message", _text(facts))
        found.text = _text(row.get("what_to_do"))
    return case


def _facts(row: Row) -> list[str]:
    """Return the counts and aggregates of a row, as the gate has written them."""
    place = [str(row[name]) for name in ("table_name", "column_name") if row.get(name)]
    facts = [".".join(place)]
    if row.get("unexpected_count") is not None:
        facts.append(f"{row['unexpected_count']} rows")
    if row.get("observed_value") is not None:
        facts.append(f"observed {row['observed_value']}")
    return facts + [str(row[name]) for name in ("error", "note") if row.get(name)]


def _text(value: Any) -> str:
    return _NO_XML.sub("\ufffd", str(value or ""))
