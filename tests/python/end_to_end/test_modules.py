"""The modules of dbt_project.yml: each has the models that only it needs, and can be left out."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from .project import ROOT

VARS = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]


def of_modules(kind: str) -> dict[str, str]:
    """The names of one kind in the catalogue, each with its module."""
    return {
        name: module
        for module, contents in VARS["module_catalogue"].items()
        for name in contents.get(kind, [])
    }


MODULES = of_modules("models")


@pytest.fixture(scope="module")
def models(parsed: Path) -> dict[str, Any]:
    """The models of the manifest, by name."""
    manifest = json.loads(parsed.with_name("manifest.json").read_text())
    nodes = manifest["nodes"].values()
    return {node["name"]: node for node in nodes if node["resource_type"] == "model"}


def test_the_catalogue_names_what_exists(models: dict[str, Any], published: set[str]):
    # the configuration of a Python model is in its YAML
    asking = {
        name
        for name, node in models.items()
        if "enabled=is_built()" in node["raw_code"]
        or "in var('modules')" in str(node["unrendered_config"].get("enabled"))
    }
    assert asking == set(MODULES)
    assert set(of_modules("entities")) <= set(VARS["entities"])
    assert set(of_modules("unpublished")) <= published
    assert VARS["modules"] == list(VARS["module_catalogue"])


def test_no_other_model_reads_a_model_of_a_module(models: dict[str, Any]):
    """Otherwise dbt stops when the module is left out; gates read only what is built."""
    wrong = [
        (name, read)
        for name, node in models.items()
        if not name.startswith("gate_")
        for read in (id_.rpartition(".")[2] for id_ in node["depends_on"]["nodes"])
        if read in MODULES and MODULES[read] != MODULES.get(name)
    ]
    assert not wrong


def test_a_data_test_of_several_domains_goes_on_without_a_module():
    """dbt leaves a test out as soon as one of its models is left out; not so a branch in an if."""
    branch = re.compile(r"{%-? if '\w+' not in switched_off\('models'\).*?{%-? endif", re.DOTALL)
    for file in (ROOT / "tests").glob("*/*.sql"):
        text = file.read_text(encoding="utf-8")
        read = re.findall(r"ref\('(\w+)'\)", branch.sub("", text))
        modules = {MODULES[name] for name in read if name in MODULES}
        assert len(modules) <= (0 if branch.search(text) else 1), file.name


def test_no_suite_compares_with_a_table_of_another_module():
    wrong = [
        (file.stem, name)
        for file in (ROOT / "expectations").glob("*/*.yml")
        for name in re.findall(r"{(\w+)}", file.read_text(encoding="utf-8"))
        if name in MODULES and MODULES[name] != MODULES.get(file.stem)
    ]
    assert not wrong


def test_an_exposure_of_a_module_goes_with_it():
    document = yaml.safe_load((ROOT / "models/_exposures.yml").read_text(encoding="utf-8"))
    for exposure in document["exposures"]:
        read = {ref.removeprefix("ref('").removesuffix("')") for ref in exposure["depends_on"]}
        modules = {MODULES[name] for name in read if name in MODULES}
        enabled = exposure.get("config", {}).get("enabled")
        assert ([enabled] if enabled else []) == [
            f"{{{{ '{module}' in var('modules') }}}}" for module in modules
        ], exposure["name"]
