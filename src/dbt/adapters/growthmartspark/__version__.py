"""The version that dbt shows for this adapter: the version of the library."""

from growthmart import __version__ as version  # noqa: F401
