"""The models of orders: published figures, simulations, and what can go wrong."""

import numpy as np
import pytest

from growthmart.clv import BetaGeometricNBD, ModifiedBetaGeometricNBD, ParetoNBD
from growthmart.clv import pareto as pareto_module
from growthmart.clv.histories import Histories

# of the CDNOW sample, in weeks
PUBLISHED = {
    BetaGeometricNBD: [0.243, 4.414, 0.793, 2.426],
    ModifiedBetaGeometricNBD: [0.525, 6.183, 0.891, 1.614],
    ParetoNBD: [0.553, 10.578, 0.606, 11.669],
}
CUSTOMER = [[2, 30.43, 38.86]]
WEEKS, LOG_DISCOUNT = 52, 0.01


def with_parameters(model, values):
    """Return a model as if it had been fitted, without error."""
    return model.known(dict(zip(model.names, values, strict=True)))


def simulated(model, customers, seed, effect=0.0):
    """Return histories of customers who live as the model says, and whether each has a trait."""
    generator = np.random.default_rng(seed)
    r, alpha, a, b = PUBLISHED[model]
    trait = generator.integers(0, 2, customers)
    rates = generator.gamma(r, np.exp(effect * trait) / alpha)
    ages = generator.integers(190, 274, customers) / 7
    rows = []
    for rate, age in zip(rates, ages, strict=True):
        if model is ParetoNBD:
            leaves, share = generator.exponential(1 / generator.gamma(a, 1 / b)), 0.0
        else:
            leaves, share = np.inf, generator.beta(a, b)
        time, count, last = 0.0, 0, 0.0
        is_alive = not (model is ModifiedBetaGeometricNBD and generator.random() < share)
        while is_alive:
            time += generator.exponential(1 / rate)
            if time > min(age, leaves):
                break
            count, last = count + 1, time
            is_alive = generator.random() >= share
        rows.append([count, last, age])
    return np.array(rows), trait


@pytest.mark.parametrize(
    ("weeks", "orders"),
    [(0.1429, 0.0078), (1, 0.0532), (3, 0.1506), (31.8571, 1.0405), (32, 1.0437), (78, 1.8576)],
)
def test_published_orders_of_a_new_customer(weeks, orders):
    model = with_parameters(BetaGeometricNBD, PUBLISHED[BetaGeometricNBD])

    assert model.expected_orders_of_new(weeks) == pytest.approx(orders, rel=4e-3)


def test_published_orders_of_a_customer():
    model = with_parameters(BetaGeometricNBD, PUBLISHED[BetaGeometricNBD])

    assert model.expected_orders(CUSTOMER, 39)[0] == pytest.approx(1.226, abs=5e-4)


def test_who_is_alive():
    one_order, two_orders = [[0, 0, 38]], [[1, 2, 38]]
    bg_nbd, mbg_nbd, pareto_nbd = (with_parameters(*pair) for pair in PUBLISHED.items())

    assert bg_nbd.probability_alive(one_order)[0] == 1
    for model in (mbg_nbd, pareto_nbd):
        assert 0 < model.probability_alive(one_order)[0] < 1
    for model in (bg_nbd, mbg_nbd, pareto_nbd):
        assert model.probability_alive(two_orders)[0] < model.probability_alive([[1, 38, 38]])[0]


@pytest.mark.parametrize("model", PUBLISHED)
def test_moments_agree_with_simulated_futures(model):
    generator = np.random.default_rng(5)
    fitted = with_parameters(model, PUBLISHED[model])
    r, alpha, a, b = PUBLISHED[model]
    (x, _, age), draws = CUSTOMER[0], 40_000
    is_alive = generator.random(draws) < fitted.probability_alive(CUSTOMER)[0]
    rate = generator.gamma(r + x, 1 / (alpha + age), draws)
    if model is ParetoNBD:
        leaves, share = generator.exponential(1 / generator.gamma(a, 1 / (b + age), draws)), 0.0
    else:
        stayed = b + x + (model is ModifiedBetaGeometricNBD)
        leaves, share = np.full(draws, np.inf), generator.beta(a, stayed, draws)
    total, squares, count, time = np.zeros(draws), np.zeros(draws), np.zeros(draws), np.zeros(draws)
    while is_alive.any():
        time = time + generator.exponential(1 / rate)
        is_alive &= time <= np.minimum(leaves, WEEKS)
        worth = np.where(is_alive, np.exp(-LOG_DISCOUNT * time), 0.0)
        total, squares, count = total + worth, squares + worth**2, count + is_alive
        is_alive &= generator.random(draws) >= share

    found = fitted.discounted_orders(CUSTOMER, WEEKS, LOG_DISCOUNT)

    expected = {"mean": total, "square": total**2, "squares": squares, "none": count == 0}
    for name, values in expected.items():
        error = values.std() / np.sqrt(draws)
        assert found[name][0] == pytest.approx(values.mean(), abs=4 * error), name
    assert fitted.expected_orders(CUSTOMER, WEEKS)[0] == pytest.approx(
        count.mean(), abs=4 * count.std() / np.sqrt(draws)
    )


@pytest.mark.parametrize("model", PUBLISHED)
def test_the_time_to_the_next_order_is_its_median(model):
    fitted = with_parameters(model, PUBLISHED[model])
    customers = [[8, 36, 38], [0, 0, 38]]

    frequent, once = fitted.time_to_next_order(customers, WEEKS)

    by_then = fitted.discounted_orders(customers[:1], frequent, 0.0)["none"][0]
    assert by_then == pytest.approx(0.5, abs=1e-3)
    assert np.isnan(once)


@pytest.mark.parametrize("model", PUBLISHED)
def test_a_fit_finds_the_parameters_and_the_effect_of_a_trait(model):
    histories, trait = simulated(model, 6_000, seed=2, effect=0.7)

    fitted = model().fit(np.column_stack([histories, trait]))

    effect_error = np.sqrt(fitted.covariance_[-1, -1])
    assert fitted.coefficients_[0] == pytest.approx(0.7, abs=3 * effect_error)
    for name, value in zip(model.names, PUBLISHED[model], strict=True):
        error = fitted.standard_errors_[name]
        assert 0 < error < value
        assert fitted.parameters_[name] == pytest.approx(value, abs=3.5 * error)
    assert not fitted.boundary_ and not fitted.is_singular_


@pytest.mark.parametrize("model", PUBLISHED)
def test_weights_and_the_order_of_rows_change_nothing(model):
    histories, _ = simulated(model, 1_500, seed=3)
    rounded = np.round(histories)  # so that there are equal ones
    rounded[:, 1] = np.where(rounded[:, 0] > 0, np.maximum(rounded[:, 1], 1), 0)
    distinct, counts = np.unique(rounded, axis=0, return_counts=True)
    order = np.random.default_rng(1).permutation(len(rounded))

    plain, weighted = model().fit(rounded), model().fit(distinct, sample_weight=counts)
    permuted = model().fit(rounded[order])

    assert len(distinct) < len(rounded) / 2
    assert plain.parameters_ == weighted.parameters_ == permuted.parameters_
    assert plain.log_likelihood_ == weighted.log_likelihood_
    by_row = model().fit_histories(Histories.of(rounded))
    assert by_row.parameters_ == pytest.approx(plain.parameters_, rel=1e-4)
    for scores in (
        lambda one, rows: one.expected_orders(rows, 52),
        lambda one, rows: one.probability_alive(rows),
        lambda one, rows: one.discounted_orders(rows, 52, 0.002)["square"],
    ):
        assert (scores(plain, rounded)[order] == scores(permuted, rounded[order])).all()


def test_frequent_customers_have_the_same_likelihood_by_quadrature(monkeypatch):
    fitted = with_parameters(ParetoNBD, [0.5, 8.0, 0.6, 12.0])
    customers = Histories.of([[x, 30.0, 39.0] for x in (1, 20, 100, 130)])
    by_series = fitted._log_likelihoods(fitted._fitted(customers), customers)
    monkeypatch.setattr(pareto_module, "LARGEST_EXPONENT", 0.0)

    by_quadrature = fitted._log_likelihoods(fitted._fitted(customers), customers)

    assert by_quadrature == pytest.approx(by_series, rel=1e-10)
    many = [[900, 38.9, 39.0], [900, 39.0, 39.0], [900, 20.0, 39.0]]
    assert np.isfinite(fitted.probability_alive(many)).all()


@pytest.mark.parametrize("model", PUBLISHED)
def test_customers_who_are_all_alike_have_no_optimum(model):
    fitted = model().fit([[3, 30, 39]], sample_weight=[500])

    assert fitted.boundary_ or fitted.is_singular_
    assert np.isfinite(fitted.expected_orders([[3, 30, 39]], 52)).all()


@pytest.mark.parametrize("model", PUBLISHED)
def test_the_youngest_and_the_oldest_customers_have_finite_scores(model):
    fitted = with_parameters(model, PUBLISHED[model])
    customers = [[0, 0, 0], [1, 1 / 7, 1 / 7], [300, 500, 500], [0, 0, 1_000], [1, 1, 1_000]]

    found = fitted.discounted_orders(customers, 150, 0.002)

    assert all(np.isfinite(values).all() for values in found.values())
    assert ((found["none"] >= 0) & (found["none"] <= 1)).all()


@pytest.mark.parametrize(
    "rows",
    [[[1, 2, 1]], [[-1, 0, 1]], [[1, 0, 3]], [[0, 1, 3]], [[1, np.nan, 3]], [[1, 2]]],
)
def test_impossible_histories_are_refused(rows):
    with pytest.raises(ValueError, match=r"recency|finite|columns"):
        BetaGeometricNBD().fit(rows)
