import pytest

from growthmart.lint import Node
from growthmart.lint.layers import layer_of
from growthmart.lint.rules.allowed_reads import allowed_reads

from .builders import add, assert_one, change, node, read_also

EVERY_TARGET = {
    "sources": "source.demo.orders",
    "seeds": "seed.rates",
    "snapshots": "snapshot.customers_history",
    "staging": "model.stg_demo__orders",
    "input": "model.input_orders",
    "privacy": "model.pseudonym_key",
    "as_of": "model.as_of",
    "identity": "model.int_identities_resolved",
    "intermediate": "model.int_orders_with_revenue",
    "dimension": "model.dim_customers",
    "fact": "model.fct_orders",
    "quality": "model.quality_reconciliation",
    "features": "model.feat_customer_orders",
    "predictions": "model.ml_churn_scores",
    "mart": "model.customer_profiles",
    "activation": "model.best_actions",
    "publish": "model.publish",
    "gate_input": "model.gate_input",
    "gate_core": "model.gate_core",
    "gate_predictions": "model.gate_predictions",
    "gate_marts": "model.gate_marts",
}
INTERMEDIATE = "input intermediate identity as_of seeds gate_input"
CORE = "input intermediate identity as_of dimension seeds gate_input"
MARTS = "dimension fact features predictions seeds snapshots mart as_of gate_core gate_predictions"
# The table of architecture, guards and as_of included.
TABLE = {
    "stg_demo__orders": "sources",
    "input_orders": "staging input",
    "pseudonym_key": "",
    "as_of": "input gate_input",
    "int_orders_with_revenue": INTERMEDIATE,
    "int_identities_resolved": f"{INTERMEDIATE} privacy",
    "dim_customers": CORE,
    "fct_orders": CORE,
    "quality_reconciliation": "staging input intermediate identity as_of dimension fact gate_input",
    "feat_customer_orders": "dimension fact intermediate identity as_of gate_core",
    "ml_churn_scores": "features dimension fact predictions as_of gate_core",
    "customer_profiles": MARTS,
    "audiences": f"{MARTS} activation",
    "publish": "dimension fact mart activation as_of gate_marts",
}


def test_passes(project):
    assert allowed_reads(project) == []


@pytest.mark.parametrize("target", EVERY_TARGET)
@pytest.mark.parametrize("reader", TABLE)
def test_table(project, reader, target):
    id_ = EVERY_TARGET[target]
    found = allowed_reads(change(project, reader, reads=(id_,)))
    if target in TABLE[reader].split():
        assert found == []
    else:
        path = project.nodes[f"model.{reader}"].path
        assert_one(found, path, f"may not read {id_.partition('.')[2]}")


def test_snapshots_read_input(project):
    wrong = Node("h", "snapshots/h.sql", kind="snapshot", reads=("model.int_orders_with_revenue",))
    broken = type(project)(models=project.models, snapshots=(wrong,))
    assert_one(allowed_reads(broken), "snapshots/h.sql", "snapshots may not read")


def test_models_outside_the_layers_cannot_be_read(project):
    broken = read_also(add(project, node("models/lab/trial.sql")), "audiences", "model.trial")
    assert_one(allowed_reads(broken), "models/marts/activation/audiences.sql", "no layer")


def test_models_of_other_packages_cannot_be_read(project):
    broken = read_also(project, "audiences", "model.package.thing")
    assert_one(allowed_reads(broken), "models/marts/activation/audiences.sql", "no layer")


@pytest.mark.parametrize(
    ("path", "layer"),
    [
        ("models/staging/demo/stg_demo__orders.sql", "staging"),
        ("models/core/fct_orders.sql", "core"),
        ("python_models/predictions/churn/ml_churn_model.py", "predictions"),
        ("python_models/gates/gate_core.py", "gate_core"),
        ("python_models/publish.py", "publish"),
        ("python_models/gates/gate_features.py", None),
        ("python_models/publish/publish.py", None),
        ("models/core.sql", None),
        ("models/lab/trial.sql", None),
        ("models", None),
    ],
)
def test_layer_of(path, layer):
    assert layer_of(path) == layer
