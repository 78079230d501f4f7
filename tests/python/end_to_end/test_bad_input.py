"""A user's mistake gives a clear error, a non-zero exit code, and no stack trace."""

import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from growthmart import __version__
from growthmart.privacy import DEMO_KEY, key_fingerprint

from .project import Project

NewProject = Callable[..., Project]
KEY = "DBT_ENV_SECRET_GROWTHMART_PSEUDONYM_KEY"


def refused(project: Project, *words: str) -> str:
    """Run dbt build, check that it fails as it should, and return what it printed."""
    before = project.published.read_bytes() if project.published.exists() else None
    run = project.dbt("build", *words)
    assert run.code != 0
    assert "Traceback" not in run.output
    after = project.published.read_bytes() if project.published.exists() else None
    assert after == before
    return run.output


def test_raw_folder_missing(new_project: NewProject):
    output = refused(new_project(raw=None))
    assert "the raw folder data/demo does not exist" in output
    assert "growthmart simulate" in output
    assert "GROWTHMART_RAW" in output


def test_every_bad_file_is_named(rebuilt: Project):
    """Missing file, missing column, wrong type, corrupt file: the error names file and column."""
    raw = rebuilt.folder / "data/demo"
    (raw / "refunds.parquet").unlink()
    rebuilt.rewrite("orders", "select * exclude (ordered_at) from raw")
    rebuilt.rewrite("products", "select * replace (name is not null as name) from raw")
    file = raw / "customers.parquet"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    (raw / "contacts.parquet").write_bytes(b"no parquet")
    output = refused(rebuilt)
    assert "the raw file data/demo/refunds.parquet does not exist" in output
    assert (
        "data/demo/orders.parquet does not fit: column ordered_at (timestamp) is missing" in output
    )
    assert (
        "data/demo/products.parquet does not fit: column name is BOOLEAN, expected string" in output
    )
    assert "the raw file data/demo/customers.parquet cannot be read as Parquet" in output
    assert "the raw file data/demo/contacts.parquet cannot be read as Parquet" in output


def raw_columns(project: Project) -> dict[str, list[str]]:
    """Return the columns of each raw file, by its name."""
    files = sorted((project.folder / "data/demo").glob("*.parquet"))
    assert len(files) == 26
    with duckdb.connect() as connection:
        return {file.stem: connection.read_parquet(str(file)).columns for file in files}


def test_a_renamed_column_is_reported_for_its_file_only(new_project: NewProject):
    project = new_project()
    renamed = raw_columns(project)
    good = ["payments", "market_signals"]
    for entity in good:
        del renamed[entity]
    for entity, columns in renamed.items():
        project.rewrite(entity, f"select * rename ({columns[0]} as changed) from raw")
    run = project.dbt("run", "--select", "staging.demo")

    assert run.code == 1
    assert "Traceback" not in run.output
    for entity, columns in renamed.items():
        assert f"data/demo/{entity}.parquet does not fit: column {columns[0]} (" in run.output
    for entity in good:
        assert f"{entity}.parquet" not in run.output
        assert f"OK created sql view model restricted.stg_demo__{entity}" in run.output


def test_a_column_that_nothing_reads_is_a_warning(new_project: NewProject):
    project = new_project()
    columns = raw_columns(project)
    for entity in columns:
        project.rewrite(entity, "select *, 1 as of_tomorrow from raw")
    run = project.dbt("run", "--select", "staging.demo")

    assert run.code == 0, run.output
    for entity in columns:
        note = (
            f"the raw file data/demo/{entity}.parquet has columns that the YAML of its source does "
            "not list: of_tomorrow"
        )
        assert note in " ".join(run.output.split())


@pytest.mark.parametrize(
    ("sources", "text"),
    [
        ("[nowhere]", "unknown source 'nowhere' in var sources. Known are: demo, olist, online"),
        ("demo", "var sources must be a list such as [demo]"),
        ("[]", "var sources must be a list such as [demo]"),
    ],
)
def test_unknown_sources(new_project: NewProject, sources: str, text: str):
    assert text in refused(new_project(), "--vars", f"{{sources: {sources}}}")


@pytest.mark.parametrize("entry", ["{}", pytest.param("{entities: null}", marks=pytest.mark.slow)])
def test_a_source_without_entities(new_project: NewProject, entry: str):
    output = refused(new_project(), "--vars", f"{{source_catalogue: {{demo: {entry}}}}}")
    assert "source demo of var source_catalogue needs a list of the entities" in output


def test_pseudonym_key(new_project: NewProject, rebuilt: Project, tmp_path: Path):
    """Other sources than the demo need a long enough key, which must be that of the state."""
    fresh = new_project("fresh", raw=None)
    lines = ["--vars", "{sources: [online_retail]}"]
    assert f"need a pseudonym key and {KEY} is not set" in refused(fresh, *lines)
    fresh.environment[KEY] = "short"
    output = refused(fresh, *lines)
    assert f"{KEY} has 5 characters and needs 32" in output
    rebuilt.environment[KEY] = "another key than the public one of the demo"
    output = refused(rebuilt)
    assert "the state database was built with another pseudonym key (sources: demo)" in output
    assert "another key than" not in output
    shutil.move(rebuilt.state, tmp_path / "moved.duckdb")
    assert rebuilt.dbt("run", "-s", "pseudonym_key").code == 0


@pytest.mark.parametrize("table", ["int_customer_id_history", "of_an_earlier_version"])
def test_longer_pseudonyms_in_the_state(new_project: NewProject, table: str):
    """The state is refused before anything is built, even if the same version wrote it."""
    project = new_project()
    project.state.parent.mkdir()
    fingerprint = key_fingerprint(DEMO_KEY)
    with duckdb.connect(str(project.state)) as state:
        state.execute(
            f"create schema identity; create table identity.{table} as "
            f"select 'demo' as sources, '{fingerprint}' as key_fingerprint, "
            f"'{__version__}' as library_version, sha256('1') as identity_pseudonym"
        )
    tables = "select schema_name, table_name from duckdb_tables()"
    rows = project.query(f"from identity.{table}", project.state)

    output = refused(project)

    assert "the state database holds pseudonyms of 64 characters, and this version" in output
    assert "start again with an empty state: move the state away" in " ".join(output.split())
    # dbt creates its schemas before the check; no table is written to the state or the warehouse
    assert project.query(tables, project.state) == [("identity", table)]
    assert project.query(f"from identity.{table}", project.state) == rows
    assert project.query(tables, project.warehouse) == []
    # the same state with pseudonyms of this version is accepted
    with duckdb.connect(str(project.state)) as state:
        state.execute(
            f"update identity.{table} set identity_pseudonym = left(identity_pseudonym, 32)"
        )
    assert project.dbt("run", "-s", "pseudonym_key").code == 0


def test_several_currencies_and_no_reporting_currency(rebuilt: Project):
    rebuilt.override("dbt_project.yml", "      reporting_currency: EUR\n", "")
    output = refused(rebuilt, "-s", "int_exchange_rates_monthly")
    assert (
        "the orders are in several currencies (EUR, GBP, USD): set var reporting_currency" in output
    )


def test_vars_that_cannot_be_read(new_project: NewProject):
    unreadable = (
        "as_of_date: 31.12.2023, reporting_time_zone: Europe/Atlantis, churn_window_days: soon"
    )
    rates = "fallback_rates: {GBP: 1.17, BRL: '0,18'}"
    modules = "modules: [ads, campains]"
    output = refused(new_project(), "--vars", f"{{{unreadable}, {rates}, {modules}}}")
    assert "var as_of_date must be a date such as 2024-12-31, and is: 31.12.2023" in output
    assert "var reporting_time_zone must be a name such as Europe/Berlin" in output
    assert "var churn_window_days must be a number of days from 1 on, and is: soon" in output
    assert "above 0 for each currency, such as {GBP: 1.17}, and has BRL: 0,18" in output
    assert "unknown module 'campains' in var modules. Known are: ads, campaigns, l" in output


def test_reporting_currency_other_than_the_rates(rebuilt: Project):
    output = refused(rebuilt, "--vars", "{reporting_currency: USD}")
    assert "the exchange rates of demo convert to EUR, and var reporting_currency is USD" in output


def test_state_held_by_another_process(rebuilt: Project):
    with duckdb.connect(str(rebuilt.state)):
        output = refused(rebuilt)
    assert "state/growthmart_state.duckdb is open in another process" in output
    rebuilt.state.write_bytes(b"no database")
    assert "state/growthmart_state.duckdb cannot be opened" in refused(rebuilt)
