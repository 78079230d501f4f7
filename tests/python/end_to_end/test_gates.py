"""Bad data stop the build at the gate of their layer, and nothing below is built on them."""

import re
import shutil
from xml.etree import ElementTree

import duckdb
import pytest

from .project import Project

LABELS = "python_models/predictions/segmentation/ml_segmentation_labels.py"
SEGMENTS = "models/marts/customers/segment_profiles.sql"


def break_input(project: Project) -> None:
    project.rewrite("orders", "select * replace (-1.00 as shipping) from raw")


def break_core(project: Project) -> None:
    project.rewrite("exchange_rates", "select * from raw where currency <> 'USD'")


def break_predictions(project: Project) -> None:
    project.override(LABELS, "return segmentation", "return 2 * [segmentation")
    project.override(LABELS, "centres)", "centres)]")
    project.override(
        LABELS, "return 2 * [", "import pyarrow\n\n    return pyarrow.concat_tables(2 * ["
    )
    project.override(LABELS, "centres)]", "centres)])")


def break_marts(project: Project) -> None:
    project.override(SEGMENTS, "count(*) as customers_count", "count(*) + 1 as customers_count")


FAULTS = {
    "gate_input": (break_input, "input_orders.rejected_share", "as_of"),
    "gate_core": (break_core, "fct_orders.exchange_rate_not_null", "feat_customer_orders"),
    "gate_predictions": (
        break_predictions,
        "ml_segmentation_labels.one_label_each",
        "customer_profiles",
    ),
    "gate_marts": (break_marts, "segment_profiles.every_customer_counts_once", "publish"),
}


@pytest.mark.parametrize("gate", FAULTS)
def test_a_fault_closes_its_gate(rebuilt: Project, gate: str):
    """One fault per gate: exit 1, what is below skipped, dbt run stopped, published as it was."""
    plant, expectation, below = FAULTS[gate]
    published = rebuilt.published.read_bytes()
    plant(rebuilt)

    run = rebuilt.dbt("build")

    assert run.code == 1
    assert f"{gate}: CLOSED" in run.output
    assert f"{expectation}" in run.output
    assert "expectations/" in run.output
    assert re.search(rf"SKIP relation \w+[.]{below} ", run.output)
    assert rebuilt.published.read_bytes() == published
    junit = ElementTree.parse(rebuilt.folder / "target/quality.junit.xml").getroot()
    cases = junit.findall("./testsuite/testcase/failure/..")
    failed = [case.get("name") for case in cases]
    assert expectation in failed
    newest = rebuilt.quality("build_runs")[-1]
    assert (gate in newest) and ("failed" in newest)
    if gate != "gate_marts":
        stopped = rebuilt.dbt("run", "-s", below)
        assert stopped.code == 1
        assert f"gate {gate} is closed by " in stopped.output
        assert expectation in stopped.output
    assert rebuilt.published.read_bytes() == published


def test_a_repaired_input_builds_and_publishes(rebuilt: Project, built: Project):
    before = rebuilt.published_run()
    break_input(rebuilt)
    assert rebuilt.dbt("build").code == 1
    good = built.folder / "data/demo/orders.parquet"
    (rebuilt.folder / "data/demo/orders.parquet").write_bytes(good.read_bytes())
    repaired = rebuilt.dbt("build")
    assert repaired.code == 0, repaired.output
    assert rebuilt.published_run() != before
    assert [row[4] for row in rebuilt.quality("build_runs")].count("failed") == 1


def test_waiver_drift_and_retention(rebuilt: Project):
    """A waived fault is published; drift warns; old history goes but for what is compared with."""
    before = rebuilt.published_run()
    break_marts(rebuilt)
    rebuilt.rewrite("customers", "select * replace ('SE' as country) from raw")
    (rebuilt.own("expectations") / "waivers.yml").write_text(
        "waivers:\n  - expectation: segment_profiles.every_customer_counts_once\n"
        "    accepted_until: 2999-12-31\n    reason: A known <fault>.\n"
    )
    for gate in FAULTS:
        remember_run(rebuilt, gate, "forgotten", "2020-01-01")
        remember_run(rebuilt, gate, "baseline", "2020-01-02")
    with duckdb.connect(str(rebuilt.warehouse)) as warehouse:
        warehouse.execute("create table restricted.quality_failing_keys as select 1 as row_key")

    run = rebuilt.dbt("build")

    assert run.code == 0, run.output
    assert rebuilt.published_run() != before
    assert re.search(r"gate_marts: open, \d+ expectations.*, 1 waived", run.output)
    assert "waived until 2999-12-31: A known <fault>." in run.output
    assert "warning    dim_customers.country: dim_customers.country_drift, observed" in run.output
    junit = ElementTree.parse(rebuilt.folder / "target/quality.junit.xml").getroot()
    assert [case.get("message") for case in junit.iter("skipped")] == [
        "waived until 2999-12-31: A known <fault>."
    ]
    for gate in FAULTS:
        runs = rebuilt.query(f"select distinct run_id from quality.{gate}", rebuilt.state)
        assert ("baseline",) in runs and ("forgotten",) not in runs and len(runs) == 3
    assert rebuilt.query(
        "select count(*) from duckdb_tables() where table_name = 'quality_failing_keys'",
        rebuilt.warehouse,
    ) == [(0,)]


def remember_run(project: Project, gate: str, run_id: str, day: str) -> None:
    """Add a passed run of other sources to a gate's history."""
    with duckdb.connect(str(project.state)) as state:
        state.execute(
            f"insert into quality.{gate} select * replace ('{run_id}' as run_id, "
            f"timestamp '{day} 00:00:00' as run_at, 'others' as sources) from quality.{gate} "
            f"where sources <> 'others'"
        )


def test_a_gate_does_not_open_for_tables_it_never_saw(rebuilt: Project):
    """Sequence 1: core is built anew behind the gate's back, then a mart is asked for."""
    assert rebuilt.dbt("run", "-s", "fct_orders").code == 0
    stopped = rebuilt.dbt("run", "-s", "customer_profiles")
    assert stopped.code == 1
    assert "gate gate_core has not seen the present tables of its layer" in stopped.output
    mended = rebuilt.dbt("build", "-s", "+gate_predictions", "customer_profiles")
    assert mended.code == 0, mended.output


def test_a_gate_does_not_open_for_a_new_warehouse(rebuilt: Project):
    """Sequence 2: the warehouse is deleted, the history of the gates survives."""
    rebuilt.warehouse.unlink()
    assert rebuilt.dbt("run", "-s", "path:models/staging", "path:models/input").code == 0
    stopped = rebuilt.dbt("run", "-s", "as_of")
    assert stopped.code == 1
    assert "gate gate_input has not seen the present tables of its layer" in stopped.output


def test_without_history_the_gates_are_closed(rebuilt: Project):
    rebuilt.state.unlink()
    for gate, model in [("gate_input", "as_of"), ("gate_core", "feat_customer_orders")]:
        stopped = rebuilt.dbt("run", "-s", model)
        assert stopped.code == 1
        assert f"gate {gate} has never run: run dbt build" in stopped.output


def test_a_clock_that_once_ran_ahead_keeps_no_gate_shut(rebuilt: Project):
    with duckdb.connect(str(rebuilt.state)) as state:
        for gate in FAULTS:
            state.execute(
                f"insert into quality.{gate} select * replace ('ahead' as run_id, "
                f"timestamp '2035-01-01 00:00:00' as run_at) from quality.{gate}"
            )
    run = rebuilt.dbt("build")
    assert run.code == 0, run.output
    assert "published  published/growthmart.duckdb: " in run.output
    assert "published  nothing" not in run.output


def test_one_order_in_a_far_year_closes_the_gate(rebuilt: Project):
    """Also where the export has no time that would reject it by rule."""
    one = "id = (select min(id) from raw where ordered_at is not null)"
    moved = f"case when {one} then timestamp '2099-06-01 00:00:00' else ordered_at end"
    rebuilt.rewrite("orders", f"select * replace ({moved} as ordered_at) from raw")
    run = rebuilt.dbt("build")
    assert run.code == 0, run.output
    assert "in_the_future 2" in run.output
    rebuilt.rewrite("orders", "select * replace (null::timestamp as exported_at) from raw")
    run = rebuilt.dbt("build")
    assert run.code == 1
    assert "input_orders.no_lonely_future" in run.output


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
    run = rebuilt.dbt("build", "--vars", "{expected_through: '2030-01-01'}")
    assert run.code == 1
    assert "input_orders.reach_expected_day" in run.output
