"""Bad data stop the build at the gate of their layer, and no later layer is built on them."""

import re
import shutil
from xml.etree import ElementTree

import duckdb
import pytest

from .project import Project
from .test_additions import add_table, assert_table_is_added

COSTS = "models/core/fct_marketing_costs.sql"
LABELS = "python_models/predictions/segmentation/ml_segmentation_labels.py"
SEGMENTS = "models/marts/customers/segment_profiles.sql"


def break_input(project: Project) -> None:
    """Half of the orders are bad, one is in a far year, and none has a line or a time of export."""
    one = "id = (select min(id) from raw where ordered_at is not null)"
    project.rewrite(
        "orders",
        f"""select * replace (
            case when {one} then timestamp '2025-06-01 00:00:00' else ordered_at end as ordered_at,
            case when hash(id) % 2 = 0 and not {one} then -1.00 else shipping end as shipping,
            null::timestamp as exported_at
        ) from raw""",
    )
    project.rewrite("order_items", "select * from raw where false")


def break_core(project: Project) -> None:
    rate = "'currencies.rate_to_reporting'"
    project.override(COSTS, rate, "'nullif(currencies.rate_to_reporting, 1)'")


def break_predictions(project: Project) -> None:
    project.override(LABELS, "features.select(", "features.union(features).select(")


def break_marts(project: Project) -> None:
    project.override(SEGMENTS, "count(*) as customers_count", "count(*) + 1 as customers_count")


# the fault, the model with the fault, the expectations that fail, and the models not built
FAULTS = {
    "gate_core": (
        *(break_core, "fct_marketing_costs", "fct_marketing_costs.amount_not_null"),
        "feat_customer_orders",
    ),
    "gate_predictions": (
        *(break_predictions, "ml_segmentation_labels", "ml_segmentation_labels.one_label_each"),
        "customer_profiles",
    ),
    "gate_marts": (
        *(break_marts, "segment_profiles", "segment_profiles.every_customer_counts_once"),
        "publish",
    ),
}
GATES = ["gate_input", *FAULTS]


def assert_closed(project: Project, output: str, gate: str, failed: list[str], below: str) -> None:
    """Failures are first in the summary, and in JUnit and the gate; later models are not built."""
    summary = output[output.index("growthmart: dbt build FAILED") :].splitlines()
    closed = f"  gate       {gate}: CLOSED"
    first = next(line for line in summary[1:] if not line.startswith("  FAILED  "))
    assert first.startswith(closed)
    assert "expectations/" in output
    assert re.search(rf"SKIP relation \w+[.]{below} ", output)
    junit = ElementTree.parse(project.folder / "target/quality.junit.xml").getroot()
    cases = junit.findall("./testsuite/testcase/failure/..")
    names = [case.get("name") for case in cases]
    for expectation in failed:
        assert expectation in output
        assert expectation in names
    newest = project.quality("build_runs")[-1]
    assert (gate in newest) and ("failed" in newest)
    if gate != "gate_marts":
        stopped = project.dbt("run", "-s", below)
        assert stopped.code == 1
        assert f"gate {gate} is closed by " in stopped.output
        assert failed[0] in stopped.output


@pytest.mark.parametrize("gate", FAULTS)
def test_a_fault_closes_its_gate(rebuilt: Project, gate: str):
    """One fault per gate: exit code 1, later models skipped, dbt run stopped, nothing published."""
    plant, model, expectation, below = FAULTS[gate]
    published = rebuilt.published.read_bytes()
    plant(rebuilt)

    run = rebuilt.dbt("build", "-s", f"{model}+")

    assert run.code == 1
    assert_closed(rebuilt, run.output, gate, [expectation], below)
    assert rebuilt.published.read_bytes() == published


def test_bad_input_is_not_published_until_it_is_corrected(rebuilt: Project, built: Project):
    """All faults of the input are reported together; after a correction, the build publishes.

    This build is whole, so it shows more: what a new table and new rows of seeds do, and what
    becomes of a waived fault, of drift and of old history.
    """
    before, published = rebuilt.published_run(), rebuilt.published.read_bytes()
    break_input(rebuilt)

    run = rebuilt.dbt("build")

    assert run.code == 1
    failed = ["input_orders.rejected_share", "input_orders.no_lonely_future"]
    assert_closed(rebuilt, run.output, "gate_input", failed, "as_of")
    assert "The raw order items are empty" in run.output
    assert rebuilt.published.read_bytes() == published

    for entity in ("orders", "order_items"):
        file = f"data/demo/{entity}.parquet"
        (rebuilt.folder / file).write_bytes((built.folder / file).read_bytes())
    add_table(rebuilt)
    waive_a_fault_and_remember_old_runs(rebuilt)
    repaired = rebuilt.dbt("build")
    assert repaired.code == 0, repaired.output
    assert rebuilt.published_run() != before
    assert [row[4] for row in rebuilt.quality("build_runs")] == [
        *("succeeded", "failed", "failed", "succeeded")
    ]
    assert_table_is_added(rebuilt, repaired.output)
    assert_waiver_drift_and_retention(rebuilt, repaired.output)


def waive_a_fault_and_remember_old_runs(project: Project) -> None:
    break_marts(project)
    project.rewrite("customers", "select * replace ('SE' as country) from raw")
    (project.own("expectations") / "waivers.yml").write_text(
        "waivers:\n  - expectation: segment_profiles.every_customer_counts_once\n"
        "    accepted_until: 2999-12-31\n    reason: A known <fault>.\n"
    )
    for gate in GATES:
        remember_run(project, gate, "ahead", "2035-01-01", "sources")
        remember_run(project, gate, "forgotten", "2020-01-01")
        remember_run(project, gate, "baseline", "2020-01-02")
    with duckdb.connect(str(project.warehouse)) as warehouse:
        warehouse.execute("create table restricted.quality_failing_keys as select 1 as row_key")


def assert_waiver_drift_and_retention(project: Project, output: str) -> None:
    """A waived fault is published. Drift is a warning. Old history is deleted, except baselines.

    A run whose clock was ahead has no special weight.
    """
    assert re.search(r"gate_marts: open, \d+ expectations.*, 1 waived", output)
    assert "waived until 2999-12-31: A known <fault>." in output
    assert "warning    dim_customers.country: dim_customers.country_drift, observed" in output
    junit = ElementTree.parse(project.folder / "target/quality.junit.xml").getroot()
    assert [case.get("message") for case in junit.iter("skipped")] == [
        "waived until 2999-12-31: A known <fault>."
    ]
    for gate in GATES:
        runs = project.query(f"select distinct run_id from quality.{gate}", project.state)
        assert {("ahead",), ("baseline",)} < set(runs)
        # gate_input has also judged the bad input
        assert ("forgotten",) not in runs and len(runs) == (5 if gate == "gate_input" else 4)
    assert project.query(
        "select count(*) from duckdb_tables() where table_name = 'quality_failing_keys'",
        project.warehouse,
    ) == [(0,)]


def remember_run(
    project: Project, gate: str, run_id: str, day: str, sources: str = "'others'"
) -> None:
    """Add a copy of the first run to a gate's history, by default with other sources."""
    with duckdb.connect(str(project.state)) as state:
        state.execute(
            f"insert into quality.{gate} select * replace ('{run_id}' as run_id, "
            f"timestamp '{day} 00:00:00' as run_at, {sources} as sources) from quality.{gate} "
            f"where run_id = (select min_by(run_id, run_at) from quality.{gate} "
            "where run_id not in ('ahead', 'forgotten', 'baseline'))"
        )


def test_a_gate_does_not_open_for_tables_it_never_saw(rebuilt: Project):
    """Sequence 1: core is built again without its gate, and then a mart is built."""
    assert rebuilt.dbt("run", "-s", "fct_orders").code == 0
    stopped = rebuilt.dbt("run", "-s", "customer_profiles")
    assert stopped.code == 1
    assert "gate gate_core has not judged the current tables of its layer" in stopped.output
    rebuilt_run = rebuilt.dbt("build", "-s", "gate_core", "customer_profiles")
    assert rebuilt_run.code == 0, rebuilt_run.output


def test_a_gate_does_not_open_for_a_new_warehouse(rebuilt: Project):
    """Sequence 2: the warehouse is deleted, the history of the gates survives."""
    rebuilt.warehouse.unlink()
    assert rebuilt.dbt("seed", "-s", "placeholder_ids").code == 0
    assert rebuilt.dbt("run", "-s", "path:models/staging", "path:models/input").code == 0
    stopped = rebuilt.dbt("run", "-s", "as_of")
    assert stopped.code == 1
    assert "gate gate_input has not judged the current tables of its layer" in stopped.output


def test_without_history_the_gates_are_closed(rebuilt: Project):
    rebuilt.state.unlink()
    for gate, model in [("gate_input", "as_of"), ("gate_core", "feat_customer_orders")]:
        stopped = rebuilt.dbt("run", "-s", model)
        assert stopped.code == 1
        assert f"gate {gate} has never run: run dbt build" in stopped.output


def test_a_model_can_be_run_when_the_raw_files_are_gone(rebuilt: Project):
    shutil.rmtree(rebuilt.folder / "data")
    run = rebuilt.dbt("run", "-s", "fct_orders")
    assert run.code == 0, run.output


MATRIX = {
    "duplicated key": (
        "orders",
        "select * from raw union all select * replace (status || ' ' as status) from raw",
    ),
    "nulls": ("customers", "select * replace (null::varchar as id) from raw"),
    "range": (
        "orders",
        "select * replace (timestamp '1970-01-01 00:00:00' as ordered_at) from raw",
    ),
    "orphan": ("order_items", "select * replace ('nobody' as order_id) from raw"),
    "negative price": ("order_items", "select * replace (-unit_price as unit_price) from raw"),
    "refunds above sales": ("refunds", "select * replace (100000.00 as amount) from raw"),
    "e-mail in a plain column": (
        "customers",
        "select * replace ('a@example.com' as occupation) from raw",
    ),
    "rates upside down": ("exchange_rates", "select * replace (0.00000001 as rate) from raw"),
    "empty": ("products", "select * from raw where false"),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", MATRIX)
def test_the_matrix_of_faults(rebuilt: Project, fault: str):
    entity, select = MATRIX[fault]
    published = rebuilt.published.read_bytes()
    rebuilt.rewrite(entity, select)
    run = rebuilt.dbt("build")
    assert run.code == 1, run.output
    # refunds are compared with sales where both are in one currency
    gate = "gate_core" if fault == "refunds above sales" else "gate_input"
    assert f"{gate}: CLOSED" in run.output
    assert rebuilt.published.read_bytes() == published


@pytest.mark.slow
def test_stale_orders_close_the_gate(rebuilt: Project):
    published = rebuilt.published.read_bytes()
    run = rebuilt.dbt("build", "--vars", "{expected_through: '2030-01-01'}")
    assert run.code == 1
    assert "input_orders.reach_expected_day" in run.output
    assert rebuilt.published.read_bytes() == published
