"""Spark's errors for people: what is wrong, without Java's stack and without values of the data."""

from typing import Any

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import AnalysisException, PySparkException

from growthmart.engines.engine import REFUSED

RAISED = "USER_RAISED_EXCEPTION"
# By Spark's error condition: the longest beginning decides; with the parameter of its
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


def error_text(error: Exception) -> str:
    """Return the text of an error that Spark has raised.

    Analysis speaks of names and is quoted; whatever fails while it runs may quote data, and is
    known by its condition and the classes of its causes alone. What ``raise_error`` says is ours.
    """
    if isinstance(error, PySparkException):
        condition = error.getCondition()
        if condition == RAISED:
            return str((error.getMessageParameters() or {}).get("errorMessage"))
        if isinstance(error, AnalysisException):
            return first_line(error)
        causes = [condition or type(error).__name__, *_causes(getattr(error, "_origin", None))]
    elif isinstance(error, Py4JJavaError):
        causes = _causes(error.java_exception)
    else:
        causes = [type(error).__name__]
    return f"Spark failed: {', caused by '.join(causes)}. GROWTHMART_SPARK_LOG=<file> keeps its log"


def explain(error: Any) -> str:
    """Say what Spark refused, for the record of a gate: without the message, which may quote data.

    A name is kept only where it comes from the query: the message is then made before any row is
    read.
    """
    condition = error.getCondition() if hasattr(error, "getCondition") else None
    if condition is None:
        return f"{type(error).__name__}: {REFUSED}"
    known = [beginning for beginning in CONDITIONS if condition.startswith(beginning)]
    text, parameter = CONDITIONS[max(known, key=len)] if known else (REFUSED, None)
    name = (error.getMessageParameters() or {}).get(parameter)
    return f"{condition}: {text} ({name[:100]})" if name else f"{condition}: {text}"


def first_line(error: Exception) -> str:
    """Return what an error says, without the query's plan and Java's stack."""
    return str(error).split("\n\nJVM stacktrace")[0].split(";\n")[0]


def innermost_message(error: PySparkException) -> str:
    """Return what the first cause of an error says: it may quote data."""
    cause = getattr(error, "_origin", None)
    while cause is not None and cause.getCause() is not None:
        cause = cause.getCause()
    return first_line(error) if cause is None else str(cause.getMessage())


def _causes(error: Any) -> list[str]:
    """Return the class of an exception of Java, and of each of its causes, with the file if any."""
    names = []
    while error is not None:
        names.append(error.getClass().getSimpleName())
        if (_condition(error) or "").startswith("FAILED_READ_FILE"):
            names[-1] = f"the file {error.getMessageParameters()['path']}"
        error = error.getCause()
    return list(dict.fromkeys(names))


def _condition(error: Any) -> str | None:
    """Return the condition by which Spark names an exception; others have none."""
    try:
        return error.getCondition()
    except Py4JError:
        return None
