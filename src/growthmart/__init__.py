"""growthmart: a dbt project for precision marketing, and the library that its models call."""

from importlib.metadata import version

__version__ = version("growthmart")
