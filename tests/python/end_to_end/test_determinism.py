"""Two builds from an empty warehouse and state are equal by row, also with shuffled input."""

from collections.abc import Callable

import duckdb

from .project import Project

# columns that identify the run, and are no results
RUN_COLUMNS = {
    *("run_id", "run_at", "judged_run_id", "trained_at", "published_at"),
    *("layer_stamp", "suite_line"),
}


def test_shuffled_input_builds_the_same_rows(new_project: Callable[..., Project], built: Project):
    shuffled = new_project("shuffled")
    shuffled.environment = {"DBT_EXCLUDE_RESOURCE_TYPES": "test"}
    for file in (shuffled.folder / "data/demo").glob("*.parquet"):
        shuffled.rewrite(file.stem, "select * from raw order by random()")
    run = shuffled.dbt("build")
    assert run.code == 0, run.output
    with duckdb.connect() as connection:
        for name in ("warehouse", "state"):
            left, right = getattr(built, name), getattr(shuffled, name)
            connection.execute(f"attach '{left}' as {name}_left (read_only)")
            connection.execute(f"attach '{right}' as {name}_right (read_only)")
        differing = compare(connection)
    assert differing == {}


def compare(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    tables = connection.execute(
        "select database_name, schema_name, table_name from duckdb_tables() "
        "where database_name in ('warehouse_left', 'state_left') "
        "and table_name not in ('build_runs', 'publish')"
    ).fetchall()
    assert len(tables) > 35
    differing = {}
    for database, schema, table in tables:
        columns = [
            name
            for (name,) in connection.execute(
                "select column_name from duckdb_columns() where database_name = ? "
                "and schema_name = ? and table_name = ?",
                [database, schema, table],
            ).fetchall()
            if name not in RUN_COLUMNS
        ]
        left, right = (
            "select "
            + ", ".join(f'"{column}"' for column in columns)
            + f' from {database.replace("left", side)}."{schema}"."{table}"'
            for side in ("left", "right")
        )
        rows = connection.execute(
            f"select count(*) from (({left} except all {right}) union all "
            f"({right} except all {left}))"
        ).fetchall()[0][0]
        if rows:
            differing[f"{schema}.{table}"] = rows
    return differing
