"""Spend, contracts, values with intervals, and the choice of a model."""

import numpy as np
import pytest

from growthmart.clv import (
    AverageSpend,
    BetaGeometricNBD,
    ContractualRetention,
    CustomerValue,
    GammaGamma,
    PastRate,
    RecencyFrequency,
    Snapshot,
    Spenders,
    choose,
    choose_value,
    judge,
    present_value,
)

P, Q, V = 6.25, 3.74, 15.44


@pytest.fixture(scope="module")
def shop():
    """Simulate the daily orders of customers: time in weeks, by BG/NBD, and values."""
    generator = np.random.default_rng(8)
    customers = []
    for _ in range(3_000):
        rate, share = generator.gamma(0.5, 1 / 6), generator.beta(0.8, 2.5)
        entered, scale = generator.uniform(0, 40), 1 / generator.gamma(Q, 1 / V)
        times, is_alive = [entered], True
        while is_alive and times[-1] < 200:
            times.append(times[-1] + generator.exponential(1 / rate))
            is_alive = generator.random() >= share
        customers.append((np.array(times), generator.gamma(P, scale, len(times))))
    return customers


def seen(shop, today):
    """Return histories, repeat spend, and the later orders of a customer, as known on a day."""
    histories, spend, later = [], [], []
    for times, values in shop:
        known = times <= today
        if known.any():
            count = int(known.sum()) - 1
            last = times[known][-1] - times[0] if count else 0.0
            histories.append([count, last, today - times[0]])
            spend.append([count, values[1 : count + 1].mean() if count else 0.0])
            later.append((times[~known] - today, values[~known]))
    return np.array(histories), np.array(spend), later


def snapshot(shop, start, end):
    histories, _, later = seen(shop, start)
    counts = np.array([(times <= end - start).sum() for times, _ in later], dtype=float)
    return Snapshot(histories, np.ones(len(histories)), counts, end - start)


def test_the_fit_of_spend_finds_its_parameters(shop):
    _, spend, _ = seen(shop, 60)
    spend[:3] = [[2, 0.0], [1, -5.0], [0, 0.0]]

    model = GammaGamma().fit(spend)

    for name, value in zip(model.names, (P, Q, V), strict=True):
        assert model.parameters_[name] == pytest.approx(value, abs=3 * model.standard_errors_[name])
    assert model.left_out_["without_value"] == 2
    assert model.left_out_["without_orders"] == (spend[:, 0] == 0).sum()
    assert model.p_value_ > 0.01
    found = model.expected_spend([[0, 0], [2, 0], [1, 90], [50, 90]])["mean"]
    assert found[0] == found[1] == pytest.approx(model.mean_)
    assert model.mean_ < found[2] < found[3] < 90


def test_spend_that_rises_with_frequency_is_seen():
    count = np.arange(1, 60) % 9 + 1
    value = 10.0 * count + np.arange(59) % 7

    assert GammaGamma().fit(np.column_stack([count, value])).p_value_ < 1e-6


def test_too_few_customers_with_value():
    with pytest.raises(ValueError, match="three customers"):
        GammaGamma().fit([[1, 10], [1, 0], [2, 20]])


def test_average_spend():
    model = AverageSpend().fit([[1, 10], [3, 20], [1, -1]])

    assert model.expected_spend([[0, 0], [2, 5]])["mean"].tolist() == [17.5, 5]


def test_present_value():
    assert present_value([10_000] * 5, 0.10) == pytest.approx(37_907.87, abs=0.005)


def test_published_retention_of_contracts():
    """Fader and Hardie (2007), the high-end customers of Berry and Linoff."""
    survivors = np.array([1000, 869, 743, 653, 593, 551, 517, 491])
    contracts = [[year, 1] for year in range(1, 8)] + [[7, 0]]

    model = ContractualRetention().fit(
        contracts, sample_weight=[*-np.diff(survivors), survivors[-1]]
    )

    assert (model.a_, model.b_) == pytest.approx((0.668, 3.806), abs=1e-3)
    assert not model.is_geometric_
    new, old = model.survival([0, 5], 1)[:, 0]
    assert new < old
    assert model.discounted_periods([0], 5, 0.0)[0] == pytest.approx(
        model.survival([0], 5)[0].sum()
    )


def test_contracts_that_are_alike_have_one_churn_rate():
    survivors = np.round(100_000 * 0.8 ** np.arange(6))
    contracts = [[year, 1] for year in range(1, 6)] + [[5, 0]]

    model = ContractualRetention().fit(contracts, sample_weight=[*-np.diff(survivors), 32_768])

    assert model.is_geometric_
    assert model.churn_rate_ == pytest.approx(0.2, abs=1e-4)
    # 0.8 / 1.1 + (0.8 / 1.1)^2 + ...
    assert model.discounted_periods([3], 400, 0.1)[0] == pytest.approx(0.8 / 0.3, rel=1e-3)


def test_nineteen_of_twenty_intervals_hold_what_came(shop):
    histories, spend, later = seen(shop, 60)
    model = CustomerValue(BetaGeometricNBD().fit(histories), GammaGamma().fit(spend))

    found = model.predict(histories, spend, 12, 0.10)

    came = np.array(
        [(values * 1.1 ** (-times * 7 / 365))[times <= 365 / 7].sum() for times, values in later]
    )
    assert found.value.sum() == pytest.approx(came.sum(), rel=0.1)
    inside = (found.low <= came) & (came <= found.high)
    assert 0.93 < inside.mean() < 0.985
    # also of those who are likely to order
    frequent = found.orders_12m > 1
    assert 0.91 < inside[frequent].mean() < 0.985
    assert (found.low <= found.value).all()


def test_each_customer_has_a_discount_rate(shop):
    histories, spend, _ = seen(shop, 60)
    model = CustomerValue(BetaGeometricNBD().fit(histories), GammaGamma().fit(spend))
    same = np.repeat(histories[:1], 3, axis=0), np.repeat(spend[:1], 3, axis=0)

    none, low, high = model.predict(*same, 24, [0.0, 0.1, 0.5]).value

    assert none > low > high > none / 1.5**2


def test_baselines():
    histories = [[0, 0, 0], [4, 20, 40], [0, 0, 40]]

    assert PastRate().expected_orders(histories, 10).tolist() == [0, 1, 0]
    learnt = RecencyFrequency().fit(histories, [0, 0.2, 0], [500, 500, 500])
    assert learnt.rate(histories) == pytest.approx([0, 0.2, 0], abs=0.01)
    unknown = learnt.discounted_orders(histories, 10, 0.01)
    assert np.isnan(unknown["square"]).all() and np.isfinite(unknown["mean"]).all()


def test_the_figures_of_a_prediction():
    later, predicted = np.array([4.0, 0.0, 2.0, 0.0]), np.array([3.0, 1.0, 1.0, 0.0])

    found = judge(later, predicted, np.array([1.0, 2.0, 3.0, 4.0]))

    assert found["root_mean_squared_error"] == pytest.approx(np.sqrt((1 + 2 + 3) / 10))
    assert found["bias"] == pytest.approx(8 / 10 - 1)
    assert found["top_decile_share"] == pytest.approx(0.4)
    rows = np.repeat([0, 1, 2, 3], [1, 2, 3, 4])
    assert found["correlation"] == pytest.approx(np.corrcoef(later[rows], predicted[rows])[0, 1])


def test_a_model_is_chosen_by_the_last_months(shop):
    today, test = snapshot(shop, 60, 100), snapshot(shop, 47, 60)

    choice = choose(today, test, snapshot(shop, 34, 47))

    assert choice.name in ("bg_nbd", "mbg_nbd", "pareto_nbd")
    assert choice.model.log_likelihood_ < 0
    errors = {
        metric.algorithm: metric.value
        for metric in choice.metrics
        if metric.metric == "root_mean_squared_error"
    }
    assert errors.keys() == {"bg_nbd", "mbg_nbd", "nbd", "pareto_nbd", "past_rate", "rfm"}
    assert errors[choice.name] == min(errors[name] for name in ("bg_nbd", "mbg_nbd", "pareto_nbd"))


def test_a_covariate_that_matters_is_used(shop):
    def with_trait(found):
        rows = found.X[:, 0] + found.later > 2  # as if it were known who orders often
        return Snapshot(np.column_stack([found.X, rows]), found.weights, found.later, found.length)

    choice = choose(with_trait(snapshot(shop, 60, 100)), with_trait(snapshot(shop, 47, 60)), None)

    assert choice.has_channel and choice.name.endswith("_with_channel")
    assert choice.model.coefficients_[0] > 0


def test_a_baseline_takes_over():
    few = Snapshot(np.array([[0.0, 0, 10], [1, 3, 10]]), np.array([500.0, 3.0]))
    choice = choose(few, None, None)

    assert choice.name == "past_rate" and "fewer than 30" in choice.notes[0]

    alike = np.array([[3.0, 30.0, 39.0]])
    test = Snapshot(alike, np.array([400.0]), np.array([1.0]), 13.0)
    choice = choose(Snapshot(alike, np.array([400.0])), test, None)

    assert choice.name == "past_rate"
    assert any("no optimum" in note or "singular" in note for note in choice.notes)


def test_without_a_past_the_first_model_is_used(shop):
    choice = choose(snapshot(shop, 60, 100), None, None)

    assert choice.name == "mbg_nbd" and "too short" in choice.notes[0]


def spenders(shop, start, end):
    histories, spend, later = seen(shop, start)
    came = [values[times <= end - start].sum() for times, values in later]
    past = [values[times <= start].sum() for times, values in shop if times[0] <= start]
    return Spenders(histories, np.column_stack([spend, past]), np.array(came), end - start)


def test_the_model_values_customers_who_leave(shop):
    choice = choose(snapshot(shop, 60, 100), snapshot(shop, 47, 60), None)

    value = choose_value(choice, spenders(shop, 60, 100), spenders(shop, 47, 60))

    assert value.name == choice.name
    ranks = {m.algorithm: m.value for m in value.metrics if m.metric == "spend_rank_correlation"}
    assert ranks[choice.name] > ranks["past_spend"]


def test_past_spend_values_customers_if_it_ranks_better(shop):
    choice = choose(snapshot(shop, 60, 100), snapshot(shop, 47, 60), None)
    today, test = spenders(shop, 60, 100), spenders(shop, 47, 60)
    # as if everyone went on spending a tenth of the past
    test = Spenders(test.X, test.spend, test.spend[:, 2] / 10, test.length)

    value = choose_value(choice, today, test)

    assert value.name == "past_spend" and "past spend ranked" in value.notes[-1]
    found = value.model.predict(today.X, today.spend, 12, 0.0)
    assert found.value == pytest.approx(today.spend[:, 2] / 10 / 13 * 365 / 7)
    assert np.isnan(found.low).all() and np.isfinite(found.alive).all()
