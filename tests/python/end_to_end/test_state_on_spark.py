"""On Spark the state is a schema of Parquet tables, and is refused for the same reasons."""

from collections.abc import Callable
from pathlib import Path

import pytest

from growthmart import __version__

from .project import ROOT, Project
from .test_bad_input import refused

MACRO = f"""
{{% macro write_longer_pseudonyms() %}}
    {{%- set fingerprint = state_context().key_fingerprint -%}}
    {{%- do run_query(
        "create table state.int_customer_id_history using parquet as select 'demo' as sources, '"
        ~ fingerprint ~ "' as key_fingerprint, '{__version__}' as library_version, "
        ~ "sha2('1', 256) as identity_pseudonym"
    ) -%}}
{{% endmacro %}}
"""


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_longer_pseudonyms_in_the_state(new_project: Callable[[], Project]):
    pytest.importorskip("pyspark", reason="pyspark is not installed: make setup-spark")
    from growthmart.engines.spark.session import java_problem

    if problem := java_problem():
        pytest.skip(problem)
    project = new_project()
    project.environment = {
        "GROWTHMART_TARGET": "spark",
        "SPARK_CONF_DIR": str(ROOT / "tests/spark"),
    }
    (project.own("macros") / "write_longer_pseudonyms.sql").write_text(MACRO)
    written = project.dbt("run-operation", "write_longer_pseudonyms")
    assert written.code == 0, written.output
    state = contents(project.folder / "state/spark/tables")
    assert state

    output = refused(project)

    assert "the state database holds pseudonyms of 64 characters, and this version" in output
    assert contents(project.folder / "state/spark/tables") == state
    assert not list((project.folder / "target/spark").rglob("*.parquet"))
