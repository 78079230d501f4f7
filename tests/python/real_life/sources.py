"""The sources that send the rows of the cases. They differ in the types of their Parquet files."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from .cases import Row
from .contract import entity

PLAIN = {
    "key": "varchar",
    "text": "varchar",
    "number": "decimal(28, 8)",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "timestamp",
}
SOURCES: dict[str, dict[str, str]] = {
    "shop": {},
    # another source, such as an advertising platform
    "ads": {},
    # a second one
    "social": {},
    # every value is text, as in a CSV file
    "texts": dict.fromkeys(PLAIN, "varchar"),
    # a till that knows only the day
    "days": {"timestamp": "date"},
    # a till in another time zone
    "berlin": {"timestamp": "date"},
    # times with a time zone, also for days
    "instants": {"timestamp": "timestamptz", "date": "timestamptz"},
    # an export of a tool that turns numbers with gaps into floating-point numbers: so ids of other
    # tables are doubles
    "numbers": {"key": "double", "number": "double"},
}
CATALOGUE: dict[str, dict[str, str]] = {
    "shop": {"reporting_currency": "USD"},
    "berlin": {"time_zone": "Europe/Berlin"},
}
SOURCES_YML = """sources:
  - name: {source}
    config:
      enabled: "{{{{ '{source}' in var('sources') }}}}"
      meta:
        folder: data/{source}
        # one file, or the parts of a large table
        external_location: >-
          read_parquet(['{{folder}}/{{name}}.parquet', '{{folder}}/{{name}}/part-*.parquet'],
          allow_empty = true)
    tables: [{tables}]
"""


def raw_type(source: str, name: str, column: str) -> str:
    """Return the type of a column in the Parquet file of an entity."""
    contract = entity(name)
    if source == "numbers" and [column] == contract.key:
        return "bigint"
    return (PLAIN | SOURCES[source])[contract.kinds[column]]


def write_rows(file: Path, rows: list[Row], types: Mapping[str, str]) -> None:
    """Write rows of texts as a Parquet file with these types."""
    file.parent.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(f"cast({column} as {kind}) as {column}" for column, kind in types.items())
    marks = ", ".join("?" for _ in types)
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        names = ", ".join(f"{column} varchar" for column in types)
        connection.execute(f"create table raw ({names})")
        connection.executemany(
            f"insert into raw values ({marks})",
            [[_text(row.get(column)) for column in types] for row in rows],
        )
        connection.execute(f"copy (select {columns} from raw) to '{file}' (format parquet)")


def write_staging(folder: Path, source: str, columns: Mapping[str, Iterable[str]]) -> None:
    """Write the staging models of a source, as docs/own-data.md says; ``columns`` by entity."""
    folder.mkdir(parents=True)
    (folder / f"_{source}__sources.yml").write_text(
        SOURCES_YML.format(source=source, tables=", ".join(f"{{name: {name}}}" for name in columns))
    )
    for name, staged in columns.items():
        selected = [f"'{source}' as source_name"]
        selected += [f"{_read(source, name, column)} as {column}" for column in staged]
        (folder / f"stg_{source}__{name}.sql").write_text(
            f"{{{{ config(enabled='{source}' in var('sources')) }}}}\n\nselect\n    "
            + ",\n    ".join(selected)
            + f"\nfrom {{{{ source('{source}', '{name}') }}}}\n"
        )


def _read(source: str, name: str, column: str) -> str:
    if name == "identities" and column in ("left_id", "right_id"):
        return f"{{{{ linked_id('{source}', '{column.removesuffix('_id')}') }}}}"
    if entity(name).kinds[column] == "key":
        return f"{{{{ source_key('{source}', '{column}') }}}}"
    return column


def _text(value: Any) -> str | None:
    return str(value).lower() if isinstance(value, bool) else value
