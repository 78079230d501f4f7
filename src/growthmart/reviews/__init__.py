"""Sentiment and topics of the texts of reviews."""

from growthmart.reviews.tables import COLUMNS, TRAINING_COLUMNS, score_texts, train

__all__ = ["COLUMNS", "TRAINING_COLUMNS", "score_texts", "train"]
