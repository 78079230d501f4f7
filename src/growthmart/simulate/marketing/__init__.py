"""Campaigns, the visits behind orders, messages and costs, and the effect that they have."""
