"""Rules on models: gates, state_models, published."""

from dataclasses import replace

import pytest

from growthmart.lint.rules.gates import gates
from growthmart.lint.rules.published import published
from growthmart.lint.rules.snapshots import snapshots
from growthmart.lint.rules.state_models import state_models

from .builders import (
    PUBLISHED,
    add,
    assert_one,
    change,
    drop,
    node,
    read_also,
    read_no_more,
)

FCT = "models/core/fct_orders"


@pytest.mark.parametrize("rule", [gates, state_models, published, snapshots])
def test_passes(project, rule):
    assert rule(project) == []


def test_gate_misses_a_model(project):
    broken = read_no_more(project, "gate_core", "model.fct_orders")
    assert_one(gates(broken), "python_models/gates/gate_core.py", "does not read fct_orders")


@pytest.mark.parametrize("id_", ["model.as_of", "model.input_orders", "seed.rates"])
def test_gate_reads_more_than_its_layer(project, id_):
    broken = read_also(project, "gate_core", id_)
    assert_one(gates(broken), "python_models/gates/gate_core.py", "which is no model of core")


def test_gate_is_missing(project):
    found = gates(drop(project, "gate_marts"))
    assert_one(found, "python_models/gates/gate_marts.py", "there is no gate_marts")


@pytest.mark.parametrize(
    ("gate", "model"),
    [
        ("gate_input", "as_of"),
        ("gate_input", "customer_merges"),
        ("gate_core", "feat_customer_orders"),
        ("gate_predictions", "customer_profiles"),
        ("gate_marts", "publish"),
    ],
)
def test_model_does_not_wait_for_its_gate(project, gate, model):
    found = gates(read_no_more(project, model, f"model.{gate}"))
    path = project.nodes[f"model.{model}"].path
    assert_one(found, path, f"{model} does not wait for {gate}")


def test_a_gate_may_be_a_distant_ancestor(project):
    assert gates(read_no_more(project, "fct_orders", "model.gate_input")) == []


def test_predictions_wait_for_gate_core(project):
    lonely = node("python_models/predictions/churn/ml_churn_curve.py", "pseudonym_key")
    found = gates(read_also(add(project, lonely), "gate_predictions", lonely.id))
    assert_one(found, lonely.path, "does not wait for gate_core")


@pytest.mark.parametrize("model", ["gate_core", "ml_churn_model", "customer_merges"])
def test_state_breakages(project, model):
    path = project.nodes[f"model.{model}"].yaml_path
    assert_one(state_models(change(project, model, materialized="table")), path, "as table")
    for value in (None, True):
        broken = change(project, model, full_refresh=value)
        assert_one(state_models(broken), path, "--full-refresh would empty it")


@pytest.mark.parametrize("model", ["input_orders", "fct_orders", "ml_churn_scores", "audiences"])
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"materialized": "view"}, "materialized as view"),
        ({"materialized": "ephemeral"}, "materialized as ephemeral"),
        ({"materialized": "incremental"}, "materialized as incremental"),
        ({"persists_relation_docs": True}, "persist_docs"),
        ({"post_hooks": ()}, "no stamp"),
        ({"post_hooks": ("{{ other() }}",)}, "no stamp"),
    ],
)
def test_gated_breakages(project, model, fields, words):
    path = project.nodes[f"model.{model}"].path
    assert_one(state_models(change(project, model, **fields)), path, words)


def test_an_entity_that_no_source_fills_is_a_view(project):
    for name, reads in (("input_reviews", ()), ("input_returns", ("input_orders",))):
        path = f"models/input/{name}.sql"
        fields = {"materialized": "view", "post_hooks": ("{{ stamp_build() }}",)}
        assert state_models(add(project, node(path, *reads, **fields))) == []


def test_published_needs_a_gate_before_publish(project):
    unjudged = read_no_more(project, "gate_core", "model.fct_orders")
    assert_one(published(unjudged), f"{FCT}.yml", "judged by no gate")
    assert len(published(read_no_more(project, "publish", "model.gate_core"))) == 2
    assert len(published(drop(project, "publish"))) == 3


def test_restricted_is_never_published(project):
    broken = change(project, "fct_orders", schema="restricted")
    assert_one(published(broken), f"{FCT}.yml", "is restricted")


@pytest.mark.parametrize("model", ["input_rejected_rows", "ml_churn_scores", "as_of"])
def test_other_layers_are_never_published(project, model):
    read = read_also(project, "gate_marts", f"model.{model}")
    found = published(change(read, model, **PUBLISHED))
    assert_one(found, project.nodes[f"model.{model}"].yaml_path, "neither core nor marts")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reads": ("model.dim_customers", "model.gate_input")}, "reads model.dim_customers"),
        ({"reads": ("seed.rates", "model.gate_input")}, "reads seed.rates"),
        ({"reads": ("model.input_orders",)}, "does not wait for gate_input"),
        ({"database": "growthmart"}, "not in schema restricted of the state"),
        ({"schema": "history"}, "not in schema restricted of the state"),
    ],
)
def test_snapshot_breakages(project, fields, words):
    broken = replace(project, snapshots=(replace(project.snapshots[0], **fields),))
    assert_one(snapshots(broken), "snapshots/orders_history.sql", words)


@pytest.mark.parametrize(
    "model", ["input_orders", "dim_customers", "feat_customer_orders", "customer_profiles"]
)
def test_only_intermediate_models_read_snapshots(project, model):
    broken = read_also(project, model, "snapshot.orders_history")
    assert_one(snapshots(broken), project.nodes[f"model.{model}"].path, "reads a snapshot")
    assert snapshots(read_also(project, "as_of", "snapshot.orders_history")) == []


def test_every_rule_is_documented():
    from growthmart.lint import RULES

    for rule in RULES:
        for word in ("Example:", "Reason:", "How to remediate:"):
            assert word in rule.__doc__, rule.__name__
