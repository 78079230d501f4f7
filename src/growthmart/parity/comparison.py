"""Two builds of one table, compared by DuckDB, which reads both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from growthmart.parity.tables import BuiltTable

# These columns identify the run; they are no results.
RUN_COLUMNS = {"run_id", "run_at", "trained_at", "merged_at"}
# Numbers within texts and bytes, whose last digits may differ as those of other doubles do. The
# scores and the table model_metrics show what is in them.
SERIALISED_COLUMNS = {"artefact", "metrics", "seen"}
# Relative tolerances. The last digits depend on the order of a sum, and for predictions on the
# library that trained the model.
TOLERANCE = 1e-9
SCORE_TOLERANCE = 1e-6


@dataclass(frozen=True)
class Comparison:
    """The differences in one table.

    Args:
        name: schema and table.
        rows: the number of rows in DuckDB's build and in Spark's build.
        problem: why the two tables cannot be compared by row; None if they can.
        differing: the number of rows that only one build has. Only columns that are not doubles
            are compared here.
        differing_doubles: the number of rows with the same key whose doubles differ by more than
            the tolerance.
        tolerance: the largest relative difference of two doubles that counts as equal.
        largest: the largest relative difference of two doubles; None if there are no doubles.
    """

    name: str
    rows: tuple[int, int]
    problem: str | None = None
    differing: int = 0
    differing_doubles: int = 0
    tolerance: float = TOLERANCE
    largest: float | None = None

    @property
    def is_equal(self) -> bool:
        """Whether the tables are equal within the tolerance."""
        return self.problem is None and self.differing == self.differing_doubles == 0

    def __str__(self) -> str:
        """Return the difference as one line of text."""
        left, right = self.rows
        rows = f"{left:,} rows" if left == right else f"{left:,} and {right:,} rows"
        if self.problem:
            return f"{self.name}: {rows}, {self.problem}"
        line = f"{self.name}: {rows}, {self.differing} differ"
        if self.largest is None:
            return line
        return (
            f"{line}; doubles: {self.differing_doubles} beyond {self.tolerance:g}, largest "
            f"difference {self.largest:.1g}"
        )


def compare(
    warehouse: Path, state: Path, spark: Path, spark_state: Path, tables: list[BuiltTable]
) -> list[Comparison]:
    """Compare every table of two builds.

    Args:
        warehouse: DuckDB's warehouse file.
        state: DuckDB's state file.
        spark: the folder of Spark's warehouse.
        spark_state: the folder of Spark's state.
        tables: the tables that both builds should have.
    """
    with duckdb.connect() as connection:
        for name, file in (("warehouse", warehouse), ("state", state)):
            connection.execute(f"attach {_literal(file)} as {name} (read_only)")
        return [_compare(connection, table, table.files(spark, spark_state)) for table in tables]


def _compare(connection: duckdb.DuckDBPyConnection, table: BuiltTable, files: Path) -> Comparison:
    name = f"{table.schema}.{table.name}"
    left = f'{"state" if table.is_state else "warehouse"}.{table.schema}."{table.name}"'
    right = f"read_parquet({_literal(files / '**/*.parquet')}, hive_partitioning = true)"
    try:
        left_types = _types(connection, left)
    except duckdb.CatalogException:
        return Comparison(name, (0, 0), "DuckDB has not built it")
    left_rows = _count(connection, left)
    if not files.is_dir():
        return Comparison(name, (left_rows, 0), "Spark has not built it")
    if not any(files.rglob("*.parquet")):
        # a partitioned table without rows has no files
        return Comparison(name, (left_rows, 0), differing=left_rows)
    right_types = _types(connection, right)
    rows = (left_rows, _count(connection, right))
    if left_types != right_types:
        unlike = sorted(set(left_types.items()) ^ set(right_types.items()))
        return Comparison(
            name, rows, "types differ: " + ", ".join(f"{column} {kind}" for column, kind in unlike)
        )
    doubles = [column for column, kind in left_types.items() if kind == "DOUBLE"]
    if doubles and not table.key:
        return Comparison(
            name,
            rows,
            "it has doubles and no meta.key to match rows by",
        )
    exact = [
        column
        for column in left_types
        if column not in {*doubles, *RUN_COLUMNS, *SERIALISED_COLUMNS}
    ]
    differing = _differing(connection, left, right, exact)
    tolerance = SCORE_TOLERANCE if table.is_predicted else TOLERANCE
    if not doubles:
        return Comparison(name, rows, None, differing)
    keys = [column for column in table.key if column not in RUN_COLUMNS]
    apart, largest = _doubles(connection, left, right, keys, doubles, tolerance)
    return Comparison(name, rows, None, differing, apart, tolerance, largest)


def _differing(
    connection: duckdb.DuckDBPyConnection, left: str, right: str, columns: list[str]
) -> int:
    chosen = ", ".join(f'"{column}"' for column in columns)
    one, other = (f"select {chosen} from {side}" for side in (left, right))
    sql = f"select count(*) from (({one} except all {other}) union all ({other} except all {one}))"
    return int(connection.execute(sql).fetchall()[0][0])


def _doubles(
    connection: duckdb.DuckDBPyConnection,
    left: str,
    right: str,
    keys: list[str],
    doubles: list[str],
    tolerance: float,
) -> tuple[int, float]:
    """Return the number of rows whose doubles differ, and the largest difference.

    Two nulls are equal.
    """
    same_key = " and ".join(f'l."{key}" is not distinct from r."{key}"' for key in keys)
    apart = ", ".join(
        f'case when l."{name}" is not distinct from r."{name}" then 0.0 '
        f'when l."{name}" is null or r."{name}" is null then cast(\'inf\' as double) '
        f'else abs(l."{name}" - r."{name}") / greatest(abs(l."{name}"), abs(r."{name}")) end'
        for name in doubles
    )
    found = connection.execute(
        f"select count(*) filter (where apart > {tolerance}), coalesce(max(apart), 0.0) "
        f"from (select greatest(0.0, {apart}) as apart from {left} as l inner join {right} as r "
        f"on {same_key})"
    ).fetchall()[0]
    return int(found[0]), float(found[1])


def _types(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, str]:
    rows = connection.execute(f"describe select * from {relation}").fetchall()
    return {row[0]: row[1] for row in rows}


def _count(connection: duckdb.DuckDBPyConnection, relation: str) -> int:
    return int(connection.execute(f"select count(*) from {relation}").fetchall()[0][0])


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
