"""CDNOW: the published fits of the models of customer lifetime value, and their holdout."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.science.figures import Figures, at_least, at_most, reported, same_digits, within
from benchmarks.science.plots import curves
from benchmarks.science.purchases import Purchases
from benchmarks.science.real_data import real_data
from growthmart.clv import (
    BetaGeometricNBD,
    GammaGamma,
    ModifiedBetaGeometricNBD,
    ParetoNBD,
    choose,
    judge,
)
from growthmart.clv.purchases import PurchaseModel

END, HOLDOUT_END = pd.Timestamp("1997-09-30"), pd.Timestamp("1998-06-30")
QUARTER_BEFORE, HALF_YEAR_BEFORE = pd.Timestamp("1997-07-01"), pd.Timestamp("1997-04-01")

MODELS = {
    "bg_nbd": BetaGeometricNBD,
    "mbg_nbd": ModifiedBetaGeometricNBD,
    "pareto_nbd": ParetoNBD,
}
PARAMETERS = {
    "bg_nbd": {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426},
    "mbg_nbd": {"r": 0.525, "alpha": 6.183, "a": 0.891, "b": 1.614},
    "pareto_nbd": {"r": 0.553, "alpha": 10.578, "s": 0.606, "beta": 11.669},
    "gamma_gamma": {"p": 6.25, "q": 3.74, "v": 15.44},
}
LOG_LIKELIHOODS = {"bg_nbd": -9582.4, "pareto_nbd": -9595.0, "gamma_gamma": -4055.92}
NEW_CUSTOMER = {
    0.1429: 0.0078,
    1.0: 0.0532,
    3.0: 0.1506,
    31.8571: 1.0405,
    32.0: 1.0437,
    78.0: 1.8576,
}


def measure(plots: Path) -> Figures:
    """Fit to 39 weeks, and predict the next 39."""
    sample = _purchases("cdnow_sample")
    histories = sample.histories(END).to_numpy()
    models: dict[str, PurchaseModel] = {
        name: model().fit(histories) for name, model in MODELS.items()
    }
    spend = GammaGamma().fit(sample.repeat_spend(END).to_numpy())
    figures: Figures = {}
    for name, fitted in (models | {"gamma_gamma": spend}).items():
        if name in LOG_LIKELIHOODS:
            likelihood = within(fitted.log_likelihood_, LOG_LIKELIHOODS[name], 0.1)
        else:
            likelihood = reported(fitted.log_likelihood_)
        figures[f"{name}_log_likelihood"] = likelihood
        for parameter, anchor in PARAMETERS[name].items():
            figures[f"{name}_{parameter}"] = same_digits(fitted.parameters_[parameter], anchor)
    figures["gamma_gamma_correlation"] = reported(spend.correlation_)
    figures["gamma_gamma_correlation_p_value"] = reported(spend.p_value_)
    bg_nbd = models["bg_nbd"]
    for weeks, anchor in NEW_CUSTOMER.items():
        new = bg_nbd.expected_orders_of_new(weeks)
        figures[f"bg_nbd_new_customer_{weeks:g}_weeks"] = within(new, anchor, 0.0005)
    one = bg_nbd.expected_orders([[2, 30.43, 38.86]], 39)[0]
    figures["bg_nbd_customer_2_30.43_38.86"] = within(one, 1.226, 0.0005)
    figures |= _holdout(sample, models, "sample")
    figures |= _full(plots)
    _draw(sample, models, plots)
    return figures


def _holdout(purchases: Purchases, models: dict[str, PurchaseModel], name: str) -> Figures:
    """Judge each model, and the one that is chosen by the last 13 weeks of the calibration."""
    test = purchases.snapshot(END, HOLDOUT_END)
    choice = choose(
        test,
        purchases.snapshot(QUARTER_BEFORE, END),
        purchases.snapshot(HALF_YEAR_BEFORE, QUARTER_BEFORE),
    )
    figures: Figures = {f"{name}_chosen": reported(choice.name)}
    for label, model in (models | {"chosen": choice.model}).items():
        is_asked = name == "sample" and label in ("bg_nbd", "chosen")
        found = judge(test.later, model.expected_orders(test.X, test.length), test.weights)
        for metric, value in found.items():
            figure = reported(value)
            if is_asked and metric == "root_mean_squared_error":
                figure = at_most(value, 1.61)
            if is_asked and metric == "correlation":
                figure = at_least(value, 0.625)
            figures[f"{name}_{label}_{metric}"] = figure
    return figures


def _full(plots: Path) -> Figures:
    """Report all 23,570 customers."""
    full = _purchases("cdnow_master")
    histories = full.histories(END).to_numpy()
    models: dict[str, PurchaseModel] = {
        name: model().fit(histories) for name, model in MODELS.items()
    }
    figures: Figures = {"full_customers": reported(len(histories))}
    for name, model in models.items():
        figures[f"full_{name}_log_likelihood"] = reported(model.log_likelihood_)
        for parameter, value in model.parameters_.items():
            figures[f"full_{name}_{parameter}"] = reported(value)
    return figures | _holdout(full, models, "full")


def _draw(purchases: Purchases, models: dict[str, PurchaseModel], plots: Path) -> None:
    """Draw the repeat purchases of all by week, and those in the holdout by frequency."""
    weeks = np.arange(1, 79)
    days = purchases.days
    first = days["customer_id"].map(purchases.first)
    start = purchases.first.min()
    repeat = (days.loc[days["day"] > first, "day"] - start).dt.days / 7
    entered = (purchases.first - start).dt.days.to_numpy() / 7
    lines = {"ordered": (weeks, [(repeat <= week).sum() for week in weeks])}
    for name, model in models.items():
        new = {age: model.expected_orders_of_new(age) for age in np.unique(_ages(weeks, entered))}
        lines[name] = (
            weeks,
            [sum(new[age] for age in _ages([week], entered)[0] if age > 0) for week in weeks],
        )
    curves(
        plots / "cdnow_tracking.svg",
        lines,
        "CDNOW: repeat purchases of all, the holdout from week 39 on",
        "week",
        "purchases so far",
    )
    test = purchases.snapshot(END, HOLDOUT_END)
    groups = np.minimum(test.X[:, 0], 7)
    numbers = np.unique(groups)
    by_frequency = {"ordered": (numbers, [test.later[groups == n].mean() for n in numbers])}
    for name, model in models.items():
        predicted = model.expected_orders(test.X, test.length)
        by_frequency[name] = (numbers, [predicted[groups == n].mean() for n in numbers])
    curves(
        plots / "cdnow_calibration.svg",
        by_frequency,
        "CDNOW: purchases in the holdout, by repeat purchases before (7: or more)",
        "repeat purchases in 39 weeks",
        "mean purchases in the next 39 weeks",
    )


def _ages(weeks: object, entered: np.ndarray) -> np.ndarray:
    """Return the age of each customer at each week, in whole days."""
    return np.round(np.maximum(np.subtract.outer(np.asarray(weeks), entered), 0), 6)


def _purchases(name: str) -> Purchases:
    table = pd.read_parquet(real_data("cdnow") / f"{name}.parquet")
    return Purchases(
        pd.DataFrame(
            {
                "customer_id": table["customer_id"],
                "day": pd.to_datetime(table["purchase_date"]),
                "value": table["dollar_value"],
            }
        )
    )
