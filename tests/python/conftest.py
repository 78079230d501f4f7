"""What tests of all parts share: one Spark session, where there is Spark."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jinja2 import Template

PROFILES = Path(__file__).parents[2] / "profiles" / "profiles.yml"


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a session with the settings of the profile's target, and a metastore of its own."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("needs pyspark: make setup-spark")
    from growthmart.spark.session import java_problem, open_session

    if problem := java_problem():
        pytest.skip(problem)
    folder = tmp_path_factory.mktemp("spark")
    places = {
        "GROWTHMART_SPARK_MASTER": "local[2]",
        "GROWTHMART_SPARK_WAREHOUSE": str(folder / "warehouse"),
        "GROWTHMART_SPARK_STATE": str(folder / "state"),
    }
    outputs = yaml.safe_load(PROFILES.read_text())["growthmart"]["outputs"]
    told = outputs["spark"]["server_side_parameters"]

    def env_var(name: str, default: str) -> str:
        return places.get(name, os.environ.get(name, default))

    settings = {name: Template(text).render(env_var=env_var) for name, text in told.items()}
    # dbt-spark's own
    settings["spark.sql.ansi.enabled"] = "false"
    session = open_session(settings)
    yield session
    session.stop()
