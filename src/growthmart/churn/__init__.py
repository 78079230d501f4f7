"""Churn of customers: no order in the churn window after a date."""

from growthmart.churn.task import CHURN
from growthmart.classification import Campaign, fit_champion
from growthmart.classification.tables import score, train_when_due

__all__ = ["CHURN", "Campaign", "fit_champion", "score", "train_when_due"]
