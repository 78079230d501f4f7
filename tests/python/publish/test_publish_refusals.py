"""Only a whole `dbt build` that the last gate let pass may publish."""

import pytest

from growthmart.publish import PublishContext, PublishError

GOOD = {
    "run_id": "run-1",
    "command": "build",
    "is_empty": False,
    "file": "published/growthmart.duckdb",
    "tables": [],
    "as_of_relation": "as_of",
    "not_selected": [],
    "not_referenced": [],
    "gate_run_id": "run-1",
}


def test_a_whole_build_is_not_refused():
    assert PublishContext(**GOOD).refusal() is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"command": "run"}, "the command is dbt run"),
        ({"command": "retry"}, "the command is dbt retry"),
        ({"is_empty": True}, "--empty"),
        ({"not_selected": ["fct_orders", "dim_x"]}, "it leaves out fct_orders, dim_x"),
        ({"gate_run_id": "run-0"}, "gate_marts has not judged this run"),
        ({"gate_run_id": None}, "gate_marts has not judged this run"),
    ],
)
def test_any_other_run_is_refused(change, words):
    assert words in PublishContext(**(GOOD | change)).refusal()


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
def test_a_missing_ref_is_an_error(shop, command):
    with pytest.raises(PublishError, match="does not wait for: fct_orders") as problem:
        shop.publish(command=command, not_referenced=["fct_orders"])

    assert "python_models/publish.py" in str(problem.value)
    assert shop.files() == set()


def test_a_folder_in_the_place_of_the_link_is_an_error(shop):
    (shop.folder / "current").mkdir()
    with pytest.raises(PublishError, match="is no link to the newest run: move it away"):
        shop.publish()

    assert shop.files() == {"current"}
