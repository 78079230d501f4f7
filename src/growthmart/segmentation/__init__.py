"""Segmentation of customers."""

from growthmart.segmentation.tables import COLUMNS, TRAINING_COLUMNS, drift, label, train_when_due

__all__ = ["COLUMNS", "TRAINING_COLUMNS", "drift", "label", "train_when_due"]
