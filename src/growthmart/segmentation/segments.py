"""What the registry keeps of a segmentation: the centres, and what each segment is called."""

from dataclasses import dataclass

import pyarrow as pa

from growthmart.segmentation.clusters import Clusters

SEGMENTS_SCHEMA = pa.schema(
    [
        ("segment_id", pa.string()),
        ("segment_name", pa.string()),
        ("stability_jaccard", pa.float64()),
        ("is_stable", pa.bool_()),
    ]
)


@dataclass(frozen=True)
class Segments:
    """Learnt segments with their ids and names, each in the order of the centres.

    Attributes:
        clusters: the centres.
        ids: the id of each segment.
        names: the name of each segment.
        jaccard: the stability of each segment, 0 to 1.
        is_stable: whether each segment is stable.
        last_number: the highest number that an id of this or an earlier model had.
    """

    clusters: Clusters
    ids: list[str]
    names: list[str]
    jaccard: list[float]
    is_stable: list[bool]
    last_number: int

    def table(self) -> pa.Table:
        """Return a table of ``SEGMENTS_SCHEMA``, with a row for each segment."""
        columns = [self.ids, self.names, self.jaccard, self.is_stable]
        return pa.table(columns, schema=SEGMENTS_SCHEMA)
