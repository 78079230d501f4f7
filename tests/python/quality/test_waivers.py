"""Waivers: known failures pass up to their last day, and not after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

FAILING = {
    "id": "x",
    "type": "expect_column_values_to_be_unique",
    "severity": "critical",
    "kwargs": {"column": "channel"},
}
TODAY = datetime.now(UTC).date()


def waive(layer, text: str) -> None:
    (layer.folder.parent / "waivers.yml").write_text(text, encoding="utf-8")


def waiver(until: object, expectation: str = "x") -> str:
    reason = "The channel is\n      not unique yet."
    return f"  - expectation: {expectation}\n    accepted_until: {until}\n    reason: {reason}\n"


@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_waived_failure_does_not_close_the_gate(layer, days):
    until = TODAY + timedelta(days=days)
    layer.suite(FAILING)
    waive(layer, "waivers:\n" + waiver(until))
    row = layer.run()["x"]
    assert (row["success"], row["passed"], row["severity"]) == (False, True, "critical")
    assert row["waived_until"] == until
    assert row["waiver_reason"] == "The channel is not unique yet."
    assert row["note"] == f"waived until {until}: The channel is not unique yet."
    assert row["unexpected_count"] == 20


def test_an_expired_waiver_says_so_and_helps_no_more(layer):
    until = TODAY - timedelta(days=1)
    layer.suite(FAILING)
    waive(layer, "waivers:\n" + waiver(until))
    row = layer.run()["x"]
    assert (row["passed"], row["waived_until"]) == (False, None)
    assert row["note"] == f"the waiver expired on {until}: The channel is not unique yet."


def test_a_waiver_that_is_not_needed_says_so(layer):
    layer.suite(FAILING | {"kwargs": {"column": "items"}})
    waive(layer, "waivers:\n" + waiver("'2999-01-01'"))
    row = layer.run()["x"]
    assert row["success"] and row["waived_until"] is None
    assert row["note"] == "passes: its waiver until 2999-01-01 can be deleted"


def test_what_could_not_run_is_not_waived(layer):
    layer.suite(FAILING | {"kwargs": {"column": "nope"}})
    waive(layer, "waivers:\n" + waiver("2999-01-01"))
    row = layer.run()["x"]
    assert (row["passed"], row["waived_until"]) == (False, None)


def test_a_waiver_may_be_for_another_layer(layer):
    layer.suite(FAILING | {"kwargs": {"column": "items"}})
    (layer.folder.parent / "core").mkdir()
    suite = "expectations: [{id: elsewhere, type: expect_column_to_exist, severity: info}]"
    (layer.folder.parent / "core/dim.yml").write_text(suite)
    (layer.folder.parent / "core/broken.yml").write_text("a: {")
    waive(layer, "waivers:\n" + waiver("2999-01-01", "elsewhere"))
    assert set(layer.run()) == {"orders.rows", "x"}


def test_a_list_of_none(layer):
    layer.suite()
    waive(layer, "waivers: []\n")
    assert set(layer.run()) == {"orders.rows"}


UNTIL = "accepted_until: 2999-01-01"
FAULTS = {
    "unknown expectation": (
        f"  - {{expectation: xx, {UNTIL}, reason: r}}",
        "there is no expectation 'xx'; nearest: x",
    ),
    "no expectation": (f"  - {{{UNTIL}, reason: r}}", "names no expectation"),
    "no reason": (f"  - {{expectation: x, {UNTIL}}}", "the waiver of x has no reason"),
    "empty reason": (f"  - {{expectation: x, {UNTIL}, reason: ' '}}", "has no reason"),
    "no date": ("  - {expectation: x, reason: r}", "needs accepted_until, a date such as"),
    "bad date": (
        "  - {expectation: x, accepted_until: 31/12/2026, reason: r}",
        "needs accepted_until, a date such as 2026-12-31, and has '31/12/2026'",
    ),
    "no day of any calendar": (
        "  - {expectation: x, accepted_until: 2026-02-30, reason: r}",
        "needs accepted_until, a date such as 2026-12-31, and has '2026-02-30'",
    ),
    "misspelt key": (
        f"  - {{expectation: x, {UNTIL}, raeson: r}}",
        "unknown key 'raeson'; nearest: reason",
    ),
    "no mapping": ("  - x", "a waiver is a mapping with expectation, accepted_until, reason"),
    "twice": (
        f"  - {{expectation: y, {UNTIL}, reason: r}}\n  - {{expectation: y, {UNTIL}, reason: r}}",
        "y has a waiver already",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_faulty_waiver_closes_the_gate_and_says_where(layer, fault):
    text, error = FAULTS[fault]
    layer.suite(FAILING, FAILING | {"id": "y"})
    waive(layer, f"waivers:\n{text}\n")
    rows = layer.run()
    line = 1 + len(text.splitlines())
    row = rows[f"waivers.line_{line}"]
    assert error in row["error"] and not row["passed"]
    assert (row["suite_file"], row["suite_line"]) == ("expectations/waivers.yml", line)
    assert not rows["x"]["passed"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("waivers: [\n", "bad YAML at line 2"),
        ("", "the file holds one key, waivers"),
        ("- x\n", "the file holds one key, waivers"),
        ("waivers:\n", "the file holds one key, waivers"),
        ("waivers: {}\n", "waivers must be a list"),
        ("waviers: []\n", "the file holds one key, waivers"),
    ],
)
def test_a_faulty_file_closes_the_gate(layer, text, error):
    layer.suite()
    waive(layer, text)
    faults = [row for row in layer.run().values() if row["table_name"] == "waivers"]
    assert len(faults) == 1 and error in faults[0]["error"] and not faults[0]["passed"]
