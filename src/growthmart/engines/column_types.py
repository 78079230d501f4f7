"""What a type of a column is, in the words of DuckDB, which both engines use here."""

from __future__ import annotations

NUMBERS = {
    *("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL"),
    *("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"),
}


def is_time(column_type: str | None) -> bool:
    """Whether the type is a date or a timestamp."""
    name = (column_type or "").upper()
    return not name.endswith("]") and (name == "DATE" or name.startswith("TIMESTAMP"))


def is_number(column_type: str | None) -> bool:
    """Whether the type is one of numbers, lists of them excepted."""
    name = (column_type or "").upper()
    return not name.endswith("]") and name.split("(")[0] in NUMBERS
