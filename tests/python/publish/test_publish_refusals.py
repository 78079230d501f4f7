"""Only a complete `dbt build` with open gates may publish."""

import pytest

from growthmart.publish import Gate, PublishContext, PublishError, publish

NAMES = ["gate_core", "gate_input", "gate_marts", "gate_predictions"]
OPEN = [Gate(name, "run-1", 0) for name in NAMES]
GOOD = {
    "run_id": "run-1",
    "command": "build",
    "is_empty": False,
    "file": "published/growthmart.duckdb",
    "tables": [],
    "as_of_relation": "as_of",
    "not_selected": [],
    "not_judged": [],
    "gates": OPEN,
}


def test_without_its_pre_hook(shop):
    with pytest.raises(PublishError, match="lacks the pre-hook set_publish_context"):
        publish(shop.session)
    assert shop.files() == set()


def test_a_whole_build_is_not_refused():
    assert PublishContext(**GOOD).refusal() is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"command": "run"}, "the command is dbt run"),
        ({"command": "retry"}, "the command is dbt retry"),
        ({"is_empty": True}, "--empty"),
        ({"not_selected": ["fct_orders", "dim_x"]}, "it leaves out fct_orders, dim_x: only"),
        ({"not_selected": ["a", "b", "c"]}, "it leaves out a, b, c: only a whole dbt build"),
        ({"not_selected": ["a", "b", "c", "d", "e"]}, "it leaves out a, b, c and 2 more: only"),
        ({"gates": []}, "no gate has judged this run"),
    ],
)
def test_any_other_run_is_refused(change, words):
    assert words in PublishContext(**(GOOD | change)).refusal()


def gates(changed: str, run_id: str | None, not_passed: int) -> list[Gate]:
    """Return gates; all except one are open for this run."""
    return [
        Gate(name, run_id, not_passed) if name == changed else Gate(name, "run-1", 0)
        for name in NAMES
    ]


@pytest.mark.parametrize("run_id", ["run-0", None])
@pytest.mark.parametrize("gate", NAMES)
def test_every_gate_judges_every_run(gate, run_id):
    context = PublishContext(**GOOD | {"gates": gates(gate, run_id, 0)})

    assert context.refusal() == f"{gate} has not judged this run"
    assert context.closed_gates() is None


@pytest.mark.parametrize(
    "change", [{}, {"command": "run"}, {"command": "retry"}, {"not_selected": ["gate_open"]}]
)
@pytest.mark.parametrize("run_id", ["run-0", "run-1"])
@pytest.mark.parametrize("gate", NAMES)
def test_a_closed_gate_is_named_before_all_else(gate, run_id, change):
    context = PublishContext(**GOOD | change | {"gates": gates(gate, run_id, 2)})

    words = f"gate {gate} is closed, failed expectations: 2. Fix the data, then run dbt build"
    assert context.closed_gates() == words


def test_all_closed_gates_are_named():
    context = PublishContext(**GOOD | {"gates": [Gate("a", "run-1", 1), Gate("b", "run-0", 3)]})

    assert "gate a is closed, failed expectations: 1; gate b is closed" in context.closed_gates()


@pytest.mark.parametrize("change", [{}, {"command": "run"}, {"not_selected": ["gate_open"]}])
def test_a_closed_gate_is_an_error_and_touches_nothing(shop, change):
    shop.publish("run-1")
    before, content = shop.files(), shop.file.read_bytes()
    shop.add_order()
    closed = {"name": "gate_marts", "run_id": "run-2", "not_passed": 1}
    with pytest.raises(PublishError, match="gate gate_marts is closed"):
        shop.publish("run-2", gates=[closed], **change)

    assert (shop.files(), shop.file.read_bytes()) == (before, content)
    assert "growthmart_next" not in shop.attached()


def test_a_refusal_touches_nothing(shop):
    shop.publish("run-1")
    before, content = shop.files(), shop.file.read_bytes()
    shop.add_order()
    row = shop.publish("run-2", command="run")

    assert row == {
        "run_id": "run-2",
        "is_published": False,
        "reason": "the command is dbt run: only a whole dbt build publishes",
        "file": str(shop.file),
        "tables_count": 0,
        "rows_count": 0,
    }
    assert (shop.files(), shop.file.read_bytes()) == (before, content)


def test_a_refusal_needs_no_published_file(shop):
    shop.publish("run-1", is_empty=True)

    assert shop.files() == set()


@pytest.mark.parametrize("command", ["build", "run"])
def test_a_published_model_that_no_gate_judges_is_an_error(shop, command):
    with pytest.raises(
        PublishError, match="no gate before publish judges the published models fct_orders"
    ) as problem:
        shop.publish(command=command, not_judged=["fct_orders"])

    assert "python_models/gates" in str(problem.value)
    assert shop.files() == set()


def test_a_folder_in_the_place_of_the_link_is_an_error(shop):
    (shop.folder / "current").mkdir()
    with pytest.raises(PublishError, match="is no link to the newest run: move it away"):
        shop.publish()

    assert shop.files() == {"current"}
