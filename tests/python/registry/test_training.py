"""When a model is trained, which one scores, and what is kept of it."""

from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest

from growthmart import __version__
from growthmart.registry import MODEL_SCHEMA, ArtefactError, Metric, champion, train_when_due

from .builders import FEATURES, TODAY, fitted, frame, points, set_context, trained


def train(session, stored=None, days=0, features=FEATURES, model=None):
    """Train at a number of days after ``TODAY``; return the row and the rival."""
    rivals = []

    def learn(rival):
        rivals.append(rival)
        return model or trained(features=features)

    past = None if stored is None else frame(session, "stored", stored)
    row = train_when_due(session, past, TODAY + timedelta(days=days), features, learn)
    return row, rivals


def named(table, run_id, at, **columns):
    """Return the row of a model with another run."""
    for name, value in ({"run_id": run_id, "run_at": at} | columns).items():
        place = table.schema.get_field_index(name)
        kind = table.schema.field(name)
        table = table.set_column(place, kind, pa.array([value] * len(table), kind.type))
    return table


@pytest.fixture
def first(session):
    return named(train(session)[0], "first", datetime(2024, 6, 30))


def test_the_row_of_a_model(session):
    metrics = (
        Metric("prior_rate", "test", "auc", np.float64(0.5)),
        Metric("logistic_regression", "test", "auc", 0.1 + 0.2),
        Metric("logistic_regression", "test", "lift", float("nan")),
    )
    row, rivals = train(session, model=trained(metrics=metrics, note="few rows"))

    assert rivals == [None]
    assert row.schema == MODEL_SCHEMA
    (found,) = row.to_pylist()
    assert (found["sources"], found["key_fingerprint"]) == ("demo", "key-1")
    assert (found["library_version"], found["note"]) == (__version__, "few rows")
    assert (found["trained_as_of_date"], found["is_champion"]) == (TODAY, True)
    model = champion(session, frame(session, "stored", row), FEATURES)
    assert model.metrics == metrics[:2]
    values, _ = points()
    assert np.array_equal(model.estimator.predict(values), fitted().predict(values))


@pytest.mark.parametrize(
    ("days", "trains"), [(0, False), (6, False), (7, True), (400, True), (-1, True)]
)
def test_a_model_is_trained_again_when_it_is_old(session, first, days, trains):
    row, rivals = train(session, first, days)

    assert len(row) == len(rivals) == trains
    # a build that looks back from an earlier day does not know the later model
    assert [rival and rival.run_id for rival in rivals] == [None if days < 0 else "first"] * trains


@pytest.mark.parametrize("other", [{"sources": "shop"}, {"key_fingerprint": "key-2"}])
def test_a_model_of_other_people_or_other_features_does_not_serve(session, first, other):
    assert len(train(session, first, features=("x", "z"))[0]) == 1
    assert champion(session, frame(session, "stored", first), ("x", "z")) is None
    set_context(session, **other)
    assert len(train(session, first)[0]) == 1


def test_the_newest_model_scores(session, first):
    newer = named(first, "newer", datetime(2024, 7, 7))
    for models in ([first, newer], [newer, first]):
        stored = frame(session, "stored", pa.concat_tables(models))
        assert champion(session, stored, FEATURES).run_id == "newer"


def test_the_own_model_of_a_run_scores_even_if_a_clock_was_ahead(session, first):
    ahead = named(first, "ahead", datetime(2035, 1, 1))
    own, _ = train(session, ahead, days=7)
    stored = frame(session, "stored", pa.concat_tables([ahead, own]))

    assert champion(session, stored, FEATURES).run_id == own["run_id"][0].as_py()


def test_a_challenger_that_lost_does_not_score_and_is_not_trained_again(session, first):
    lost = named(
        first,
        "lost",
        datetime(2024, 7, 7),
        is_champion=False,
        trained_as_of_date=TODAY + timedelta(days=7),
    )
    # it has seen later days than the training that lost
    later = named(
        first,
        "later",
        datetime(2024, 7, 1),
        trained_as_of_date=TODAY + timedelta(days=90),
    )
    models = pa.concat_tables([first, later, lost])

    assert champion(session, frame(session, "stored", models), FEATURES).run_id == "first"
    assert len(train(session, models, days=8)[0]) == 0
    row, (rival,) = train(session, models, days=14)
    assert len(row) == 1
    assert rival.run_id == "first"


def test_nothing_to_learn_from_is_no_model(session):
    assert len(train_when_due(session, None, TODAY, FEATURES, lambda rival: None)) == 0


def test_two_figures_with_one_name_are_an_error(session):
    metric = Metric("a", "test", "auc", 0.5)
    with pytest.raises(ValueError, match="two metrics"):
        train(session, model=trained(metrics=(metric, metric)))


def test_a_damaged_artefact_is_an_error_that_says_what_to_do(session, first):
    bad = named(first, "bad", datetime(2024, 7, 1), artefact=b"x")
    model = champion(session, frame(session, "stored", bad), FEATURES)
    with pytest.raises(ArtefactError, match=r"run bad cannot be used.*delete the row"):
        _ = model.estimator


def test_a_state_of_an_earlier_version_is_an_error_that_says_what_to_do(session, first):
    with pytest.raises(ValueError, match="move the state away"):
        train(session, first.drop_columns(["metrics"]))
