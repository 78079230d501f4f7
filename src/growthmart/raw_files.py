"""Checks of raw Parquet files before a staging model reads them, with messages for the user."""

import re
from pathlib import Path

import duckdb

# For each type that a source can declare: the types of DuckDB that it accepts in the file.
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
    """Return what is wrong with a source's raw folder, or None.

    Args:
        folder: the path of the folder.
        variable: the environment variable that names the folder.
        advice: how to get good files.
    """
    path = Path(folder)
    if not path.is_dir():
        return f"the raw folder {folder} does not exist: {advice}, or point {variable} to it"
    if not any(path.iterdir()):
        return f"the raw folder {folder} is empty: {advice}, or point {variable} to another"
    return None


def file_problem(location: str, columns: dict[str, str], advice: str) -> str | None:
    """Return what is wrong with a raw table's Parquet files, or None.

    Args:
        location: where the source reads the table. It is a path, or a call of ``read_parquet``
            with a list of patterns. Exactly one pattern must match files: one file, or the parts
            of a large table.
        columns: the columns that staging reads, with their declared types.
        advice: how to get a good file.
    """
    places = {pattern: _files(pattern) for pattern in _patterns(location)}
    found = [pattern for pattern, files in places.items() if files]
    if not found:
        missing = " does not exist, nor ".join(places)
        missing += "" if len(places) > 1 else " does not exist"
        return f"the raw file {missing}: {advice}"
    if len(found) > 1:
        return f"the raw files {' and '.join(found)} both exist: remove the stale one"
    files = places[found[0]]
    for file in files:
        problem = _content_problem(file, columns, advice)
        if problem:
            return problem
    return None if "union_by_name" in location else _parts_problem(files)


def undeclared_columns(location: str, columns: dict[str, str]) -> str | None:
    """Return a note on columns of a raw table that its source does not declare, or None.

    There is no note if the source declares no columns of the table, or if the file is unreadable.
    """
    files = [file for pattern in _patterns(location) for file in _files(pattern)]
    if not columns or not files:
        return None
    try:
        extra = [name for name in _schema(files[0]) if name not in columns]
    except duckdb.Error:
        return None
    if not extra:
        return None
    return (
        f"the raw file {files[0]} has columns that the YAML of its source does not list: "
        f"{', '.join(extra)}. List them there, also those that no model reads"
    )


def present_path(location: str) -> str:
    """Return the absolute path of a raw table's files, or of its first pattern if none match.

    Args:
        location: as in :func:`file_problem`.
    """
    patterns = _patterns(location)
    return str(Path(next((one for one in patterns if _files(one)), patterns[0])).absolute())


def _patterns(location: str) -> list[str]:
    """Return the paths that a source's location names; each may have a wildcard."""
    if "(" not in location:
        return [location]
    quoted = re.findall(r"'((?:[^']|'')*)'", location)
    return [path.replace("''", "'") for path in quoted if path.endswith(".parquet")]


def _files(pattern: str) -> list[str]:
    path = Path(pattern)
    if "*" not in pattern:
        return [pattern] if path.is_file() else []
    found = Path(path.anchor).glob(str(path.relative_to(path.anchor)))
    return sorted(str(file) for file in found if file.is_file())


def _schema(file: str) -> dict[str, str]:
    """Return DuckDB's type of each column of a Parquet file."""
    # a cursor of the default database: to open a new database takes longer than the reading
    with duckdb.default_connection().cursor() as connection:
        relation = connection.read_parquet(file)
        return dict(zip(relation.columns, map(str, relation.types), strict=True))


def _parts_problem(files: list[str]) -> str | None:
    """Return how the parts of a table differ, or None.

    The engines read every part with the types of the first: 19.99 would become 20 if the first part
    has whole numbers.
    """
    first, *others = files
    expected = _comparable(_schema(first))
    for file in others:
        found = _comparable(_schema(file))
        differing = [
            f"{name} is {expected.get(name, 'missing')} in {first} and "
            f"{found.get(name, 'missing')} in {file}"
            for name in expected | found
            if expected.get(name) != found.get(name)
        ]
        if differing:
            return (
                f"the parts of a raw table have different types: {'; '.join(differing)}. All parts "
                "are read with the types of the first, which would round or cut values. Write all "
                "parts with the same types, or add union_by_name = true to the external_location"
            )
    return None


def _comparable(schema: dict[str, str]) -> dict[str, str]:
    """Return the types, with one name for timestamps of every precision."""
    exact = {"TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"}
    return {name: "TIMESTAMP" if kind in exact else kind for name, kind in schema.items()}


def _content_problem(file: str, columns: dict[str, str], advice: str) -> str | None:
    try:
        found = _schema(file)
    except duckdb.Error:
        return f"the raw file {file} cannot be read as Parquet (corrupt or cut off?): {advice}"
    problems = []
    for name, declared in columns.items():
        accepted = _ACCEPTED.get((declared or "").split("(")[0])
        if accepted is None:
            problems.append(
                f"column {name} is declared as {declared} in the YAML of the source, which accepts "
                f"{', '.join(_ACCEPTED)}"
            )
        elif name not in found:
            problems.append(f"column {name} ({declared}) is missing")
        # a column that holds only nulls has no type
        elif found[name].split("(")[0] not in {*accepted, '"NULL"'}:
            problems.append(f"column {name} is {found[name]}, expected {declared}")
    if not problems:
        return None
    return (
        f"the raw file {file} does not fit: {'; '.join(problems)}. It has the columns "
        f"{', '.join(found)}. Fix the export, or the columns in the YAML of the source"
    )
