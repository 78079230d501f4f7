"""Planted canaries of every contact field, and the key itself, are found only where allowed."""

from collections.abc import Callable
from itertools import chain

import duckdb

from .project import Project

KEY = "DBT_ENV_SECRET_GROWTHMART_PSEUDONYM_KEY"
CANARY_KEY = "canary-pseudonym-key-7f3a91c2d4e5b6a7"
TEXTS = ["email", "phone", "first_name", "last_name", "street", "city", "postal_code"]

# texts that people write
WRITTEN = {
    "reviews": ["title", "body"],
    "survey_responses": ["comment"],
    "events": ["page", "search_term", "referrer"],
}


def test_no_canary_leaves_the_restricted_schema(new_project: Callable[..., Project]):
    project = new_project()
    written = {"DBT_LOG_LEVEL_FILE": "debug", "DBT_WRITE_JSON": "true"}
    project.environment = {KEY: CANARY_KEY} | written
    planted = ", ".join(f"'canary-{name}-' || customer_id as {name}" for name in TEXTS)
    project.rewrite("contacts", f"select * replace ({planted}) from raw")

    # keys of failing rows are written, because every customer fails an expectation
    project.rewrite("customers", "select * replace (1800::int as birth_year) from raw")
    project.override("dbt_project.yml", "keep_failing_keys: false", "keep_failing_keys: true")

    for entity, columns in WRITTEN.items():
        texts = ", ".join(f"'canary-{name}-' || id as {name}" for name in columns)
        project.rewrite(entity, f"select * replace ({texts}) from raw")

    printed = project.dbt("--debug", "build").output
    assert project.published_run()
    assert leaks(project, printed) == []
    keys = project.query(
        "select row_key->>'source_customer_key' from restricted.quality_failing_keys "
        "where expectation_id = 'input_customers.birth_year_range'",
        project.warehouse,
    )
    assert len(keys) == 200
    found = leaks(project, printed, [key.encode() for (key,) in keys[:5]])
    # the keys of the sources may be in intermediate models of the warehouse, and in snapshots
    state = project.state.name
    allowed = ("warehouse", f"{state}: restricted.", f"{state}: b'")
    assert [place for place in found if not place.startswith(allowed)] == []

    # an error of SQL that quotes the key
    (project.own("models") / "intermediate/identity/int_key_misread.sql").write_text(
        "select cast(pseudonym_key as int) as number from {{ ref('pseudonym_key') }}\n"
    )
    failed = project.dbt("--debug", "build", "-s", "int_key_misread")
    assert failed.code == 1
    assert "Could not convert string" in failed.output
    assert leaks(project, failed.output) == []

    # a value of a wrong type
    project.rewrite("contacts", "select * replace (email as birth_month) from raw")
    refused = project.dbt("--debug", "build", "-s", "stg_demo__customer_contacts+1")
    assert refused.code == 1
    assert "column birth_month is VARCHAR, expected int" in refused.output
    assert leaks(project, refused.output) == []


def leaks(project: Project, printed: str, canaries: list[bytes] | None = None) -> list[str]:
    """Return where a canary is found outside the restricted schema of the warehouse."""
    planted = [f"canary-{name}-".encode() for name in (*TEXTS, *chain(*WRITTEN.values()))]
    canaries = canaries or [CANARY_KEY.encode(), *planted]
    found = [f"output: {canary!r}" for canary in canaries if canary in printed.encode()]
    for folder in ("published", "logs", "target", "state"):
        for file in (project.folder / folder).rglob("*"):
            if file.is_file() and file != project.warehouse:
                content = file.read_bytes()
                found += [f"{file.name}: {canary!r}" for canary in canaries if canary in content]
    # Parquet and DuckDB files are compressed, so their rows are searched too
    for file in [project.published, project.state]:
        with duckdb.connect(str(file), read_only=True) as connection:
            found += in_tables(connection, file.name, canaries)
    for file in (project.folder / "published").rglob("*.parquet"):
        with duckdb.connect() as connection:
            connection.execute(f"create table parquet as from '{file}'")
            found += in_tables(connection, file.name, canaries)
    with duckdb.connect(str(project.warehouse), read_only=True) as connection:
        found += in_tables(connection, "warehouse", canaries, "schema_name <> 'restricted'")
    return found


def in_tables(
    connection: duckdb.DuckDBPyConnection, place: str, canaries: list[bytes], where: str = "true"
) -> list[str]:
    found = []
    texts = [canary.decode().lower() for canary in canaries]
    for schema, table in connection.execute(
        f"select schema_name, table_name from duckdb_tables() where {where}"
    ).fetchall():
        rows = connection.execute(
            f'select count(*) from "{schema}"."{table}" as t '
            "where len(list_filter(?, lambda word: contains(lower(cast(t as varchar)), word))) > 0",
            [texts],
        ).fetchall()[0][0]
        if rows:
            found.append(f"{place}: {schema}.{table}")
    return found
