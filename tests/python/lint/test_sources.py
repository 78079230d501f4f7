"""The lists of sources that some tools need in their own files are complete."""

import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]


def test_sqlfluff_compiles_every_source():
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    compiled = tools["sqlfluff"]["templater"]["dbt"]["context"]["sources"]
    assert sorted(compiled) == sorted(project["vars"]["source_catalogue"])
    assert sorted(compiled) == sorted(path.name for path in (ROOT / "models/staging").iterdir())
