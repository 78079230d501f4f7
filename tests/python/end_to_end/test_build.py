"""A plain `dbt build`: its output, its files, their permissions, and a second build."""

import itertools
import json
import re
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from .conftest import GROWTHMART
from .project import ROOT, Project
from .reader import Reader
from .test_gates import break_marts
from .test_kill import kill_at_start_of
from .test_modules import of_modules

NewProject = Callable[..., Project]


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def readme_tables() -> set[str]:
    """Return the names in backticks that begin the rows of README's table of published tables."""
    lines = iter((ROOT / "README.md").read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith("|") and "published table" in line.split("|")[1]:
            rows = itertools.takewhile(lambda row: row.startswith("|"), lines)
            return {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    raise AssertionError("README.md has no table of published tables")


def test_readme_lists_the_published_tables(published: set[str]):
    assert readme_tables() == published | {"_published"}


def test_build_publishes_and_leaves_a_record(built: Project, published: set[str]):
    tables = {name for (name,) in built.query("select table_name from duckdb_tables()")}
    assert tables == published | {"_published"}
    run = built.published_run()
    assert (built.folder / "published/current").resolve().name == run
    parquet = {path.stem for path in (built.folder / "published/current").glob("*.parquet")}
    assert parquet == published
    assert [row[0] for row in built.quality("build_runs")] == [run]
    assert built.quality("quality_summary")
    assert built.quality("quality_rejected_rows")
    report = json.loads((built.folder / "target/quality.json").read_text())
    assert report["run_id"] == run
    assert report["status"] == "succeeded"
    assert {result["run_id"] for result in report["results"]} == {run}
    junit = ElementTree.parse(built.folder / "target/quality.junit.xml").getroot()
    assert int(junit.get("tests")) == len(report["results"])
    assert junit.get("failures") == junit.get("errors") == "0"


def test_rejected_rows_are_those_that_were_planted(built: Project):
    planted = f"read_parquet('{built.folder}/data/demo/truth/dirt.parquet')"
    names = {"contacts": "customer_contacts"}
    # references without which a row is worth nothing; other odd values are kept
    needed = ("contacts", "identities", "consents", "referrals")
    with duckdb.connect() as connection:
        dirt = {
            (names.get(entity, entity), rule): rows
            for entity, rule, rows in connection.sql(
                f"""select entity, rule, sum(rows_count)::bigint from {planted}
                where rule <> 'superseded' and (column_name is null
                    or entity in {needed} and rule = 'orphan_customer'
                    or entity in ('order_items', 'payments') and rule = 'orphan_order')
                group by all"""
            ).fetchall()
        }
    # ids that mean no one are no dirt: truth/ tells of them in another table
    rejected = {
        (entity, rule): rows
        for _, entity, _, rule, rows in built.quality("quality_rejected_rows")
        if rule != "placeholder_id"
    }
    assert len(dirt) > 90
    assert rejected == dirt


def test_events_of_unknown_names_are_kept_and_counted(built: Project):
    raw = f"read_parquet('{built.folder}/data/demo/events.parquet')"
    with duckdb.connect() as connection:
        kept = connection.sql(f"select count(distinct id) from {raw} where name = 'teleport'")
        ((expected,),) = kept.fetchall()
    assert expected > 0
    counted = "select source_name, event_name, events_count from restricted.quality_unknown_events"
    assert built.query(counted, built.warehouse) == [("demo", "teleport", expected)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 3, 4])
def test_the_demo_of_any_seed_passes(new_project: NewProject, tmp_path: Path, seed: int):
    raw = tmp_path / "raw"
    words = ["simulate", "--seed", str(seed), "--out", str(raw)]
    subprocess.run([GROWTHMART, *words], check=True, capture_output=True)
    run = new_project(raw=raw).dbt("build")
    assert run.code == 0, run.output
    assert "WARN=0 ERROR=0" in run.output


def test_published_file_has_the_storage_of_1_4(built: Project):
    header = built.published.read_bytes()[:64]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{built.published}' as published (read_only)")
        tags = connection.execute(
            "select tags['storage_version'] from duckdb_databases() "
            "where database_name = 'published'"
        ).fetchall()
    assert header[8:12] == b"DUCK"
    assert tags[0][0].startswith("v1.4.0")


def test_only_the_owner_can_read_personal_data(built: Project):
    assert mode(built.warehouse) == 0o600
    assert mode(built.state) == 0o600
    assert mode(built.published) & 0o044 == 0o044


def test_later_commands_publish_only_when_whole(rebuilt: Project, published: set[str]):
    """A second build and dbt test work on the same target; partial builds and run do not publish.

    A reader at the same time sees complete files of one of the builds, and no error. The second
    build comes after one that was killed. It leaves out every module: it publishes the other
    tables, and all figures of the portrait that need no module are the same.
    """
    no_modules = ["--vars", "{modules: []}"]
    portrait = (
        "select customer_id, lifetime_net_revenue, segment_id, marketable_channels "
        "from customer_profiles inner join dim_customers using (customer_id) order by customer_id"
    )
    before = rebuilt.query(portrait)
    first = rebuilt.published_run()
    reader = Reader(rebuilt.published)
    with reader.reading():
        kill_at_start_of(rebuilt, "customer_profiles", "-s", "feat_customer_support+")
        assert rebuilt.published_run() == first
        again = rebuilt.dbt("build", *no_modules)
        assert again.code == 0, again.output
        assert re.search(r"\n  as of      \d{4}-\d\d-\d\d; \d+ orders? after it, ", again.output)
        count = len(published - of_modules("models").keys() - of_modules("unpublished").keys())
        assert f"published  published/growthmart.duckdb: {count} tables" in again.output
        second = rebuilt.published_run()
        assert second != first
        assert rebuilt.query(portrait) == before
        tested = rebuilt.dbt("test", "-s", "gates", "marts", *no_modules)
        assert tested.code == 0, tested.output
        partial = rebuilt.dbt("build", "-s", "customer_profiles+", *no_modules)
        assert partial.code == 0, partial.output
        assert "published  nothing, published/growthmart.duckdb is unchanged: " in partial.output
        assert "this build is partial, it leaves out " in partial.output
        # tests count too, for more is left out than there are models
        (models,) = re.findall(r"Found (\d+) models", partial.output)
        (more,) = re.findall(r"and (\d+) more: only a whole dbt build publishes", partial.output)
        assert int(more) > int(models)
        run = rebuilt.dbt("run", "-s", "publish", *no_modules)
        assert run.code == 0, run.output
        assert "published/growthmart.duckdb is unchanged: the command is dbt run" in run.output
        assert rebuilt.published_run() == second
    assert reader.runs_seen == {first, second}
    folders = list((rebuilt.folder / "published/runs").iterdir())
    assert {folder.name for folder in folders} == {first, second}


def test_a_closed_gate_without_its_test_publishes_nothing(rebuilt: Project):
    before = rebuilt.published.read_bytes()
    break_marts(rebuilt)
    untested = ["--exclude-resource-type", "test"]
    run = rebuilt.dbt("build", "-s", "segment_profiles+", *untested)
    assert run.code == 1
    assert "gate gate_marts is closed, failed expectations: 1. Fix the data" in run.output
    assert rebuilt.published.read_bytes() == before


def test_retry_publishes_nothing(rebuilt: Project):
    rebuilt.environment = {"DBT_WRITE_JSON": "true"}  # retry starts from this run
    before = rebuilt.published_run()
    path = "models/marts/customers/segment_profiles.sql"
    rebuilt.override(path, "select * from", "select no_such_column, * from")
    assert rebuilt.dbt("build", "-s", "segment_profiles+").code == 1
    rebuilt.override(path, "select no_such_column, * from", "select * from")
    retried = rebuilt.dbt("retry")
    assert retried.code == 0, retried.output
    assert "the command is dbt retry: only a whole dbt build publishes" in retried.output
    assert rebuilt.published_run() == before
