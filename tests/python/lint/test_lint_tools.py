"""The project's settings of dbt-bouncer and sqlfluff refuse what they should."""

import json
import subprocess
import sys
from pathlib import Path, PurePosixPath

import pytest
import yaml
from sqlfluff.core import FluffConfig, Linter

ROOT = Path(__file__).parents[3]
DESCRIPTION = "Grain: one row per thing. Key: id."
THIN = '"""A model."""\n\n\ndef model(dbt, session):\n    return session.table("x")\n'
GATE = "python_models/gates/gate_core.py"
SCORES = "python_models/predictions/churn/ml_churn_scores.py"
FCT = "models/core/fct_orders.sql"

CLOCKS = [
    *("current_date", "CURRENT_TIMESTAMP", "localtimestamp", "sysdate", "now()", "Now ()"),
    *("transaction_timestamp()", "get_current_timestamp()", "today()", "getdate()"),
]
IMPORTS = [
    "import os",
    "from pathlib import Path",
    "import urllib.request",
    "from time import time",
]
IN_AND_OUT = ["print", "open", "pd.read_csv", "frame.to_parquet", "relation.write_csv"]
REFS = '''"""A gate."""


def model(dbt, session):
    from growthmart import quality

    dbt.ref("a")
    dbt.ref("b")
    return quality.run_gate(session)
'''

# The folders that each folder may read, from the table in docs/layers.md, with gates and as_of.
TARGETS = {
    "sources": "source.growthmart.demo.orders",
    "seeds": "seed.growthmart.rates",
    "staging": "models/staging/demo/stg_demo__orders.sql",
    "input": "models/input/input_orders.sql",
    "privacy": "python_models/privacy/pseudonym_key.py",
    "as_of": "models/intermediate/calendar/as_of.sql",
    "identity": "models/intermediate/identity/int_identities_resolved.sql",
    "intermediate": "models/intermediate/orders/int_orders_with_revenue.sql",
    "dimension": "models/core/dim_customers.sql",
    "fact": FCT,
    "features": "models/features/feat_customer_orders.sql",
    "predictions": SCORES,
    "mart": "models/marts/customers/customer_profiles.sql",
    "activation": "models/marts/activation/audiences.sql",
    "quality": "models/quality/reconciliation/quality_reconciliation.sql",
    "publish": "python_models/publish.py",
    "gate_input": "python_models/gates/gate_input.py",
    "gate_core": GATE,
    "gate_predictions": "python_models/gates/gate_predictions.py",
    "gate_marts": "python_models/gates/gate_marts.py",
    "elsewhere": "models/lab/trial.sql",
}
INTERMEDIATE = "input intermediate identity as_of seeds gate_input"
CORE = "input intermediate identity as_of dimension seeds gate_input"
MARTS = "dimension fact features predictions seeds mart as_of gate_core gate_predictions"
READS = {
    "staging": "sources",
    "input": "staging input seeds",
    "privacy": "",
    "as_of": "input gate_input",
    "intermediate": INTERMEDIATE,
    "identity": f"{INTERMEDIATE} privacy",
    "dimension": CORE,
    "fact": CORE,
    "quality": "input intermediate identity as_of dimension fact quality seeds gate_input",
    "features": "dimension fact intermediate identity as_of gate_core",
    "predictions": "features dimension fact predictions as_of gate_core",
    "mart": MARTS,
    "activation": f"{MARTS} activation",
    "publish": "as_of gate_core gate_marts",
}


def node(path, **changes):
    """Build dbt's manifest node of a good model, with changes."""
    file = PurePosixPath(path)
    return {
        "resource_type": "model",
        "package_name": "growthmart",
        "name": file.stem,
        "original_file_path": path,
        "patch_path": f"growthmart://{file.with_suffix('.yml')}",
        "language": "python" if file.suffix == ".py" else "sql",
        "raw_code": REFS if file.suffix == ".py" else "select 1 as id",
        "description": DESCRIPTION,
        "columns": {"id": {"name": "id", "description": "The thing.", "data_type": "int"}},
        "depends_on": {"nodes": [], "macros": []},
        "config": {"materialized": "table", "contract": {"enforced": True}},
        "meta": {"key": ["id"]},
        "access": "protected",
        "tests": ["primary_key"],
    } | changes


def refused(folder, cases, macros=()):
    """Run dbt-bouncer with the project's settings, and return the failed checks of each case."""
    nodes, tests = {}, {}
    for name, given in cases.items():
        id_ = f"model.growthmart.{name}"
        nodes[id_] = {key: value for key, value in given.items() if key != "tests"}
        nodes[id_]["unique_id"] = id_
        for test in given["tests"]:
            tests[f"test.growthmart.{test}.{name}"] = {
                "resource_type": "test",
                "package_name": "growthmart",
                "original_file_path": "models/all.yml",
                "attached_node": id_,
                "test_metadata": {"name": test},
                "depends_on": {"nodes": [id_]},
            }
    manifest = {
        "metadata": {"project_name": "growthmart", "dbt_version": "1.11.16"},
        "nodes": nodes | tests,
        "macros": {f"macro.growthmart.{one['name']}": one for one in macros},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    settings = yaml.safe_load((ROOT / "dbt-bouncer.yml").read_text())
    settings["dbt_artifacts_dir"] = "."
    (folder / "dbt-bouncer.yml").write_text(yaml.safe_dump(settings))
    run = subprocess.run(
        [Path(sys.executable).parent / "dbt-bouncer", "run", "--output-file", "results.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (folder / "results.json").is_file(), run.stdout + run.stderr
    found = {name: set() for name in cases}
    for one in json.loads((folder / "results.json").read_text()):
        check = one["check_run_id"].partition(":")[0]
        # no model reads the cases
        if one["outcome"] == "failed" and check != "check_model_min_downstream_models":
            found.setdefault(one["unique_id"].rpartition(".")[2], set()).add(check)
    return found


def test_reads(tmp_path):
    models = {f"target_{key}": node(path) for key, path in TARGETS.items() if "/" in path}
    ids = {
        key: f"model.growthmart.target_{key}" if "/" in id_ else id_ for key, id_ in TARGETS.items()
    }
    for reader in READS:
        for target, id_ in ids.items():
            reads = {"nodes": [id_], "macros": []}
            models[f"{reader} reads {target}"] = node(TARGETS[reader], depends_on=reads)
    found = refused(tmp_path, models)
    for reader, allowed in READS.items():
        for target in TARGETS:
            kind = {"sources": "source_cannot_be_used", "seeds": "seed_cannot_be_used"}
            check = f"check_lineage_{kind.get(target, 'permitted_upstream_models')}"
            expected = set() if target in allowed.split() else {check}
            assert found[f"{reader} reads {target}"] == expected, (reader, target)


def code(text, path=SCORES):
    return node(path, raw_code=text)


CODE = "check_model_code_does_not_contain_regexp_pattern"
NAMES = "check_model_names"
FOLDERS = "check_model_directories"
DESCRIBED = "check_model_description_contains_regexp_pattern"
CASES = [
    (node("models/staging/demo/stg_shop__orders.sql"), NAMES),
    (node("models/staging/demo/stg_demo_orders.sql"), NAMES),
    (node("models/staging/demo/orders.sql"), NAMES),
    (node("models/staging/stg_demo__orders.sql"), NAMES),
    (node("models/input/orders.sql"), NAMES),
    (node("models/intermediate/orders/int_orders.sql"), NAMES),
    (node("models/intermediate/orders/orders_valued.sql"), NAMES),
    (node("models/core/orders.sql"), NAMES),
    (node("models/core/Fct_Orders.sql"), NAMES),
    (node("models/features/feat_orders.sql"), NAMES),
    (node("python_models/predictions/churn/churn_scores.py"), NAMES),
    (node("models/marts/customers/dim_customers.sql"), NAMES),
    (node("models/marts/customers/Profiles.sql"), NAMES),
    (node("python_models/gates/gate_features.py"), NAMES),
    (node("python_models/export.py"), FOLDERS),
    (node("models/lab/trial.sql"), FOLDERS),
    (node("models/core/fct_orders.py"), "check_model_file_name"),
    (node("models/staging/online_retail/stg_online_retail__order_items.sql"), None),
    (node("models/input/input_order_items.sql"), None),
    (node("models/intermediate/touchpoints/int_touchpoints.sql"), None),
    (node("models/core/customer_merges.sql"), None),
    (node("models/marts/campaigns/integer_goals.sql"), None),
    (node("models/marts/campaigns/campaign_performance_daily.sql"), None),
    (node(FCT, config={"materialized": "ephemeral"}), "check_model_materialization_permitted"),
    (
        node(FCT, patch_path="growthmart://models/core/core.yml"),
        "check_model_property_file_location",
    ),
    (
        node(FCT, patch_path="growthmart://models/marts/fct_orders.yml"),
        "check_model_documented_in_same_directory",
    ),
    (node(FCT, description="Key: id."), DESCRIBED),
    (node(FCT, description="Grain: one row."), DESCRIBED),
    (node(FCT, description="Key: id.\nGrain: one row."), None),
    (
        node(FCT, columns={"id": {"name": "id", "description": " ", "data_type": "int"}}),
        "check_model_column_description_populated",
    ),
    (node(FCT, meta={}), "check_model_has_meta_keys"),
    (node(FCT, tests=[]), "check_model_has_tests_by_name"),
    (node(FCT, tests=["expression_is_true"]), "check_model_has_tests_by_name"),
    (node("models/staging/demo/stg_demo__orders.sql", tests=[]), None),
    (node("models/input/input_rejected_rows.sql", tests=[], meta={}, description="Grain."), None),
    (node(SCORES, tests=[]), None),
    *((code(f"select 1,\n    {clock} as at", FCT), CODE) for clock in CLOCKS),
    (code("select now_at, knows, current_dates, is_today, today, unknown(1) from days", FCT), None),
    (code("select '{{ modules.datetime.datetime.now() }}'", FCT), CODE),
    (code(THIN.replace('"x"', '"current_date"')), CODE),
    (code(THIN + "# more\n" * 20), "check_model_max_number_of_lines"),
    (code(THIN.replace("    return", "    if dbt:\n        return 1\n    return")), CODE),
    *((code(THIN.replace("session.table", call)), CODE) for call in IN_AND_OUT),
    *((code(f"{line}\n{THIN}"), CODE) for line in IMPORTS),
    *((code(THIN.replace("    return", f"    {line}\n    return")), CODE) for line in IMPORTS),
    (code(THIN.replace('table("x")', 'table("x").to_arrow_table()')), None),
    (code("from growthmart.churn import score\n" + THIN), None),
    (code(REFS, GATE), None),
    (code(REFS.replace("    return", "    tables = []\n    return"), GATE), CODE),
    (code(REFS.replace("return", "for one in dbt:\n        return"), GATE), CODE),
]


def test_models(tmp_path):
    cases = {f"case_{number}": case for number, (case, _) in enumerate(CASES)}
    found = refused(tmp_path, cases)
    for (case, check), failed in zip(CASES, found.values(), strict=True):
        assert failed == ({check} if check else set()), case


def test_macros_read_no_clock(tmp_path):
    def macro(name, text):
        return {
            "name": name,
            "package_name": "growthmart",
            "unique_id": f"macro.growthmart.{name}",
            "original_file_path": f"tests/generic/{name}.sql",
            "macro_sql": text,
            "arguments": [],
        }

    texts = [f"select {clock}" for clock in CLOCKS] + ["select unknown(today), now_at"]
    found = refused(tmp_path, {}, [macro(f"m{at}", text) for at, text in enumerate(texts)])
    bad = {f"m{at}" for at in range(len(CLOCKS))}
    assert {name for name, failed in found.items() if failed} == bad


@pytest.mark.parametrize("clock", CLOCKS)
def test_singular_tests_read_no_clock(clock):
    assert "CV09" in codes(f"select\n    1 as id,\n    {clock} as built_at\n")


@pytest.mark.parametrize("text", ["now_at", "is_today", "'now'", "1 -- now()\n    as at"])
def test_what_only_looks_like_a_clock(text):
    assert "CV09" not in codes(f"select {text}\n")


def codes(sql):
    """Lint SQL with the project's settings, without dbt; return the rules that it breaks."""
    config = FluffConfig.from_path(str(ROOT), overrides={"templater": "raw"})
    return {one.rule_code() for one in Linter(config).lint_string(sql).violations}
