"""Checks of raw Parquet files before a staging model reads them, with texts for people."""

from pathlib import Path

import duckdb

# What a declared type accepts, by DuckDB's names of what the file holds.
_INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"} | {
    "UTINYINT",
    "USMALLINT",
    "UINTEGER",
    "UBIGINT",
}
_NUMBERS = _INTEGERS | {"DECIMAL", "DOUBLE", "FLOAT"}
_TIMESTAMPS = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"} | {
    "TIMESTAMP WITH TIME ZONE",
    "TIMESTAMPTZ_NS",
    "DATE",
}
_ACCEPTED = {
    "string": {"VARCHAR"},
    "int": _INTEGERS,
    "bigint": _INTEGERS,
    "double": _NUMBERS,
    "decimal": _NUMBERS,
    "boolean": {"BOOLEAN"},
    "date": {"DATE"},
    "timestamp": _TIMESTAMPS,
}


def folder_problem(folder: str, variable: str, advice: str) -> str | None:
    """Return what is wrong with a source's raw folder, or None."""
    path = Path(folder)
    if not path.is_dir():
        return f"the raw folder {folder} does not exist: {advice}, or point {variable} to it"
    if not any(path.iterdir()):
        return f"the raw folder {folder} is empty: {advice}, or point {variable} to another"
    return None


def file_problem(path: str, columns: dict[str, str], advice: str) -> str | None:
    """Return what is wrong with a raw Parquet file, or None.

    Args:
        path: the file.
        columns: the columns that staging reads, with their declared types.
        advice: where a good file comes from.
    """
    if not Path(path).is_file():
        return f"the raw file {path} does not exist: {advice}"
    try:
        with duckdb.connect() as connection:
            relation = connection.read_parquet(path)
            found = dict(zip(relation.columns, map(str, relation.types), strict=True))
    except duckdb.Error:
        return f"the raw file {path} cannot be read as Parquet (corrupt or cut off?): {advice}"
    problems = []
    for name, declared in columns.items():
        accepted = _ACCEPTED.get((declared or "").split("(")[0])
        if accepted is None:
            problems.append(
                f"column {name} is declared as {declared} in the YAML of the source, which knows "
                f"{', '.join(_ACCEPTED)}"
            )
        elif name not in found:
            problems.append(f"column {name} ({declared}) is missing")
        # a column of nulls alone has no type of its own
        elif found[name].split("(")[0] not in {*accepted, '"NULL"'}:
            problems.append(f"column {name} is {found[name]}, expected {declared}")
    if not problems:
        return None
    return (
        f"the raw file {path} does not fit: {'; '.join(problems)}. It has the columns "
        f"{', '.join(found)}. Mend the export, or the columns in the YAML of the source"
    )
