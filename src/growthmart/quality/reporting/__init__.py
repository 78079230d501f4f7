"""What a run of dbt reports at its end: the quality files, and the summary for people."""

from growthmart.quality.reporting.report import report_run

__all__ = ["report_run"]
