"""Relations that are raw Parquet files if the source has a location, as in dbt-duckdb."""

from dataclasses import dataclass
from typing import Any

from dbt.adapters.spark.relation import SparkRelation

from growthmart.raw_files import present_path


@dataclass(frozen=True, eq=False, repr=False)
class GrowthmartSparkRelation(SparkRelation):
    """A table of the metastore, or the files of a source's ``external_location``."""

    external: str | None = None

    @classmethod
    def create_from(cls, quoting: Any, relation_config: Any, **kwargs: Any) -> Any:
        """Read the location from the meta of the source or of its table."""
        meta = getattr(relation_config, "source_meta", {}) | (relation_config.meta or {})
        if relation_config.resource_type == "source" and "external_location" in meta:
            location = meta["external_location"].format_map(
                meta | {"name": relation_config.name, "identifier": relation_config.identifier}
            )
            kwargs["external"] = f"parquet.`{present_path(location)}`"
        return super().create_from(quoting, relation_config, **kwargs)

    def render(self) -> str:
        """Return the relation as it is written in SQL."""
        return self.external or super().render()
