"""The version that dbt shows for this adapter: the library's."""

from growthmart import __version__ as version  # noqa: F401
