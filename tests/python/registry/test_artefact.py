"""An artefact can be written and read again, is the same for equal models, and runs no code."""

import io
import pickle
import zipfile
from functools import partial

import numpy as np
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, RobustScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from skops import io as skops

from growthmart.publish import publish
from growthmart.registry import ArtefactError, dump, load

from .builders import fitted, points

CANDIDATES = {
    "logistic": partial(LogisticRegression),
    "tree": partial(DecisionTreeClassifier, random_state=1),
    "forest": partial(RandomForestClassifier, 5, random_state=1),
    "boosting": partial(HistGradientBoostingClassifier, max_iter=5, random_state=1),
    "svm": partial(SVC),
    "pipeline": lambda: make_pipeline(
        SimpleImputer(add_indicator=True), RobustScaler(), LogisticRegression()
    ),
    "calibrated": lambda: CalibratedClassifierCV(LogisticRegression(), method="isotonic"),
}


@pytest.mark.parametrize("name", CANDIDATES)
def test_a_loaded_model_predicts_the_same_and_equal_models_have_equal_bytes(name):
    values, labels = points()
    model, again = (CANDIDATES[name]().fit(values, labels) for _ in range(2))
    written = dump(model)

    assert np.array_equal(load(written).predict(values), model.predict(values))
    assert dump(again) == written


def changed(written, old, new):
    """Return an artefact with a text replaced in its schema."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as before, zipfile.ZipFile(buffer, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "schema.json":
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"not a zip",
        pickle.dumps({"a": 1}),
        dump(fitted())[:-100],
        changed(dump(fitted()), b'"__loader__": "ObjectNode"', b'"__loader__": "NoNode"'),
    ],
)
def test_damaged_bytes_are_an_error(bad):
    with pytest.raises(ArtefactError, match="damaged"):
        load(bad)


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (b"builtins", b"eval"),
        (b"os", b"system"),
        (b"subprocess", b"Popen"),
        (b"growthmart.publish", b"publish"),  # a function of ours is no class
        (b"growthmart.missing", b"Missing"),
    ],
)
def test_types_that_are_not_trusted_are_an_error(module, name):
    written = changed(dump(fitted()), b"sklearn.linear_model._logistic", module)
    with pytest.raises(ArtefactError, match="not trusted"):
        load(changed(written, b'"LogisticRegression"', b'"' + name + b'"'))


@pytest.mark.parametrize("function", [publish, print])
def test_what_could_not_be_read_is_not_written(function):
    model = make_pipeline(FunctionTransformer(function), LogisticRegression())
    with pytest.raises(ArtefactError, match="not trusted"):
        dump(model)
    with pytest.raises(ArtefactError, match="not trusted"):
        load(skops.dumps(model))
