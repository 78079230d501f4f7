"""The report at the end of a run of dbt: the quality files, and the summary for the user."""

from growthmart.quality.reporting.report import report_run

__all__ = ["report_run"]
