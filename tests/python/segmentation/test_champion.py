"""The stored model is used until a training is due, and the next model continues its segments."""

from datetime import datetime, timedelta

import pyarrow as pa
import pytest

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
    older = replaced(stored, run_id="before", run_at=datetime(2024, 1, 1), segment_name="old")

    for models in ([older, stored], [stored, older]):
        labels = label(session, features, pa.concat_tables(models))
        assert "old" not in labels["segment_name"].to_pylist()


@pytest.mark.parametrize("missing", ["column", "value", "feature"])
def test_a_model_of_an_earlier_library_does_not_serve(session, stored, missing):
    older = replaced(stored, run_id="before")
    if missing == "column":
        older = older.drop_columns(["outlier_distance", "algorithm"])
    elif missing == "value":
        older = replaced(older, outlier_distance=None)
    else:
        older = older.filter([name != "net_revenue_90d" for name in older["feature"].to_pylist()])

    new = train(session, customers(), older)
    assert len(new) == len(stored)
    assert not set(new["segment_id"].to_pylist()) & set(older["segment_id"].to_pylist())
    with pytest.raises(LookupError, match="no segmentation was trained"):
        label(session, customers(), older)


def retrained(session, old, features):
    """Return the model that follows ``old`` a month later, and all models."""
    before = replaced(old, run_id="before", run_at=datetime(2024, 1, 1))
    new = train(session, features, before)
    return new, pa.concat_tables([before, new])


def ids_by_customer(session, features, models):
    labels = label(session, features, models).to_pylist()
    return {row["customer_id"]: row["segment_id"] for row in labels}


def test_ids_and_names_go_on_after_a_training(session):
    later = TODAY + timedelta(days=31)
    old = train(session, kinds([40, 30, 20, 50]))
    # the ids are in another order than spend, so only the customers identify the segments
    turn = {f"segment_{n}": f"segment_{5 - n}" for n in range(1, 5)}
    place = old.schema.get_field_index("segment_id")
    old = old.set_column(
        place, old.schema.field(place), pa.array([turn[i] for i in old["segment_id"].to_pylist()])
    )
    new, both = retrained(session, old, kinds([42, 33, 21, 55], later))

    names = [
        {(row["segment_id"], row["segment_name"]) for row in rows.to_pylist()}
        for rows in (old, new)
    ]
    assert names[0] == names[1]
    before = ids_by_customer(session, kinds([40, 30, 20, 50]), old)
    after = ids_by_customer(session, kinds([40, 30, 20, 50], later), both)
    assert before == after


def test_a_fifth_kind_gets_a_new_id_and_a_lost_one_keeps_its_own_to_itself(session):
    four = train(session, kinds([40, 30, 20, 50]))
    new, both = retrained(session, four, kinds([40, 30, 20, 50, 40], TODAY + timedelta(days=31)))
    ids = set(new["segment_id"].to_pylist())

    assert ids == {f"segment_{number}" for number in range(1, 6)}
    of_kind = ids_by_customer(session, kinds([1, 1, 1, 1, 1], TODAY + timedelta(days=31)), both)
    assert of_kind["k4-0"] == "segment_5"
    again, _ = retrained(session, new, kinds([40, 30, 20, 50], TODAY + timedelta(days=62)))
    assert set(again["segment_id"].to_pylist()) == ids - {"segment_5"}
