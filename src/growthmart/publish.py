"""Publishing: replaces the tables for BI in one step, or leaves them unchanged.

Readers open the published file, never the warehouse. The new file is written next to the old one,
synced to disk and renamed. The same tables are Parquet files in ``runs/<run id>``, and the link
``current`` points to that folder.
"""

import fcntl
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from growthmart import __version__, permissions
from growthmart.engines import Engine, Session, engine_of

# The newest storage that clients of DuckDB 1.4 and later can read.
STORAGE_VERSION = "v1.4.0"
KEPT_RUNS = 2
# The number of nodes that the message of a partial build names.
NAMED_NODES = 3

RESULT_SCHEMA = pa.schema(
    [
        ("run_id", pa.string()),
        ("is_published", pa.bool_()),
        ("reason", pa.string()),
        ("file", pa.string()),
        ("tables_count", pa.int64()),
        ("rows_count", pa.int64()),
    ]
)


class PublishError(Exception):
    """Publishing cannot start; the text says why and what to do."""


@dataclass(frozen=True)
class Table:
    """A published model: its name, its relation in the warehouse and the columns of its key."""

    name: str
    relation: str
    key: list[str]


@dataclass(frozen=True)
class Gate:
    """A gate: the run of its newest rows, if any, and how many of them did not pass."""

    name: str
    run_id: str | None
    not_passed: int


@dataclass(frozen=True)
class PublishContext:
    """An invocation of dbt, as the pre-hook ``set_publish_context`` describes it.

    Args:
        run_id: the invocation id of this run of dbt.
        command: build, run, retry and so on.
        is_empty: whether ``--empty`` was given.
        file: the path of the published file.
        tables: every published model.
        as_of_relation: the relation of the model ``as_of``.
        not_selected: models, seeds, snapshots and data tests that this invocation leaves out.
        not_judged: published models that no gate before ``publish`` has judged.
        gates: every gate of the project.
    """

    run_id: str
    command: str
    is_empty: bool
    file: str
    tables: list[Table]
    as_of_relation: str
    not_selected: list[str]
    not_judged: list[str]
    gates: list[Gate]

    @classmethod
    def from_json(cls, text: str) -> "PublishContext":
        """Return the context that the pre-hook wrote as JSON."""
        values = json.loads(text)
        tables = [Table(**table) for table in values["tables"]]
        gates = [Gate(**gate) for gate in values["gates"]]
        return cls(**{**values, "tables": tables, "gates": gates})

    def closed_gates(self) -> str | None:
        """Return which gates are closed, or None. A closed gate is an error for every command."""
        closed = [
            f"gate {gate.name} is closed, failed expectations: {gate.not_passed}"
            for gate in self.gates
            if gate.not_passed
        ]
        return f"{'; '.join(closed)}. Fix the data, then run dbt build" if closed else None

    def refusal(self) -> str | None:
        """Return why this invocation must not publish although all gates are open, or None."""
        if self.command != "build":
            return f"the command is dbt {self.command}: only a whole dbt build publishes"
        if self.is_empty:
            return "dbt build ran with --empty"
        if self.not_selected:
            return (
                f"this build is partial, it leaves out {self._left_out()}: only a whole dbt build "
                "publishes"
            )
        if not self.gates:
            return "no gate has judged this run"
        for gate in self.gates:
            if gate.run_id != self.run_id:
                return f"{gate.name} has not judged this run"
        return None

    def _left_out(self) -> str:
        named = ", ".join(self.not_selected[:NAMED_NODES])
        more = len(self.not_selected) - NAMED_NODES
        return f"{named} and {more} more" if more > 0 else named


def publish(session: Session) -> pa.Table:
    """Publish every published model, and return one row of ``RESULT_SCHEMA``.

    The row says what was published, or why this invocation does not publish.

    Args:
        session: the session that dbt gives to a Python model, in which a pre-hook has set the
            variable ``publish_context``.

    Raises:
        PublishError: a gate is closed, no gate judges a published model, ``current`` is no link, or
            the pre-hook has not run. In each case nothing was replaced.
    """
    engine = engine_of(session)
    text = engine.variable("publish_context")
    if text is None:
        raise PublishError("no publish_context: the model lacks the pre-hook set_publish_context")
    context = PublishContext.from_json(text)
    if context.not_judged:
        raise PublishError(
            f"no gate before publish judges the published models {', '.join(context.not_judged)}."
            " Add them to ref_models of the gate of their layer in python_models/gates"
        )
    if closed := context.closed_gates():
        raise PublishError(closed)
    rows, reason = 0, context.refusal()
    if reason is None:
        with _alone_in(Path(context.file).parent):
            rows = _replace(engine, context)
    result = {
        "run_id": context.run_id,
        "is_published": reason is None,
        "reason": reason,
        "file": context.file,
        "tables_count": len(context.tables) if reason is None else 0,
        "rows_count": rows,
    }
    return pa.Table.from_pylist([result], RESULT_SCHEMA)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other build publishes to the folder; the lock ends with its process."""
    permissions.make_shared(folder)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _replace(engine: Engine, context: PublishContext) -> int:
    """Write everything next to the old files, then replace: first the file, then the link."""
    file = Path(context.file)
    link = file.parent / "current"
    if link.exists() and not link.is_symlink():
        raise PublishError(f"{link} is no link to the newest run: move it away, then run dbt build")
    next_file = Path(f"{file}.next")
    run_folder = file.parent / "runs" / context.run_id
    permissions.make_shared(run_folder.parent)
    as_of = engine.rows(f"select as_of_date from {context.as_of_relation}")[0][0]
    relations = {table.name: table.relation for table in context.tables}
    parts = run_folder.with_name(f"{run_folder.name}.parts")
    with engine.as_duckdb(relations, parts) as (connection, readable):
        tables = [replace(table, relation=readable[table.name]) for table in context.tables]
        rows = _write_file(connection, next_file, tables, context.run_id, as_of)
        _write_parquet(connection, run_folder, tables)
    next_link = _write_link(link, Path("runs") / context.run_id)
    # a crashed writer leaves this log, and readers fail if it is next to the new file
    Path(f"{file}.wal").unlink(missing_ok=True)
    next_file.replace(file)
    _sync(file.parent)
    next_link.replace(link)
    _remove_old_runs(run_folder)
    return rows


def _write_file(
    connection: duckdb.DuckDBPyConnection,
    next_file: Path,
    tables: list[Table],
    run_id: str,
    as_of_date: date,
) -> int:
    for leftover in (next_file, Path(f"{next_file}.wal")):
        leftover.unlink(missing_ok=True)
    literal = str(next_file).replace("'", "''")
    connection.execute(
        f"attach '{literal}' as growthmart_next (storage_version '{STORAGE_VERSION}')"
    )
    try:
        connection.execute(
            "create table growthmart_next.main._published (run_id varchar, published_at timestamp, "
            "as_of_date date, growthmart_version varchar, table_name varchar, rows bigint)"
        )
        published_at = datetime.now(UTC).replace(tzinfo=None)
        total = 0
        for table in tables:
            name = f'growthmart_next.main."{table.name}"'
            connection.execute(f"create table {name} as {_select(table)}")
            rows = connection.execute(f"select count(*) from {name}").fetchall()[0][0]
            connection.execute(
                "insert into growthmart_next.main._published values (?, ?, ?, ?, ?, ?)",
                [run_id, published_at, as_of_date, __version__, table.name, rows],
            )
            total += rows
    finally:
        connection.execute("detach growthmart_next")
    _sync(next_file)
    permissions.share(next_file)
    return total


def _write_parquet(
    connection: duckdb.DuckDBPyConnection, run_folder: Path, tables: list[Table]
) -> None:
    next_folder = run_folder.with_name(f"{run_folder.name}.next")
    shutil.rmtree(next_folder, ignore_errors=True)
    next_folder.mkdir()
    for table in tables:
        path = next_folder / f"{table.name}.parquet"
        literal = str(path).replace("'", "''")
        connection.execute(f"copy ({_select(table)}) to '{literal}' (format parquet)")
        permissions.share(path)
    permissions.share(next_folder)
    next_folder.replace(run_folder)


def _select(table: Table) -> str:
    order = ", ".join(f'"{column}"' for column in table.key)
    return f"select * from {table.relation} order by {order}"


def _write_link(link: Path, target: Path) -> Path:
    next_link = link.with_name(f"{link.name}.next")
    next_link.unlink(missing_ok=True)
    next_link.symlink_to(target, target_is_directory=True)
    return next_link


def _remove_old_runs(newest: Path) -> None:
    """Keep the newest finished runs, and remove all others, also unfinished ones."""
    others = [path for path in newest.parent.iterdir() if path != newest and _is_run(path)]
    finished = [folder for folder in others if not folder.suffix]
    finished.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in set(others) - set(finished[: KEPT_RUNS - 1]):
        shutil.rmtree(folder)


def _is_run(path: Path) -> bool:
    """Return whether publishing made this folder; users may keep other folders next to it."""
    try:
        is_named_so = str(uuid.UUID(path.stem)) == path.stem
    except ValueError:
        return False
    if not is_named_so or not path.is_dir() or path.is_symlink():
        return False
    # an engine that was killed while it wrote the tables in parts leaves other files too
    if path.suffix == ".parts":
        return True
    return path.suffix in ("", ".next") and all(
        file.suffix == ".parquet" and file.is_file() and not file.is_symlink()
        for file in path.iterdir()
    )


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
