"""Spark's tables: their comments, their files, and how to write small ones."""

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
from growthmart.engines.spark.session import STATE_FOLDERS

_COMMENTS: dict[str, str | None] = {}
_SCHEMA_FOLDERS: dict[str, Path] = {}


def comment(session: SparkSession, table: str) -> str | None:
    """Return the comment of a table; None if it has no comment or does not exist.

    A table without files counts as missing, because Spark would read it as empty. Comments are
    cached: the metastore is slow, and every guard asks for all tables of a layer. The cache is
    right because only this process writes to the metastore.
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
    """Return the run that built a table; if it is unknown, a text that no call returned before."""
    return comment(session, table) or f"unstamped {uuid4()}"


def set_comment(session: SparkSession, table: str, text: str) -> None:
    """Store a text as the comment of a table."""
    session.sql(f"comment on table {table} is '{text}'")
    _COMMENTS[table] = text


def forget_comment(table: str) -> None:
    """Remove the comment of a table from the cache, so that the next call reads it again."""
    _COMMENTS.pop(table, None)


def remove_leftover(session: SparkSession, table: str) -> None:
    """Remove the files of a table that the metastore does not know.

    Spark refuses to write into a folder with files. There are such files if a build was killed
    while it wrote, or if the metastore is new. State cannot be built again, so for a table of the
    state only unfinished files are removed.
    """
    folder = _folder(session, table)
    if not folder.is_dir() or session.catalog.tableExists(table):
        return
    is_state = _name_parts(table)[0] in STATE_FOLDERS
    finished = (file for file in folder.rglob("*.parquet") if "_temporary" not in file.parts)
    if not is_state or not any(finished):
        shutil.rmtree(folder)


def _name_parts(table: str) -> list[str]:
    """Return the schema and the name of a table; they may be quoted."""
    return table.replace("`", "").split(".")


def _folder(session: SparkSession, table: str) -> Path:
    """Return the folder of the files of a table; it may not exist yet."""
    schema, name = _name_parts(table)
    if schema not in _SCHEMA_FOLDERS:
        location = session.catalog.getDatabase(schema).locationUri
        _SCHEMA_FOLDERS[schema] = Path(url2pathname(urlsplit(location).path))
    return _SCHEMA_FOLDERS[schema] / name.lower()


def write_table(session: SparkSession, rows: pa.Table | DataFrame, table: str) -> None:
    """Write the rows that a Python model returns as the table of that model."""
    frame = session.createDataFrame(rows) if isinstance(rows, pa.Table) else rows
    remove_leftover(session, table)
    frame.write.mode("overwrite").format("parquet").saveAsTable(table)


def keep_rows(session: SparkSession, table: str, sql: str) -> None:
    """Replace the rows of a table by those of a query that reads it, if some are left out."""
    kept = session.sql(sql)
    if kept.count() == session.table(table).count():
        return
    text, beside = comment(session, table), f"{'.'.join(_name_parts(table))}__kept"
    # Spark cannot write a table that it reads
    write_table(session, kept, beside)
    write_table(session, session.table(beside), table)
    session.sql(f"drop table {beside}")
    if text is not None:
        set_comment(session, table, text)


def write_parquet(session: SparkSession, sql: str, file: Path) -> None:
    """Write the rows of a query as one Parquet file; if it fails, there is no file."""
    permissions.make_shared(file.parent)
    beside = file.with_name(f"{file.name}.next")
    parquet.write_table(session.sql(sql).toArrow(), beside)
    beside.replace(file)


def repeat_until_unchanged(session: SparkSession, view: str, first: str, following: str) -> None:
    """Make a temporary view, and repeat a query on it until its rows no longer change.

    Args:
        session: the session of the view.
        view: the name of the view.
        first: the query of its first rows.
        following: a query that reads the view and returns its next rows.
    """
    rows = _written_out(session, first)
    is_changed = True
    while is_changed:
        rows.createOrReplaceTempView(view)
        newer = _written_out(session, following)
        is_changed = newer.count() != rows.count() or not newer.exceptAll(rows).isEmpty()
        rows = newer


def _written_out(session: SparkSession, sql: str) -> DataFrame:
    """Write the rows of a query to the session's checkpoint folder, and return a frame of them.

    Without files, the plan of all rounds grows until the memory is full, and a lost worker's rows
    are lost. A checkpoint of Spark keeps the size that Spark estimates for the plan. Joins multiply
    these estimates, so after a dozen rounds the number itself fills the memory.
    """
    folder = f"{session.sparkContext.getCheckpointDir()}/{uuid4()}"
    session.sql(sql).write.parquet(folder)
    return session.read.parquet(folder)
