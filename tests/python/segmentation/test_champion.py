"""The stored model is used until a training is due, and the next model continues its segments."""

import dataclasses
from datetime import datetime, timedelta

import pyarrow as pa
import pytest

from growthmart.registry import dump, load

from .builders import TODAY, customers, kinds, label, replaced, set_context, train

pytestmark = pytest.mark.usefixtures("few_bootstraps")


@pytest.mark.parametrize(
    ("days", "trains"),
    # a build that looks back from an earlier day must not know the later model
    [(0, False), (1, False), (6, False), (7, True), (400, True), (-1, True)],
)
def test_a_model_is_trained_again_when_it_is_old(session, stored, days, trains):
    later = customers(as_of_date=TODAY + timedelta(days=days))

    assert bool(len(train(session, later, stored))) == trains


@pytest.mark.parametrize(("every", "trains"), [(1, True), (2, False), (0, True)])
def test_the_age_is_configurable(session, stored, every, trains):
    later = customers(as_of_date=TODAY + timedelta(days=1))
    set_context(session, retrain_every_days=every)

    assert bool(len(train(session, later, stored))) == trains


@pytest.mark.parametrize("other", [{"sources": "demo,online_retail"}, {"key_fingerprint": "key-2"}])
def test_a_model_of_other_people_does_not_serve(session, stored, other):
    features = customers()
    set_context(session, **other)
    own = train(session, features, stored)
    both = pa.concat_tables([own, stored])

    assert len(own) == len(stored)
    assert len(train(session, features, both)) == 0
    set_context(session)
    assert len(train(session, features, both)) == 0


def test_the_newest_model_labels(session, stored):
    features = customers()
    segments = load(stored["artefact"][0].as_py())
    renamed = dump(dataclasses.replace(segments, names=["old"] * len(segments.names)))
    older = replaced(stored, run_id="before", run_at=datetime(2024, 1, 1), artefact=renamed)

    for models in ([older, stored], [stored, older]):
        labels = label(session, features, pa.concat_tables(models))
        assert "old" not in labels["segment_name"].to_pylist()


def retrained(session, old, features):
    """Return the model that follows ``old`` a month later, and all models."""
    before = replaced(old, run_id="before", run_at=datetime(2024, 1, 1))
    new = train(session, features, before)
    return new, pa.concat_tables([before, new])


def names_by_id(models):
    segments = load(models["artefact"][0].as_py())
    return dict(zip(segments.ids, segments.names, strict=True))


def ids_by_customer(session, features, models):
    labels = label(session, features, models).to_pylist()
    return {row["customer_id"]: row["segment_id"] for row in labels}


def test_ids_and_names_go_on_after_a_training(session):
    later = TODAY + timedelta(days=31)
    old = train(session, kinds([40, 30, 20, 50]))
    # the ids are in another order than spend, so only the customers identify the segments
    segments = load(old["artefact"][0].as_py())
    turned = dump(dataclasses.replace(segments, ids=segments.ids[::-1]))
    old = replaced(old, artefact=turned)
    new, both = retrained(session, old, kinds([42, 33, 21, 55], later))

    assert names_by_id(old) == names_by_id(new)
    before = ids_by_customer(session, kinds([40, 30, 20, 50]), old)
    after = ids_by_customer(session, kinds([40, 30, 20, 50], later), both)
    assert before == after


def test_a_fifth_kind_gets_a_new_id_and_a_lost_one_keeps_its_own_to_itself(session):
    four = train(session, kinds([40, 30, 20, 50]))
    new, both = retrained(session, four, kinds([40, 30, 20, 50, 40], TODAY + timedelta(days=31)))
    ids = set(names_by_id(new))

    assert ids == {f"segment_{number}" for number in range(1, 6)}
    of_kind = ids_by_customer(session, kinds([1, 1, 1, 1, 1], TODAY + timedelta(days=31)), both)
    assert of_kind["k4-0"] == "segment_5"
    again, _ = retrained(session, new, kinds([40, 30, 20, 50], TODAY + timedelta(days=62)))
    assert set(names_by_id(again)) == ids - {"segment_5"}
