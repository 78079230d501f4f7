"""Compares the answers of two engines."""

from pathlib import Path

import duckdb

# floats are rounded to cents, decimals are exact
CENT = 0.0101
RELATIVE = 1e-6


class MissingColumnsError(Exception):
    """An answer lacks columns."""


def differing_rows(expected: Path, actual: Path, key: tuple[str, ...]) -> int:
    """Return the number of rows in which two Parquet files differ.

    Amounts may differ by one cent, because floats round differently. Other numbers may differ in
    their last digits. All other values must be equal.

    Raises:
        MissingColumnsError: a column of ``expected`` is not in ``actual``.
    """
    with duckdb.connect() as connection:
        types = connection.execute(f"describe from '{expected}'").fetchall()
        present = {row[0] for row in connection.execute(f"describe from '{actual}'").fetchall()}
        if missing := {name for name, *_ in types} - present:
            raise MissingColumnsError(f"{actual} lacks {', '.join(sorted(missing))}")
        same = " and ".join(_same(name, kind) for name, kind, *_ in types if name not in key)
        on = " and ".join(f"expected.{name} = actual.{name}" for name in key)
        return connection.execute(
            f"select count(*) from '{expected}' as expected full join '{actual}' as actual on {on}"
            f" where expected.{key[0]} is null or actual.{key[0]} is null or not ({same})"
        ).fetchall()[0][0]


def _same(name: str, kind: str) -> str:
    expected, actual = f"expected.{name}", f"actual.{name}"
    if kind.startswith("DECIMAL"):
        return _near(expected, actual, str(CENT))
    if kind == "DOUBLE":
        return _near(expected, actual, f"greatest(abs({expected}), 1e-9) * {RELATIVE}")
    return f"{expected} is not distinct from cast({actual} as {kind})"


def _near(expected: str, actual: str, tolerance: str) -> str:
    number = f"nullif(cast({actual} as double), 'nan')"
    return (
        f"(({expected} is null) = ({number} is null) "
        f"and coalesce(abs({expected} - {number}) <= {tolerance}, true))"
    )
