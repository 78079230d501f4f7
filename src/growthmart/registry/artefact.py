"""Estimators as bytes, by skops: loading runs no code that the bytes bring, unlike a pickle.

The bytes name the classes of the objects. A class that is not trusted is refused before anything is
made of it.
"""

import io
import json
from importlib import import_module
from inspect import isclass
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from skops import io as skops

# What skops does not trust by itself: parts of fitted estimators of scikit-learn. Every class of
# growthmart is trusted too.
TRUSTED = frozenset(
    {
        "numpy.dtype",
        "scipy.interpolate._bsplines.BSpline",
        "sklearn.calibration._CalibratedClassifier",
        "sklearn.calibration._SigmoidCalibration",
        "sklearn.ensemble._hist_gradient_boosting.predictor.TreePredictor",
        "sklearn.neural_network._stochastic_optimizers.AdamOptimizer",
        "sklearn.tree._tree.Tree",
        "sklearn.utils._bunch.Bunch",
    }
)
SCHEMA = "schema.json"
# The first day of a zip's calendar.
NO_TIME = (1980, 1, 1, 0, 0, 0)


class ArtefactError(ValueError):
    """An artefact cannot be written, or cannot be read."""


def dump(estimator: Any) -> bytes:
    """Return an estimator as bytes; equal estimators have equal bytes.

    Raises:
        ArtefactError: the estimator has a part that :func:`load` would refuse.
    """
    written = skops.dumps(estimator)
    unknown = _unknown_types(written)
    if unknown:
        raise ArtefactError(
            f"{type(estimator).__name__} has parts of types that are not trusted: "
            f"{', '.join(unknown)}"
        )
    return _without_addresses(written)


def load(artefact: bytes) -> Any:
    """Return the estimator that :func:`dump` wrote.

    Raises:
        ArtefactError: the bytes are damaged, or name a type that is not trusted.
    """
    try:
        unknown = _unknown_types(artefact)
        if not unknown:
            return skops.loads(artefact, trusted=skops.get_untrusted_types(data=artefact))
    # bytes from outside can fail at any step, with any exception
    except Exception as error:
        raise ArtefactError(f"it is damaged ({type(error).__name__})") from error
    raise ArtefactError(f"it names types that are not trusted: {', '.join(unknown)}")


def _unknown_types(artefact: bytes) -> list[str]:
    named = skops.get_untrusted_types(data=artefact)
    return [name for name in named if name not in TRUSTED and not _is_own_class(name)]


def _is_own_class(name: str) -> bool:
    module, _, attribute = name.rpartition(".")
    if not module.startswith("growthmart."):
        return False
    try:
        return isclass(getattr(import_module(module), attribute, None))
    except ImportError:
        return False


def _without_addresses(artefact: bytes) -> bytes:
    """Return the zip with numbers instead of addresses in memory, without times, compressed."""
    numbers: dict[str, str] = {}

    def renamed(node: Any) -> Any:
        if isinstance(node, list):
            return [renamed(one) for one in node]
        if not isinstance(node, dict):
            return node
        found = {key: renamed(value) for key, value in node.items()}
        if isinstance(found.get("file"), str):
            suffix = found["file"].rpartition(".")[2]
            found["file"] = numbers.setdefault(found["file"], f"{len(numbers)}.{suffix}")
        if found.get("is_json"):
            # numbers and texts: whether two are one object is chance
            found.pop("__id__", None)
        elif "__id__" in found:
            found["__id__"] = int(numbers.setdefault(str(found["__id__"]), str(len(numbers) + 1)))
        return found

    buffer = io.BytesIO()
    with ZipFile(io.BytesIO(artefact)) as old, ZipFile(buffer, "w") as new:
        schema = renamed(json.loads(old.read(SCHEMA)))
        for name in old.namelist():
            content = json.dumps(schema).encode() if name == SCHEMA else old.read(name)
            place = ZipInfo(numbers.get(name, name), NO_TIME)
            new.writestr(place, content, ZIP_DEFLATED)
    return buffer.getvalue()
