"""Tables of Spark: their comments, their files, and how small ones are written."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as parquet
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession

from growthmart import permissions

_COMMENTS: dict[str, str | None] = {}
_SCHEMA_FOLDERS: dict[str, Path] = {}


def comment(session: SparkSession, table: str) -> str | None:
    """Return the comment of a table, None where there is no such table or it has none.

    A table whose files are gone is none: Spark would read it as empty. The metastore is asked once:
    it takes its time, and every guard asks for all tables of a layer. This process is its only
    writer.
    """
    if table not in _COMMENTS:
        try:
            if not _folder(session, table).is_dir():
                return None
            _COMMENTS[table] = session.catalog.getTable(table).description
        except AnalysisException:
            return None
    return _COMMENTS[table]


def stamp(session: SparkSession, table: str) -> str:
    """Return which run has built a table; without one, a text that there was never before."""
    return comment(session, table) or f"unstamped {uuid4()}"


def set_comment(session: SparkSession, table: str, text: str) -> None:
    """Note a text on a table."""
    session.sql(f"comment on table {table} is '{text}'")
    _COMMENTS[table] = text


def forget_comment(table: str) -> None:
    """Forget the comment of a table: the next question reads it again."""
    _COMMENTS.pop(table, None)


def remove_leftover(session: SparkSession, table: str) -> None:
    """Remove the files of a table that the metastore does not know: Spark would not write there.

    A build was killed while it wrote them, or the metastore is a new one. State cannot be built
    again: of its files only those that were never finished are removed.
    """
    folder = _folder(session, table)
    if not folder.is_dir() or session.catalog.tableExists(table):
        return
    is_state = _name_parts(table)[0] == "state"
    finished = (file for file in folder.rglob("*.parquet") if "_temporary" not in file.parts)
    if not is_state or not any(finished):
        shutil.rmtree(folder)


def _name_parts(table: str) -> list[str]:
    """Return schema and name of a table, which may be quoted."""
    return table.replace("`", "").split(".")


def _folder(session: SparkSession, table: str) -> Path:
    """Return where the files of a table lie, or would."""
    schema, name = _name_parts(table)
    if schema not in _SCHEMA_FOLDERS:
        location = session.catalog.getDatabase(schema).locationUri
        _SCHEMA_FOLDERS[schema] = Path(url2pathname(urlsplit(location).path))
    return _SCHEMA_FOLDERS[schema] / name.lower()


def write_table(session: SparkSession, rows: pa.Table | DataFrame, table: str) -> None:
    """Write what a Python model returns as the table of that model."""
    frame = session.createDataFrame(rows) if isinstance(rows, pa.Table) else rows
    remove_leftover(session, table)
    frame.write.mode("overwrite").format("parquet").saveAsTable(table)


def write_parquet(session: SparkSession, sql: str, file: Path) -> None:
    """Write the rows of a query as one Parquet file, all of it or nothing."""
    permissions.make_shared(file.parent)
    beside = file.with_name(f"{file.name}.next")
    parquet.write_table(session.sql(sql).toArrow(), beside)
    beside.replace(file)


def repeat_until_unchanged(session: SparkSession, view: str, first: str, following: str) -> None:
    """Make a temporary view of the rows that the query ``following``, which reads it, lets be."""
    rows = _written_out(session, first)
    is_changed = True
    while is_changed:
        rows.createOrReplaceTempView(view)
        newer = _written_out(session, following)
        is_changed = newer.count() != rows.count() or not newer.exceptAll(rows).isEmpty()
        rows = newer


def _written_out(session: SparkSession, sql: str) -> DataFrame:
    """Return the rows of a query from files among the checkpoints of the session.

    A plan of all rounds would grow beyond any memory, and what a lost worker held would be lost. A
    checkpoint of Spark's own would still carry the size that Spark expects of the plan: joins
    multiply sizes, so that the number alone fills the memory after a dozen rounds.
    """
    folder = f"{session.sparkContext.getCheckpointDir()}/{uuid4()}"
    session.sql(sql).write.parquet(folder)
    return session.read.parquet(folder)
