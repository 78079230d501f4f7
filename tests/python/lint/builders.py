"""A small project that keeps every rule, and ways to break it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from growthmart.lint import Node, Project, Violation

STAMP = ("{{ stamp_build() }}",)
ROWS = "expectations:\n  - {id: rows, type: expect_table_row_count_to_be_between}\n"
UNIQUE = ROWS + "  - {id: key, type: expect_compound_columns_to_be_unique}\n"
STATE = {"database": "state", "materialized": "incremental", "full_refresh": False}
PUBLISHED = {"meta": {"published": True}}
HISTORY = {"database": "state", "schema": "restricted", "materialized": "snapshot"}


def node(path: str, *reads: str, **fields) -> Node:
    """Build a model with its own YAML file; a read without a kind is a model."""
    file = PurePosixPath(path)
    ids = tuple(read if "." in read else f"model.{read}" for read in reads)
    return Node(file.stem, path, ids, **({"yaml_path": str(file.with_suffix(".yml"))} | fields))


def add(project: Project, *models: Node) -> Project:
    return replace(project, models=(*project.models, *models))


def change(project: Project, name: str, **fields) -> Project:
    models = (replace(one, **fields) if one.name == name else one for one in project.models)
    return replace(project, models=tuple(models))


def drop(project: Project, name: str) -> Project:
    return replace(project, models=tuple(one for one in project.models if one.name != name))


def read_also(project: Project, name: str, id_: str) -> Project:
    return change(project, name, reads=(*project.nodes[f"model.{name}"].reads, id_))


def read_no_more(project: Project, name: str, id_: str) -> Project:
    reads = project.nodes[f"model.{name}"].reads
    assert id_ in reads
    return change(project, name, reads=tuple(one for one in reads if one != id_))


def write(project: Project, path: str, text: str) -> Project:
    return replace(project, files={**project.files, path: text})


def delete(project: Project, path: str) -> Project:
    assert path in project.files
    files = {one: text for one, text in project.files.items() if one != path}
    return replace(project, files=files)


def assert_one(found: list[Violation], path: str, *words: str) -> None:
    assert len(found) == 1, [str(one) for one in found]
    assert found[0].path == path
    for word in words:
        assert word in str(found[0])


def good_models() -> tuple[Node, ...]:
    gated = {"post_hooks": STAMP}
    return (
        node(
            "models/staging/demo/stg_demo__orders.sql",
            "source.demo.orders",
            schema="restricted",
            materialized="view",
        ),
        node("models/input/input_orders.sql", "stg_demo__orders", schema="restricted", **gated),
        node("models/input/input_rejected_rows.sql", "input_orders", **gated),
        node("python_models/gates/gate_input.py", "input_orders", "input_rejected_rows", **STATE),
        node("python_models/privacy/pseudonym_key.py", schema="restricted"),
        node("models/intermediate/calendar/as_of.sql", "input_orders", "gate_input"),
        node(
            "models/intermediate/identity/int_identities_resolved.sql",
            *("input_orders", "pseudonym_key", "gate_input"),
            schema="restricted",
        ),
        node(
            "models/intermediate/orders/int_orders_with_revenue.sql",
            *("int_identities_resolved", "as_of", "seed.rates", "gate_input"),
            "snapshot.orders_history",
            materialized="view",
        ),
        node(
            "models/core/dim_customers.sql",
            *("int_orders_with_revenue", "input_orders", "as_of", "seed.rates", "gate_input"),
            **gated,
            **PUBLISHED,
        ),
        node(
            "models/core/fct_orders.sql",
            *("dim_customers", "int_orders_with_revenue", "gate_input"),
            **gated,
            **PUBLISHED,
        ),
        node("models/core/customer_merges.sql", "gate_input", **STATE, **gated),
        node(
            "models/quality/reconciliation/quality_reconciliation.sql",
            *("input_orders", "fct_orders", "gate_input"),
        ),
        node(
            "python_models/gates/gate_core.py",
            *("dim_customers", "fct_orders", "customer_merges", "quality_reconciliation"),
            **STATE,
        ),
        node(
            "models/features/feat_customer_orders.sql",
            *("fct_orders", "int_orders_with_revenue", "as_of", "gate_core"),
        ),
        node(
            "python_models/predictions/churn/ml_churn_model.py",
            *("feat_customer_orders", "gate_core"),
            **STATE,
            **gated,
        ),
        node(
            "python_models/predictions/churn/ml_churn_scores.py",
            *("ml_churn_model", "feat_customer_orders", "dim_customers", "as_of", "gate_core"),
            **gated,
        ),
        node(
            "python_models/gates/gate_predictions.py", "ml_churn_model", "ml_churn_scores", **STATE
        ),
        node(
            "models/marts/customers/customer_profiles.sql",
            *("ml_churn_scores", "feat_customer_orders", "dim_customers", "as_of", "seed.rates"),
            *("gate_core", "gate_predictions"),
            **gated,
            **PUBLISHED,
        ),
        node(
            "models/marts/activation/best_actions.sql",
            *("customer_profiles", "gate_core", "gate_predictions"),
            **gated,
        ),
        node(
            "models/marts/activation/audiences.sql",
            *("best_actions", "gate_core", "gate_predictions"),
            **gated,
        ),
        node(
            "python_models/gates/gate_marts.py",
            *("customer_profiles", "best_actions", "audiences"),
            **STATE,
        ),
        node(
            "python_models/publish.py",
            *("as_of", "gate_core", "gate_marts"),
        ),
    )


def good() -> Project:
    """Build a project without a violation."""
    models = good_models()
    files = {one.path: "select 1 as id\n" for one in models if one.path.endswith(".sql")}
    for one in models:
        if one.layer in ("input", "core", "marts"):
            files[f"expectations/{one.layer}/{one.name}.yml"] = ROWS
        if one.layer == "predictions":
            files[f"expectations/{one.layer}/{one.name}.yml"] = UNIQUE
    return Project(
        models=models,
        disabled=(node("models/staging/shop/stg_shop__orders.sql", materialized="view"),),
        snapshots=(
            node(
                "snapshots/orders_history.sql",
                *("input_orders", "input_rejected_rows", "as_of", "gate_input"),
                **HISTORY,
            ),
        ),
        files=files,
    )
