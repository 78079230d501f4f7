"""Online Retail: what a wholesaler's customers spend in the next quarter."""

from pathlib import Path

import pandas as pd
from scipy.stats import spearmanr

from benchmarks.science.figures import Figures, at_least, reported
from benchmarks.science.purchases import Purchases
from benchmarks.science.real_data import real_data
from growthmart.clv import choose, choose_value
from growthmart.clv.choosing import MODELS
from growthmart.clv.valuing import top_decile_share

TODAY = pd.Timestamp("2011-09-09")  # 91 days before the last day
QUARTER = pd.Timedelta(days=91)


def measure(plots: Path) -> Figures:
    """Learn from nine months, and rank the customers by what they spend in the next three."""
    purchases = _purchases()
    test = purchases.snapshot(TODAY, TODAY + QUARTER)
    figures: Figures = {"customers": reported(len(test.X))}
    for name, model in MODELS.items():
        fitted = model().fit(test.X)
        figures[f"{name}_log_likelihood"] = reported(fitted.log_likelihood_)
        figures[f"{name}_at_boundary"] = reported(", ".join(fitted.boundary_) or "none")
        figures[f"{name}_hessian"] = reported("singular" if fitted.is_singular_ else "regular")
    choice = choose(
        test,
        purchases.snapshot(TODAY - QUARTER, TODAY),
        purchases.snapshot(TODAY - 2 * QUARTER, TODAY - QUARTER),
    )
    customers = purchases.spenders(TODAY, TODAY + QUARTER)
    value = choose_value(choice, customers, purchases.spenders(TODAY - QUARTER, TODAY))
    months = QUARTER.days * 12 / 365
    predicted = value.model.predict(customers.X, customers.spend, months, 0.10).value
    later, past = customers.later, customers.spend[:, 2]
    figures["chosen_for_orders"] = reported(choice.name)
    figures["chosen_for_value"] = reported(value.name)
    figures["chosen_for_value_note"] = reported("; ".join(value.notes))
    for metric, measured in (
        ("top_decile_share", top_decile_share),
        ("spearman", lambda score, came: float(spearmanr(score, came).statistic)),
    ):
        figures[metric] = at_least(measured(predicted, later), measured(past, later))
        figures[f"{metric}_of_past_spend"] = reported(measured(past, later))
    return figures


def _purchases() -> Purchases:
    """Return the goods bought by known customers; returns are left out, as they name no order."""
    lines = pd.read_parquet(real_data("uci_online_retail") / "online_retail.parquet")
    lines = lines[
        lines["customer_id"].notna() & (lines["quantity"] > 0) & (lines["unit_price"] > 0)
    ]
    return Purchases(
        pd.DataFrame(
            {
                "customer_id": lines["customer_id"].astype(int),
                "day": lines["invoice_date"].dt.normalize(),
                "value": lines["quantity"] * lines["unit_price"],
            }
        )
    )
