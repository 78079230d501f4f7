"""The manifest, the command, and the project itself."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from growthmart import lint
from growthmart.cli import app
from growthmart.lint.layers import GATED_LAYERS
from growthmart.lint.manifest import build_project

ROOT = Path(__file__).parents[3]
PROJECT_FOLDERS = (
    *("models", "python_models", "macros", "seeds", "snapshots", "tests", "expectations"),
    "profiles",
)
CONFIG = {
    "materialized": "incremental",
    "full_refresh": False,
    "persist_docs": {"relation": True},
    "post-hook": [{"sql": "{{ stamp_build() }}", "transaction": True}],
    "meta": {"key": ["id"]},
}


def raw_model(name="fct_orders", package="growthmart", **fields):
    return {
        "name": name,
        "resource_type": "model",
        "package_name": package,
        "original_file_path": f"models\\core\\{name}.sql",
        "patch_path": f"growthmart://models/core/{name}.yml",
        "database": "state",
        "schema": "core",
        "depends_on": {"nodes": ["model.growthmart.as_of", "model.other.x", "seed.growthmart.s"]},
        "config": CONFIG,
    } | fields


def raw_manifest(*nodes, disabled=()):
    return {
        "metadata": {"project_name": "growthmart"},
        "nodes": {str(number): node for number, node in enumerate(nodes)},
        "disabled": {str(number): [node] for number, node in enumerate(disabled)},
    }


def run(*arguments):
    return CliRunner().invoke(app, ["lint", *(str(argument) for argument in arguments)])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "dbt_project.yml").write_text("name: growthmart\n")
    return tmp_path


def assert_refused(result, *words):
    assert result.exit_code == 2, result.output
    assert len(result.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in result.stderr


def test_manifest_becomes_a_project():
    others = [
        {"name": "sums", "resource_type": kind, "package_name": "growthmart"}
        for kind in ("test", "seed")
    ]
    manifest = raw_manifest(
        *(raw_model(), raw_model("theirs", "other"), *others),
        disabled=[raw_model("fct_events", depends_on={"macros": []})],
    )
    project = build_project(manifest, {})
    (model,) = project.models
    assert model == lint.Node(
        name="fct_orders",
        path="models/core/fct_orders.sql",
        reads=("model.as_of", "model.other.x", "seed.s"),
        database="state",
        schema="core",
        materialized="incremental",
        full_refresh=False,
        persists_relation_docs=True,
        post_hooks=("{{ stamp_build() }}",),
        meta={"key": ["id"]},
        yaml_path="models/core/fct_orders.yml",
    )
    assert [off.name for off in project.disabled] == ["fct_events"]


def test_clean_project_prints_one_line(folder):
    file = folder / "manifest.json"
    file.write_text(json.dumps(raw_manifest()))
    result = run("--project", folder, "--manifest", file)
    assert (result.exit_code, result.stdout) == (0, "0 models, no violations\n")


def test_violations_are_printed_and_counted(folder):
    (folder / "macros").mkdir()
    (folder / "macros" / "a.sql").write_text("select hash(a)")
    (folder / "macros" / "b.sql").write_text("-- hash(a)\nselect\n    hash(a)")
    file = folder / "manifest.json"
    file.write_text(json.dumps(raw_manifest()))
    result = run("--project", folder, "--manifest", file)
    wrong = "hash has other values on each engine and version"
    remedy = "write md5, or the macro sha256 or rows_checksum"
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"macros/a.sql: line 1: {wrong}: {remedy}",
        f"macros/b.sql: line 3: {wrong}: {remedy}",
        "0 models, 2 violations",
    ]


def test_no_project(tmp_path):
    assert_refused(run("--project", tmp_path), "no dbt_project.yml", "--project")


@pytest.mark.parametrize("text", [None, "no json", "[]", "{}", '{"metadata": {}, "nodes": {}}'])
def test_bad_manifest(folder, text):
    file = folder / "manifest.json"
    if text is not None:
        file.write_text(text)
    assert_refused(run("--project", folder, "--manifest", file), "manifest")


def test_dbt_cannot_parse(folder):
    assert_refused(run("--project", folder), "dbt cannot parse")


def test_the_project_itself_has_no_violation(tmp_path, monkeypatch):
    copy = tmp_path / "copy"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in PROJECT_FOLDERS:
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, copy / name)
    for name in ("dbt_project.yml", ".dbtignore"):
        shutil.copy(ROOT / name, copy)
    before = sorted(copy.rglob("*"))

    monkeypatch.chdir(elsewhere)
    project = lint.load_project(copy)

    assert sorted(copy.rglob("*")) == before
    assert list(elsewhere.iterdir()) == []
    assert {model.layer for model in project.models} >= {*GATED_LAYERS, "publish"}
    assert [str(violation) for violation in lint.check(project)] == []
