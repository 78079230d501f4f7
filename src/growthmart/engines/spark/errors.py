"""Spark's errors as texts for users, without Java's stack trace and without values of the data."""

from typing import Any

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import AnalysisException, PySparkException

from growthmart.engines.engine import REFUSED

RAISED = "USER_RAISED_EXCEPTION"
# The text for each of Spark's error conditions; the longest prefix that matches is used. The second
# value is the parameter of Spark's message that names the wrong part of the query. Spark sets it
# when it reads the SQL, before it reads any row, so it cannot quote data.
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
    """Return the text of an error of Spark.

    An error of the analysis contains only names, so its message is used. An error at run time may
    quote data, so only its condition and the classes of its causes are used. The message of
    ``raise_error`` is written by this project, so it is used too.
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
    """Explain an error of Spark for a gate, without the message, which may quote data.

    A name is quoted only if it comes from the query: Spark then makes the message before it reads
    any row.
    """
    condition = error.getCondition() if hasattr(error, "getCondition") else None
    if condition is None:
        return f"{type(error).__name__}: {REFUSED}"
    known = [beginning for beginning in CONDITIONS if condition.startswith(beginning)]
    text, parameter = CONDITIONS[max(known, key=len)] if known else (REFUSED, None)
    name = (error.getMessageParameters() or {}).get(parameter)
    return f"{condition}: {text} ({name[:100]})" if name else f"{condition}: {text}"


def first_line(error: Exception) -> str:
    """Return the message of an error, without the query plan and Java's stack trace."""
    return str(error).split("\n\nJVM stacktrace")[0].split(";\n")[0]


def innermost_message(error: PySparkException) -> str:
    """Return the message of the first cause of an error; it may quote data."""
    cause = getattr(error, "_origin", None)
    while cause is not None and cause.getCause() is not None:
        cause = cause.getCause()
    return first_line(error) if cause is None else str(cause.getMessage())


def _causes(error: Any) -> list[str]:
    """Return the class of a Java exception and of each of its causes, or the file that failed."""
    names = []
    while error is not None:
        names.append(error.getClass().getSimpleName())
        if (_condition(error) or "").startswith("FAILED_READ_FILE"):
            names[-1] = f"the file {error.getMessageParameters()['path']}"
        error = error.getCause()
    return list(dict.fromkeys(names))


def _condition(error: Any) -> str | None:
    """Return Spark's error condition of an exception; None if it is not an exception of Spark."""
    try:
        return error.getCondition()
    except Py4JError:
        return None
