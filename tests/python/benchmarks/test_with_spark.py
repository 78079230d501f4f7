"""Spark is measured with the settings of the project."""

from pathlib import Path

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed: make setup-spark")


def test_the_settings_are_those_of_the_profile(monkeypatch):
    from benchmarks.side_by_side.with_spark import settings

    monkeypatch.setenv("GROWTHMART_SPARK_PARTITIONS", "99")
    found = settings(Path("/thrown/away"))

    assert "PushProjectionThroughUnion" in found["spark.sql.optimizer.excludedRules"]
    assert found["spark.sql.session.timeZone"] == "UTC"
    # the defaults, so that equal results are of equal settings
    assert found["spark.sql.shuffle.partitions"] == "4"
    assert not [value for value in found.values() if "{{" in value]


def test_the_session_is_thrown_away():
    from benchmarks.side_by_side.with_spark import settings

    found = settings(Path("/thrown/away"))

    assert found["spark.sql.warehouse.dir"] == "/thrown/away"
    assert found["spark.sql.catalogImplementation"] == "in-memory"
    assert found["spark.master"] == "local[2]"
    assert found["spark.sql.ansi.enabled"] == "false"
