"""Prepares the arguments of an expectation: parameters, columns, bounds and SQL."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from string import Formatter
from typing import Any

from growthmart.engines.column_types import is_time

PARAMETER = "$PARAMETER"
QUERY = "unexpected_rows_query"
BOUNDS = ("min_value", "max_value")
PATTERNS = ("regex", "regex_list")
ONE_COLUMN = ("column", "column_A", "column_B")

# A dollar sign in an escaped character or in a character class does not mean the end of the text.
_DOLLAR = re.compile(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])|\$", re.DOTALL)


class EntryError(ValueError):
    """An expectation cannot run as it is written; the text says why and quotes no data."""


class NotJudgedError(Exception):
    """A parameter is null: the expectation is not judged."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``; nearest: x`` for the known word most similar to ``word``, or an empty text."""
    close = difflib.get_close_matches(str(word), sorted(known), n=1, cutoff=0.5)
    return f"; nearest: {close[0]}" if close else ""


def substitute(value: Any, parameters: Mapping[str, Any]) -> Any:
    """Replace every ``{$PARAMETER: name}`` by the gate's parameter.

    Raises:
        EntryError: the gate has no such parameter.
        NotJudgedError: the parameter is null.

    """
    if isinstance(value, list):
        return [substitute(one, parameters) for one in value]
    if not isinstance(value, dict):
        return value
    if PARAMETER not in value:
        return {key: substitute(one, parameters) for key, one in value.items()}
    name = value[PARAMETER]
    if len(value) != 1 or name not in parameters:
        raise EntryError(f"the gate has no parameter {name!r}{nearest(str(name), parameters)}")
    if parameters[name] is None:
        raise NotJudgedError(f"not judged: the parameter {name} is null")
    return parameters[name]


def columns_of(kwargs: Mapping[str, Any]) -> list[str]:
    """Return the columns that an expectation reads."""
    named = [kwargs[key] for key in ONE_COLUMN if isinstance(kwargs.get(key), str)]
    listed = kwargs.get("column_list")
    return named + [str(one) for one in listed] if isinstance(listed, list) else named


def check_columns(kwargs: Mapping[str, Any], types: Mapping[str, str], table: str) -> None:
    """Check that the table has every column that an expectation reads, with the same case.

    Raises:
        EntryError: a column is missing.

    """
    for column in columns_of(kwargs):
        if column not in types:
            raise EntryError(f"the table {table} has no column {column!r}{nearest(column, types)}")


def _moment(value: Any, column_type: str) -> Any:
    """Return a bound as a text that Great Expectations reads with the right type.

    Great Expectations reads a datetime object as a date, and cannot compare dates with timestamps.
    So a bound of a timestamp column becomes a full timestamp, with a zone if the column has one.
    """
    if isinstance(value, str):
        try:
            whole_day = len(value.strip()) == len("2024-01-01")
            value = (date if whole_day else datetime).fromisoformat(value.strip())
        except ValueError:
            raise EntryError(f"{value!r} is no ISO date or timestamp") from None
    if not isinstance(value, date):
        return value
    if column_type.upper() == "DATE" and not isinstance(value, datetime):
        return value.isoformat()
    moment = value if isinstance(value, datetime) else datetime.combine(value, datetime.min.time())
    zoned = column_type.upper() == "TIMESTAMP WITH TIME ZONE"
    if zoned and moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    if not zoned and moment.tzinfo is not None:
        moment = moment.astimezone(UTC).replace(tzinfo=None)
    return moment.isoformat()


def ready_times(kwargs: dict[str, Any], types: Mapping[str, str]) -> dict[str, Any]:
    """Convert bounds and sets of a date or timestamp column to the type of the column.

    Raises:
        EntryError: a text is no ISO date.

    """
    column_type = types.get(str(kwargs.get("column")), "")
    ready = dict(kwargs)
    if is_time(column_type):
        for key in BOUNDS:
            if ready.get(key) is not None:
                ready[key] = _moment(ready[key], column_type)
        if isinstance(ready.get("value_set"), list):
            ready["value_set"] = [_moment(one, column_type) for one in ready["value_set"]]
    return ready


def ready_patterns(kwargs: dict[str, Any]) -> dict[str, Any]:
    """Make ``$`` in patterns mean the end of the text on every engine.

    On Spark it would also match before a newline at the end.
    """

    def ready(pattern: Any) -> Any:
        if isinstance(pattern, list):
            return [ready(one) for one in pattern]
        if not isinstance(pattern, str):
            return pattern
        return _DOLLAR.sub(lambda found: found[1] or r"\z", pattern)

    return {key: ready(value) if key in PATTERNS else value for key, value in kwargs.items()}


def filled_sql(query: Any, batch: str, relations: Mapping[str, str]) -> str:
    """Replace ``{batch}`` and ``{table name}`` by relations.

    Args:
        query: a select that returns the unexpected rows; ``{{`` and ``}}`` are single braces.
        batch: the quoted relation of the suite's table.
        relations: the quoted relation of every table of the gate, by name.

    Raises:
        EntryError: the query is no text, names a table that the gate does not have, or has more
            than a name in single braces.

    """
    if not isinstance(query, str) or not query.strip():
        raise EntryError(f"{QUERY} must be a select statement")
    known = {**relations, "batch": batch}
    hint = "; double the braces that belong to the SQL"
    try:
        fields = [
            (name, form or conversion)
            for _, name, form, conversion in Formatter().parse(query)
            if name is not None
        ]
    except ValueError:
        raise EntryError(f"unpaired braces in {QUERY}{hint}") from None
    for name, more in fields:
        if name not in known:
            raise EntryError(f"the gate has no table {{{name}}}{nearest(name, known)}{hint}")
        if more:
            raise EntryError(f"only the name of a table may be in the braces of {name}{hint}")
    return query.rstrip("; \t\r\n").format_map(known)


def ready_sql(query: Any, batch: str, relations: Mapping[str, str]) -> str:
    """Fill a query, double its braces and escape its colons.

    Great Expectations formats it again, and SQLAlchemy would read ``:name`` as a parameter.
    """
    sql = filled_sql(query, batch, relations)
    sql = re.sub(r"(?<![:\w\\]):(?=[\w$])", r"\\:", sql)
    return sql.replace("{", "{{").replace("}", "}}") + "\n"
