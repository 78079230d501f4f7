"""Churn: no order in the churn window after a date, or the end of a subscription."""

from growthmart.churn.task import CHURN, SUBSCRIPTION_CHURN
from growthmart.classification import Campaign, fit_champion
from growthmart.classification.tables import backtest, drift, score, train_when_due

__all__ = [
    "CHURN",
    "SUBSCRIPTION_CHURN",
    "Campaign",
    "backtest",
    "drift",
    "fit_champion",
    "score",
    "train_when_due",
]
