"""growthmart: a dbt project for precision marketing, and the library that its models call."""

import importlib
import importlib.util
import threading
from importlib.metadata import version
from types import ModuleType

__version__ = version("growthmart")

# reentrant: a module imports others
_IMPORTING = threading.RLock()


def __getattr__(name: str) -> ModuleType:
    """Import a module of the library, one at a time.

    dbt runs Python models in threads. When two of them import scikit-learn at the same moment,
    Python gives one of them a module that is not loaded yet, and its model fails.
    """
    path = f"{__name__}.{name}"
    if importlib.util.find_spec(path) is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    with _IMPORTING:
        return importlib.import_module(path)
