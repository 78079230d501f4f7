"""A small dbt project with only the channel macros, compiled by dbt."""

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[3]
DBT = Path(sys.executable).with_name("dbt")
PROFILE = "{growthmart: {target: test, outputs: {test: {type: duckdb, path: ':memory:'}}}}"
PROJECT = """
name: growthmart
profile: growthmart
vars: {own_domains: [shop.example, boutique.example]}
flags: {send_anonymous_usage_stats: false}
"""

# The SQL of a model with the macros: clean the columns, look up the sites, group.
VISIT = """
with tagged as (
    select
        case_number,
        {{ normalized_utm_source('utm_source') }} as source_tag,
        {{ normalized_utm('utm_medium') }} as medium_tag,
        {{ normalized_utm('utm_campaign') }} as campaign_tag,
        {{ normalized_utm('click_id_type') }} as click_tag,
        {{ url_host('referrer') }} as referrer_host
    from cases
),

kinds as (
    {{ site_kinds('tagged', ['source_tag', 'referrer_host'], 'referrer_sites') }}
),

sited as (
    select
        tagged.*,
        {{ visit_site_kind(
            source='tagged.source_tag',
            source_kind='sources.site_kind',
            click_id='tagged.click_tag',
            referrer='tagged.referrer_host',
            referrer_kind='referrers.site_kind'
        ) }} as site_kind
    from tagged
    left join kinds as sources
        on tagged.source_tag = sources.host_or_name
    left join kinds as referrers
        on tagged.referrer_host = referrers.host_or_name
)

select {{ channel_grouping(
    source='source_tag',
    medium='medium_tag',
    campaign='campaign_tag',
    site_kind='site_kind',
    click_id='click_tag',
    referrer='referrer_host'
) }} as channel
from sited
order by case_number asc nulls last
"""
AD = """
with tagged as (
    select
        case_number,
        {{ normalized_utm('platform') }} as platform_tag,
        {{ normalized_utm('campaign') }} as campaign_tag
    from cases
)

select {{ platform_channel('platform_tag', 'campaign_tag') }} as channel
from tagged
order by case_number asc nulls last
"""
SITES = """
with tagged as (
    select site, site_kind, {{ normalized_utm_source('site') }} as source_tag
    from referrer_sites
),

kinds as (
    {{ site_kinds('tagged', ['source_tag'], 'referrer_sites') }}
)

select tagged.site, tagged.site_kind, kinds.site_kind as found
from tagged
left join kinds
    on tagged.source_tag = kinds.host_or_name
"""
DECODED = """
select {{ url_decode('tag') }} as decoded
from cases
order by case_number asc nulls last
"""


class Project:
    """A project in ``folder``; models and macros are added as texts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("profiles.yml", PROFILE)
        self.write("dbt_project.yml", PROJECT)

    def write(self, path: str, text: str) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def copy_macros(self, folder: str = "macros") -> None:
        """Copy our channel macros, and those that they use, into a macro folder, unchanged."""
        shutil.copytree(ROOT / "macros/channels", self.folder / folder / "channels")
        for name in ("replace_matches", "valid_escapes_decoded"):
            shutil.copy(ROOT / f"macros/engine/{name}.sql", self.folder / folder)

    def compile(self, **models: str) -> dict[str, str]:
        """Add models, by name, and return the SQL of every model of the project."""
        for name, sql in models.items():
            self.write(f"models/{name}.sql", sql)
        done = subprocess.run(
            [str(DBT), "--no-use-colors", "compile"],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("DBT_")},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        files = self.folder.glob("target/compiled/*/models/*.sql")
        return {file.stem: file.read_text(encoding="utf-8") for file in files}


def cases(name: str) -> list[dict[str, str | None]]:
    """Return the rows of a table of cases; an empty cell is null, `''` an empty text."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return [
            {column: {"": None, "''": ""}.get(cell, cell) for column, cell in row.items()}
            for row in csv.DictReader(file)
        ]


def channels(
    session: duckdb.DuckDBPyConnection,
    sql: str,
    columns: list[str],
    rows: list[dict[str, str | None]],
) -> list[str]:
    """Return the answer for each row, which a compiled select takes from the table ``cases``."""
    texts = ", ".join(f"unnest(cast(? as varchar[])) as {column}" for column in columns)
    session.execute(
        f"create or replace table cases as select unnest(?) as case_number, {texts}",
        [list(range(len(rows))), *([row[column] for row in rows] for column in columns)],
    )
    return [row[0] for row in session.execute(sql).fetchall()]


@pytest.fixture(scope="module")
def session() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection that holds the seed referrer_sites."""
    with duckdb.connect() as connection:
        sites = connection.read_csv(str(ROOT / "seeds/referrer_sites.csv"), header=True)
        sites.to_table("referrer_sites")
        yield connection


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the selects ``visit``, ``ad``, ``sites`` and ``decoded`` as dbt compiles them."""
    project = Project(tmp_path_factory.mktemp("channels"))
    project.copy_macros()
    return project.compile(visit=VISIT, ad=AD, sites=SITES, decoded=DECODED)


@pytest.fixture
def new_project(tmp_path: Path) -> Callable[[str], Project]:
    return lambda name: Project(tmp_path / name)
