"""Marts show the newest run of scores that the gate accepted; old scores leave, on every engine."""

import datetime
from types import SimpleNamespace

import pyarrow as pa
import pytest

NEWEST = "select distinct run_id from ({{ newest_accepted_scores('scores') }}) as newest"
KEPT = "{{ forget_old_scores() }}"


@pytest.fixture
def project(engine, monkeypatch):
    """Return the engine with what dbt knows while it runs."""
    facts = {
        "ref": lambda name: name,
        "invocation_id": "own",
        "this": "scores",
        "has_own_origin": lambda: "sources = 'demo'",
        "run_started_at": datetime.datetime(2024, 6, 30),
        "modules": SimpleNamespace(datetime=datetime),
        "delete_rows": lambda table, alias, condition: (
            f"select run_id, customer_id from {table} as {alias} "
            f"where not coalesce({condition}, false)"
        ),
    }
    for name, value in facts.items():
        monkeypatch.setitem(engine.macros._context, name, value)
    return engine


def scores(*rows):
    """Return scores from (run, day of the run, as-of day, sources, customer)."""
    return pa.Table.from_pylist(
        [
            {
                "run_id": run,
                "run_at": datetime.datetime.fromisoformat(day),
                "as_of_date": datetime.date.fromisoformat(as_of),
                "sources": sources,
                "customer_id": customer,
            }
            for run, day, as_of, sources, customer in rows
        ]
    )


def judged(*rows):
    """Return rows of the gate from (judged run, run of the gate, day of it, accepted)."""
    return pa.Table.from_pylist(
        [
            {
                "table_name": "scores",
                "judged_run_id": run,
                "run_id": gate,
                "run_at": datetime.datetime.fromisoformat(day),
                "accepted": accepted,
            }
            for run, gate, day, accepted in rows
        ]
    )


def one_row(**columns):
    return pa.Table.from_pylist([columns])


TODAY = one_row(as_of_date=datetime.date(2024, 6, 30))
PEOPLE = one_row(customer_id="a")
TWO_RUNS = scores(
    ("r1", "2024-06-01", "2024-06-01", "demo", "a"),
    ("r2", "2024-06-08", "2024-06-08", "demo", "a"),
)
CASES = {
    "the newest of two": (TWO_RUNS, [("r1", "r1", True), ("r2", "r2", True)], "r2"),
    "a refused run": (
        TWO_RUNS,
        [("r1", "r1", True), ("r2", "r2", True), ("r2", "r2", False)],
        "r1",
    ),
    "a run that was not judged": (TWO_RUNS, [("r1", "r1", True)], "r1"),
    "judged again, and accepted": (TWO_RUNS, [("r2", "r2", False), ("r2", "r3", True)], "r2"),
    "judged again, and refused": (TWO_RUNS, [("r2", "r2", True), ("r2", "r3", False)], None),
    "none was accepted": (TWO_RUNS, [("r1", "r1", False), ("r2", "r2", False)], None),
    "a run of other sources": (
        scores(
            ("r1", "2024-06-01", "2024-06-01", "demo", "a"),
            ("r2", "2024-06-08", "2024-06-08", "shop", "a"),
        ),
        [("r1", "r1", True), ("r2", "r2", True)],
        "r1",
    ),
    "a run of a later day": (
        scores(
            ("r1", "2024-06-01", "2024-06-01", "demo", "a"),
            ("r2", "2024-06-08", "2024-07-01", "demo", "a"),
        ),
        [("r1", "r1", True), ("r2", "r2", True)],
        "r1",
    ),
    "this run, though a clock was ahead": (
        scores(
            ("r1", "2035-06-01", "2024-06-01", "demo", "a"),
            ("own", "2024-06-08", "2024-06-08", "demo", "a"),
        ),
        [("r1", "r1", True), ("own", "own", True)],
        "own",
    ),
    "no person of the run exists": (
        scores(("r1", "2024-06-01", "2024-06-01", "demo", "gone")),
        [("r1", "r1", True)],
        None,
    ),
    "the subscription of an unknown person": (
        scores(
            ("r1", "2024-06-01", "2024-06-01", "demo", "gone"),
            ("r1", "2024-06-01", "2024-06-01", "demo", None),
        ),
        [("r1", "r1", True)],
        "r1",
    ),
}
DAYS = {"r1": "2024-06-01", "r2": "2024-06-08", "r3": "2024-06-09", "own": "2024-06-08"}


@pytest.mark.parametrize("case", CASES)
def test_the_newest_accepted_run(project, case):
    table, judgements, expected = CASES[case]
    gate = judged(*((run, of, DAYS[of], accepted) for run, of, accepted in judgements))
    found = project.rows(
        NEWEST, scores=table, gate_predictions=gate, as_of=TODAY, dim_customers=PEOPLE
    )
    assert found == ([(expected,)] if expected else [])


def test_old_runs_and_people_who_no_longer_exist_leave(project):
    table = scores(
        ("r1", "2023-01-01", "2023-01-01", "demo", "a"),
        ("r2", "2024-06-08", "2024-06-08", "demo", "a"),
        ("r2", "2024-06-08", "2024-06-08", "demo", "gone"),
        ("r2", "2024-06-08", "2024-06-08", "demo", None),
        ("r3", "2024-06-08", "2024-06-08", "shop", "of another shop"),
    )
    found = project.rows(KEPT, scores=table, as_of=TODAY, dim_customers=PEOPLE)
    assert set(found) == {("r2", "a"), ("r2", None), ("r3", "of another shop")}


def test_a_build_of_a_past_day_forgets_no_one(project):
    table = scores(("r2", "2024-06-08", "2024-07-01", "demo", "came later"))
    assert project.rows(KEPT, scores=table, as_of=TODAY, dim_customers=PEOPLE)
