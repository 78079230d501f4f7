"""Classification of rows by a label of two values, for churn, response and conversion."""

from growthmart.classification.champion import Champion, fit_champion
from growthmart.classification.metrics import Campaign, calibration_table, measures

__all__ = ["Campaign", "Champion", "calibration_table", "fit_champion", "measures"]
