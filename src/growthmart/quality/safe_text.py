"""Error texts that quote no data: the kind of a fault in our words, never the message itself."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Any

REFUSED = "the database refused the query"
# By the class of DuckDB's exception. A cast, for one, fails with the value in its message.
EXPLANATIONS = {
    "BinderException": "a column, a function or a type in the query does not exist or fit",
    "CatalogException": "a table or a function in the query does not exist",
    "ParserException": "the SQL could not be read",
    "SyntaxException": "the SQL could not be read",
    "ConversionException": "a value could not be cast to the type that the query asks for",
    "InvalidInputException": "a value or a pattern is not valid for the function that reads it",
    "OutOfRangeException": "a value is out of the range of its type",
    "TypeMismatchException": "two types in the query do not fit together",
    "InvalidTypeException": "a type in the query does not fit",
    "OutOfMemoryException": "the query needs more memory than is allowed",
    "IOException": "the database file could not be read",
    "InterruptException": "the query was interrupted",
    "TransactionException": "the table was changed while it was read",
}
# By Spark's error condition, of which the longest beginning decides; with the parameter of its
# message that names what is wrong in the query, made when the SQL is read, before any row is.
CONDITIONS = {
    "UNRESOLVED_COLUMN": ("a column in the query does not exist", "objectName"),
    "UNRESOLVED_ROUTINE": ("a function in the query does not exist", "routineName"),
    "TABLE_OR_VIEW_NOT_FOUND": ("a table in the query does not exist", "relationName"),
    "PARSE_": ("the SQL could not be read", None),
    "PARSE_SYNTAX_ERROR": ("the SQL could not be read", "error"),
    "DATATYPE_MISMATCH": ("two types in the query do not fit together", None),
    "CAST_INVALID_INPUT": (
        "a value could not be cast to the type that the query asks for",
        None,
    ),
    "INVALID_PARAMETER_VALUE": (
        "a value or a pattern is not valid for the function that reads it",
        None,
    ),
    "FAILED_READ_FILE": ("the files of the table could not be read", None),
}
# Wherever the kind of fault is one of names, the name follows one of these words.
_NAMES = re.compile(
    r'(?:Referenced column "(?P<column>[^"]+)" not found'
    r"|Table with name (?P<table>\S+) does not exist"
    r"|Function with name (?P<function>\S+) does not exist"
    r'|syntax error at or near "(?P<syntax>[^"]+)")'
)


def explain(error: BaseException) -> str:
    """Say what went wrong in the database, without its message.

    Args:
        error: an exception of DuckDB or of Spark.

    Returns:
        The class, or Spark's condition, and an explanation. An identifier is kept only from
        messages that are made when the SQL is read, before any row is: it comes from the query.

    """
    if hasattr(error, "getCondition"):
        return _explain_condition(error)
    kind = type(error).__name__
    text = EXPLANATIONS.get(kind, REFUSED)
    if kind in ("BinderException", "CatalogException", "ParserException"):
        match = _NAMES.search(str(error))
        if match:
            what, name = next((k, v) for k, v in match.groupdict().items() if v)
            text = f"{text} ({'near' if what == 'syntax' else what}: {name[:100]})"
    return f"{kind}: {text}"


def _explain_condition(error: Any) -> str:
    condition = error.getCondition() or type(error).__name__
    known = [beginning for beginning in CONDITIONS if condition.startswith(beginning)]
    text, parameter = CONDITIONS[max(known, key=len)] if known else (REFUSED, None)
    name = (error.getMessageParameters() or {}).get(parameter)
    return f"{condition}: {text} ({name[:100]})" if name else f"{condition}: {text}"


def cannot_compute(kind: str, column: object, column_type: str | None) -> str:
    """Say that a check failed outside the database, from its exception's class alone.

    Args:
        kind: the name of the class.
        column: the column that the check reads, if it is one.
        column_type: DuckDB's type of it, of which only the first word is shown: an enum's type
            lists its values.

    """
    text = f"{kind}: the expectation could not be computed"
    return f"{text} on column {column!r}, {column_type.split('(')[0]}" if column_type else text


def nearest(word: str, known: Iterable[str]) -> str:
    """Return ``; nearest: x`` for the known word that looks most like ``word``, or nothing."""
    close = difflib.get_close_matches(str(word), sorted(known), n=1, cutoff=0.5)
    return f"; nearest: {close[0]}" if close else ""
