"""Campaigns, visits of orders, messages and costs, and the effect of the messages."""
