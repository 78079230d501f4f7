"""The champion of several classifiers."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from growthmart.classification import Campaign, fit_champion
from growthmart.classification import champion as module
from growthmart.classification.candidates import CANDIDATES
from growthmart.registry import dump, load

from .conftest import people


def chances(champion, frame):
    return champion.predict_proba(frame)[:, 1]


def figure(champion, algorithm, split, metric):
    (found,) = [
        one.value
        for one in champion.metrics
        if (one.algorithm, one.split, one.metric) == (algorithm, split, metric)
    ]
    return found


def test_every_candidate_and_the_baseline_are_measured(all_candidates):
    champion, _, _ = all_candidates

    compared = {one.algorithm for one in champion.metrics if one.split == "cross_validation"}
    tested = {one.algorithm for one in champion.metrics if one.split == "test"}
    assert compared == {*CANDIDATES, "blend", "prior_rate"}
    assert tested == {champion.algorithm, "prior_rate"}
    assert figure(champion, champion.algorithm, "test", "auc") > 0.75


def test_the_champion_has_the_least_log_loss(all_candidates):
    champion, _, _ = all_candidates

    loss = {
        one.algorithm: one.value
        for one in champion.metrics
        if one.split == "cross_validation" and one.metric == "log_loss"
    }
    assert loss[champion.algorithm] == pytest.approx(min(loss.values()))


def test_permuted_rows_give_identical_scores(quick):
    frame, label = people()
    order = np.random.default_rng(1).permutation(len(frame))

    first = fit_champion(frame, label)
    second = fit_champion(frame.iloc[order], label[order])

    assert (chances(second, frame) == chances(first, frame)).all()
    assert second.metrics == first.metrics


@pytest.mark.parametrize("name", [*CANDIDATES, "blend"])
def test_each_candidate_learns_and_is_stored_by_the_registry(monkeypatch, name):
    frame, label = people()
    monkeypatch.setattr(module.Contest, "winner", lambda self: name)
    for other in set(CANDIDATES) - {name, "logistic_regression"}:
        if name != "blend":
            monkeypatch.delitem(CANDIDATES, other)

    champion = fit_champion(frame, label)
    read = load(dump(replace(champion, metrics=())))

    assert champion.algorithm == name
    assert figure(champion, name, "cross_validation", "auc") > 0.7
    assert (chances(read, frame) == chances(champion, frame)).all()
    assert read.reasons(frame) == champion.reasons(frame)
    # a batch of any size gives the same scores
    parts = [chances(read, frame.iloc[at : at + 1]) for at in range(20)]
    assert (np.concatenate(parts) == chances(champion, frame)[:20]).all()


def test_the_label_may_be_booleans_numbers_or_texts(quick):
    frame, label = people()
    expected = chances(fit_champion(frame, label), frame)

    for other in (
        label.astype(int),
        np.where(label, "yes", "no"),
        pd.Series(label, dtype="boolean"),
    ):
        champion = fit_champion(frame, other)
        assert (chances(champion, frame) == expected).all()
    assert champion.classes == [False, True]


def test_types_of_pandas_and_decimals_are_numbers(quick):
    frame, label = people()
    expected = chances(fit_champion(frame, label), frame)
    other = frame.assign(
        recency_days=[Decimal(one) for one in frame["recency_days"].tolist()],
        rating=frame["rating"].astype("Float64"),
        country=frame["country"].astype("category"),
        has_app=frame["has_app"].astype("boolean"),
    )

    assert (chances(fit_champion(other, label), other) == expected).all()


def test_values_that_the_training_did_not_have(quick):
    frame, label = people()
    champion = fit_champion(frame, label)
    strange = frame.head(3).assign(
        country=["XX", "ZZ", None], net_revenue=[np.inf, np.nan, -5], recency_days=None
    )

    assert np.isfinite(champion.predict_proba(strange)).all()
    assert champion.predict_proba(frame.head(0)).shape == (0, 2)
    assert champion.reasons(frame.head(0)) == []


@pytest.mark.parametrize(
    "column",
    [
        pd.Series(pd.to_datetime(["2024-01-01"] * 400)),
        pd.Series([date(2024, 1, 1)] * 400),
        pd.Series(pd.to_timedelta([1] * 400, unit="D")),
    ],
)
def test_dates_are_refused(column):
    frame, label = people()

    with pytest.raises(ValueError, match="'first_order_date' holds dates or times"):
        fit_champion(frame.assign(first_order_date=column), label)


def test_what_cannot_be_learnt_from_is_an_error(quick):
    frame, label = people()

    with pytest.raises(ValueError, match="no rows"):
        fit_champion(frame.head(0), [])
    with pytest.raises(ValueError, match="1 labels are missing"):
        fit_champion(frame, [None, *label[1:]])
    with pytest.raises(ValueError, match="3 values"):
        fit_champion(frame, ["a", "b", *["c"] * 398])
    with pytest.raises(ValueError, match="400 rows have 399 labels"):
        fit_champion(frame, label[1:])
    with pytest.raises(ValueError, match="'basket' holds lists"):
        fit_champion(frame.assign(basket=[[1]] * 400), label)
    with pytest.raises(ValueError, match="'country' is missing"):
        fit_champion(frame, label).predict_proba(frame.drop(columns="country"))


@pytest.mark.parametrize(
    ("change", "reason", "rate"),
    [
        (lambda frame, label: (frame, np.zeros(400, bool)), "the same label", 0.5 / 401),
        (lambda frame, label: (frame, np.ones(400, int)), "the same label", 1 - 0.5 / 401),
        (lambda frame, label: (frame, np.array(["no"] * 400)), "the same label", 0.5 / 401),
        (lambda frame, label: (frame, np.arange(400) < 19), "19 rows of one class", 19 / 400),
        (lambda frame, label: (frame[["constant"]], np.arange(400) < 100), "no column", 0.25),
        (lambda frame, label: (frame[[]], np.arange(400) < 100), "no column", 0.25),
    ],
)
def test_the_rate_is_the_champion_where_nothing_can_be_learnt(change, reason, rate):
    frame, label = change(*people())

    champion = fit_champion(frame, label)

    assert champion.algorithm == "prior_rate"
    assert reason in champion.note
    assert chances(champion, frame) == pytest.approx(np.full(400, rate), abs=1e-9)
    assert champion.reasons(frame) == [""] * 400


def test_a_champion_that_is_worse_than_the_rate_is_replaced(quick):
    frame, label = people()
    # in the last snapshot, the opposite happens
    champion = fit_champion(frame, label, test=(frame, ~label))

    assert champion.algorithm == "prior_rate"
    assert "worse than the rate" in champion.note
    assert figure(champion, "logistic_regression", "test", "auc") < 0.5


def test_a_label_that_no_column_explains_has_the_rate_as_its_champion(quick):
    number = np.arange(400)
    # one in five of both halves
    champion = fit_champion(pd.DataFrame({"half": number % 2}), number // 2 % 5 == 0)

    assert champion.algorithm == "prior_rate"
    assert "no candidate was better" in champion.note


def test_a_value_outside_the_training_counts_as_the_nearest_inside(quick):
    frame, label = people()
    champion = fit_champion(frame, label)
    far, edge = (frame.head(5).assign(recency_days=days) for days in (9999, 299))

    assert frame["recency_days"].max() == 299
    assert (chances(champion, far) == chances(champion, edge)).all()


def test_rare_classes_and_many_categories(quick):
    rng = np.random.default_rng(2)
    frame = pd.DataFrame(
        {"city": rng.integers(0, 900, 4000).astype(str), "visits": rng.poisson(2, 4000)}
    )
    label = rng.random(4000) < 0.01 * (1 + frame["visits"])
    champion = fit_champion(frame, label)

    assert chances(champion, frame).mean() == pytest.approx(label.mean(), abs=0.005)


def test_the_calibration_follows_the_later_snapshot(quick):
    frame, label = people()
    later, happened = people(400, seed=4)
    # half of those who would have left stay
    happened &= np.random.default_rng(1).random(400) < 0.5
    champion = fit_champion(frame, label, calibration=(later, happened))

    assert chances(champion, later).mean() == pytest.approx(happened.mean(), abs=0.01)


def test_a_contact_pays_above_the_threshold(quick):
    frame, label = people()
    champion = fit_champion(frame, label, campaign=Campaign(contact_cost=2, value=8))

    assert champion.threshold == 0.25
    assert figure(champion, champion.algorithm, "cross_validation", "profit") > figure(
        champion, "prior_rate", "cross_validation", "profit"
    )


def test_reasons_name_what_moves_the_probability(quick):
    frame, label = people()
    rows = frame.head(2).assign(recency_days=[299, 0], has_app=False, country="FR")
    gone, loyal = fit_champion(frame, label).reasons(rows)

    assert gone.startswith("recency_days 299 (+)")
    assert loyal.startswith("recency_days 0 (-)")
    assert "constant" not in gone + loyal
