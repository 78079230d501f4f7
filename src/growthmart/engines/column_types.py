"""Groups of column types, by DuckDB's type names, which this library uses for both engines."""

from __future__ import annotations

NUMBERS = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
}


def is_time(column_type: str | None) -> bool:
    """Return whether the type is a date or a timestamp; a list of them is not."""
    name = (column_type or "").upper()
    return not name.endswith("]") and (name == "DATE" or name.startswith("TIMESTAMP"))


def is_number(column_type: str | None) -> bool:
    """Return whether the type is a number; a list of numbers is not."""
    name = (column_type or "").upper()
    return not name.endswith("]") and name.split("(")[0] in NUMBERS
