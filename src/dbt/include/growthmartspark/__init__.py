"""What dbt looks for beside an adapter; its macros are those of dbt-spark and of the project."""

from pathlib import Path

PACKAGE_PATH = str(Path(__file__).parent)
