"""Drift is measured against the newest passed run of the same sources."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growthmart.quality.drift import psi

DISTRIBUTION = "expect_column_distribution_to_match_last_passed_run"
QUANTILES = "expect_column_quantiles_to_be_close_to_last_passed_run"
ROW_COUNT = "expect_table_row_count_to_be_close_to_last_passed_run"
HISTORY = '"warehouse"."restricted"."history"'
GOOD = (
    "select i, (i % 100) / 10.0 as amount, 'land ' || (i % 4) as country from range(1000) as t(i)"
)


def orders(layer, select: str) -> None:
    layer.sql(f"create or replace table restricted.orders as {select}")


def remember(layer) -> dict:
    """Run the gate, keep its rows as history, and return the row of the expectation x."""
    table = layer.gate()
    layer.session.register("judged", table)
    layer.sql(f"create table if not exists {HISTORY} as select * from judged limit 0")
    layer.sql(f"insert into {HISTORY} select * from judged")
    layer.session.unregister("judged")
    layer.overrides["history"] = HISTORY
    return next(row for row in table.to_pylist() if row["expectation_id"] == "x")


@pytest.fixture
def run_ids(monkeypatch):
    """Give each run of a gate another invocation id."""
    ids = iter(f"run {number}" for number in range(100))
    monkeypatch.setattr("dbt_common.invocation.get_invocation_id", lambda: next(ids))


@pytest.fixture
def drifting(layer, run_ids):
    orders(layer, GOOD)
    return layer


CASES = {
    "numbers": (DISTRIBUTION, {"column": "amount"}, "amount * 3"),
    "numbers gone": (DISTRIBUTION, {"column": "amount"}, "null::double"),
    "texts": (DISTRIBUTION, {"column": "country"}, "'land ' || (i % 2)"),
    "a new text": (DISTRIBUTION, {"column": "country"}, "'elsewhere'"),
    "quantiles": (QUANTILES, {"column": "amount"}, "amount + 5"),
    "quantiles gone": (QUANTILES, {"column": "amount"}, "null::double"),
}


@pytest.mark.parametrize("case", CASES)
def test_a_changed_column_is_a_warning(drifting, case):
    kind, kwargs, changed = CASES[case]
    drifting.suite({"id": "x", "type": kind, "severity": "warning", "kwargs": kwargs})
    first = remember(drifting)
    assert first["success"] and first["note"].startswith("not judged: no earlier run")
    same = remember(drifting)
    assert same["success"] and same["note"] is None and same["observed_value"] == "0"
    orders(drifting, f"select * replace ({changed} as {kwargs['column']}) from ({GOOD})")
    drifted = remember(drifting)
    assert (drifted["success"], drifted["passed"]) == (False, True)
    assert float(drifted["observed_value"]) > 0.25
    # it has passed with a warning, so it is the baseline of the next run
    assert remember(drifting)["success"]


def test_rows_that_vanish(drifting):
    drifting.suite({"id": "x", "type": ROW_COUNT, "severity": "warning"})
    remember(drifting)
    orders(drifting, f"select * from ({GOOD}) where i < 790")
    row = remember(drifting)
    assert (row["success"], row["passed"], row["observed_value"]) == (False, True, "0.79")


def test_a_var_makes_drift_close_the_gate(drifting):
    drifting.suite({"id": "x", "type": ROW_COUNT, "severity": "warning"})
    drifting.overrides["drift_severity"] = "critical"
    remember(drifting)
    orders(drifting, f"select * from ({GOOD}) where i < 300")
    row = remember(drifting)
    assert (row["severity"], row["passed"]) == ("critical", False)
    # a closed gate is no baseline, so the fault stays a fault
    assert not remember(drifting)["passed"]


def test_drift_measures_nothing_if_it_is_off(drifting):
    drifting.suite({"id": "x", "type": ROW_COUNT, "severity": "warning"})
    remember(drifting)
    drifting.overrides["drift_severity"] = "off"
    orders(drifting, f"select * from ({GOOD}) where i < 300")
    row = remember(drifting)
    assert row["success"] and "drift is off" in row["note"] and row["baseline"] is None


@pytest.mark.parametrize("name", ["sources", "key_fingerprint"])
def test_runs_of_others_are_no_baseline(drifting, name):
    drifting.suite({"id": "x", "type": ROW_COUNT, "severity": "warning"})
    remember(drifting)
    drifting.overrides[name] = "other"
    orders(drifting, f"select * from ({GOOD}) where i < 300")
    row = remember(drifting)
    assert row["success"] and row["note"].startswith("not judged: no earlier run")
    drifting.overrides[name] = None
    assert remember(drifting)["note"].startswith("not judged: no earlier run")


def test_a_history_without_baselines(drifting):
    drifting.sql(f"create table {HISTORY} as select 1 as run_id")
    drifting.overrides["history"] = HISTORY
    drifting.suite({"id": "x", "type": ROW_COUNT, "severity": "warning"})
    assert drifting.run()["x"]["note"].startswith("not judged: no earlier run")


def test_few_rows_are_not_judged(drifting):
    orders(drifting, f"select * from ({GOOD}) where i < 199")
    drifting.suite(
        {"id": "x", "type": DISTRIBUTION, "severity": "warning", "kwargs": {"column": "amount"}}
    )
    remember(drifting)
    orders(drifting, f"select * replace (5 as amount) from ({GOOD})")
    assert "fewer than 200 rows" in remember(drifting)["note"]


def test_other_quantiles_are_not_compared(drifting):
    entry = {"id": "x", "type": QUANTILES, "severity": "warning"}
    drifting.suite(entry | {"kwargs": {"column": "amount"}})
    remember(drifting)
    drifting.suite(entry | {"kwargs": {"column": "amount", "quantiles": [0.2, 0.8]}})
    assert "had another measure" in remember(drifting)["note"]


def test_baselines_hold_no_text_and_no_rare_category(drifting):
    orders(drifting, f"select * replace ('a@b.c ' || i as country) from ({GOOD})")
    drifting.sql("update restricted.orders set country = 'canary' where i < 500")
    drifting.suite(
        {"id": "x", "type": DISTRIBUTION, "severity": "warning", "kwargs": {"column": "country"}}
    )
    baseline = json.loads(remember(drifting)["baseline"])
    assert list(baseline["categories"].values()) == [0.5]
    assert "canary" not in json.dumps(baseline) and "@" not in json.dumps(baseline)


def test_infinite_and_missing_numbers(drifting):
    orders(
        drifting,
        "select i, case when i % 3 = 0 then 'inf'::double when i % 3 = 1 then 'nan'::double end "
        "as amount from range(1000) as t(i)",
    )
    for kind in (DISTRIBUTION, QUANTILES):
        drifting.suite(
            {"id": "x", "type": kind, "severity": "warning", "kwargs": {"column": "amount"}}
        )
        assert remember(drifting)["success"]
        assert remember(drifting)["error"] is None


FAULTS = [
    (DISTRIBUTION, {"column": "amuont"}, "has no column 'amuont'; nearest: amount"),
    (DISTRIBUTION, {}, "column must name a column"),
    (DISTRIBUTION, {"column": "amount", "max_pis": 1}, "'max_pis' of .*; nearest: max_psi"),
    (DISTRIBUTION, {"column": "amount", "max_psi": "much"}, "max_psi must be a number"),
    (DISTRIBUTION, {"column": "day"}, "needs a column of numbers, texts or booleans, not DATE"),
    (QUANTILES, {"column": "country"}, "needs a column of numbers, and this one is VARCHAR"),
    (QUANTILES, {"column": "amount", "quantiles": [0.5, 0.1]}, "rising numbers"),
    (ROW_COUNT, {"min_ratio": -1}, "min_ratio must be a number from 0 on"),
    (ROW_COUNT[:-1], {}, f"unknown expectation type .*; nearest: {ROW_COUNT}"),
]


@pytest.mark.parametrize(("kind", "kwargs", "error"), FAULTS)
def test_a_faulty_drift_expectation_is_an_error_row(drifting, kind, kwargs, error):
    orders(drifting, f"select *, date '2024-01-01' as day from ({GOOD})")
    drifting.suite({"id": "x", "type": kind, "severity": "warning", "kwargs": kwargs})
    row = drifting.run()["x"]
    assert not row["passed"]
    assert re.search(error, row["error"])


shares = st.lists(st.integers(0, 1000), min_size=2, max_size=12).filter(lambda n: sum(n) > 0)


@given(shares, shares)
def test_the_index_is_symmetric_and_never_negative(one, other):
    old = {str(n): count / sum(one) for n, count in enumerate(one)}
    new = {str(n): count / sum(other) for n, count in enumerate(other)}
    assert psi(old, new) >= 0
    assert psi(old, new) == pytest.approx(psi(new, old))
    assert psi(old, old) == 0


def test_the_index_of_a_textbook_case():
    """By hand: (.6 - .5) ln(.6 / .5) + (.4 - .5) ln(.4 / .5)."""
    assert psi({"a": 0.5, "b": 0.5}, {"a": 0.6, "b": 0.4}) == pytest.approx(0.0405465, abs=1e-6)


def test_the_index_grows_with_the_shift():
    indexes = [psi({"a": 0.5, "b": 0.5}, {"a": 0.5 + n / 20, "b": 0.5 - n / 20}) for n in range(10)]
    assert all(low < high for low, high in pairwise(indexes))
