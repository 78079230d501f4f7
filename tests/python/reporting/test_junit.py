"""JUnit XML: it is valid with any text, and each outcome has its element."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from growthmart.quality.reporting.junit import to_xml, write

from .builders import FAILED, WAIVED, result, run


def test_each_judgement_has_its_element():
    root = ElementTree.fromstring(
        to_xml(
            [
                result(),
                result(**FAILED),
                result(success=False, passed=False, error="the table does not exist"),
                result(**WAIVED),
                result(gate="gate_input", success=False, severity="warning", unexpected_count=1),
            ]
        )
    )
    counts = ("tests", "failures", "errors", "skipped")
    assert [root.get(name) for name in counts] == ["5", "1", "1", "1"]
    core, landed = root.findall("testsuite")
    assert [core.get(name) for name in ("name", *counts)] == ["gate_core", "4", "1", "1", "1"]
    assert [[child.tag for child in case] for case in core] == [
        [],
        ["failure"],
        ["error"],
        ["skipped"],
    ]
    failure = core.find("testcase/failure")
    assert failure.get("message") == "fct_orders.status; 3 rows" and failure.text == "Fix it."
    assert core.find("testcase/skipped").get("message") == "waived until 2999-01-01: r"
    assert core[0].get("classname") == "gate_core.fct_orders"
    assert (core[0].get("file"), core[0].get("line")) == ("expectations/core/fct_orders.yml", "7")
    assert [child.tag for child in landed[0]] == ["system-out"]
    assert landed.get("failures") == "0"


@given(st.text(), st.text())
def test_any_text_is_escaped(advice: str, name: str):
    case = ElementTree.fromstring(
        to_xml([result(**FAILED, what_to_do=advice, expectation_id=name)])
    )
    assert len(case.findall("./testsuite/testcase/failure")) == 1


def test_markup_survives():
    text = "</failure> & \"quotes\" <x> ]]> 'so'"
    root = ElementTree.fromstring(to_xml([result(**FAILED, what_to_do=text, expectation_id=text)]))
    assert root.find("./testsuite/testcase/failure").text == text
    assert root.find("./testsuite/testcase").get("name") == text


def test_a_run_without_gates_is_an_empty_report(tmp_path: Path):
    (tmp_path / "target").mkdir()
    write(run(tmp_path), [])
    written = tmp_path / "target/quality.junit.xml"
    assert ElementTree.parse(written).getroot().get("tests") == "0"
