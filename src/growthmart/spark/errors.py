"""Spark's errors for people: what is wrong, without Java's stack and without values of the data."""

from py4j.protocol import Py4JJavaError
from pyspark.errors import AnalysisException, PySparkException

RAISED = "USER_RAISED_EXCEPTION"


def error_text(error: Exception) -> str:
    """Return the text of an error that Spark has raised.

    Analysis speaks of names and is quoted; whatever fails while it runs may quote data, and is
    known by its condition alone. What ``raise_error`` says is ours.
    """
    if isinstance(error, PySparkException):
        condition = error.getCondition()
        if condition == RAISED:
            return str((error.getMessageParameters() or {}).get("errorMessage"))
        if isinstance(error, AnalysisException):
            return str(error).split("\n\nJVM stacktrace")[0].split(";\n")[0]
        return f"Spark failed: {condition or type(error).__name__}"
    if isinstance(error, Py4JJavaError):
        return f"Spark failed: {error.java_exception.getClass().getSimpleName()}"
    return str(error)
